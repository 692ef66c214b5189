import type { MethodInput } from '../../../preload/contract/methods.ts';
import type { FacetResult } from '../../../preload/contract/model/event.ts';
import { findField } from '../../../preload/contract/model/field.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import type { BridgeError } from '../../bridge/bridge-error.ts';
import { useCall } from '../../data/use-call.ts';
import type { SearchTab } from '../../state/tab.ts';
import { withPins } from '../../state/tab-scope.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { facetFilter, withoutFacet } from './facet-query.ts';

/** Values that a facet shows before more are asked for. */
export const FIRST_VALUES = 6;
/** Values of the filter that are counted even where they are rare, as many and as long as the host takes. */
const MOST_ALSO = 100;
const MOST_CHARACTERS = 10_000;
/** Facets the host counts in one call. */
const MOST_TOGETHER = 40;

/** The facets that are counted in one call, which is quicker than one by one. */
export type FacetsTogether = {
  readonly has: (field: string) => boolean;
  readonly of: (field: string) => FacetResult | undefined;
  readonly error: BridgeError | null;
  readonly isStale: boolean;
};

/**
 * What a facet asks: its values over the tab's scope without what the query says of it, but for what is pinned (that
 * cannot be widened here), and how often the values of its filter occur.
 */
export function facetInput(
  { scope, pinsOff }: SearchTab,
  field: string,
  pinned: readonly string[],
): MethodInput<'facet.run'> & { readonly scope: Scope } {
  const { included, excluded } = facetFilter(scope.query, field);
  return {
    field,
    scope: {
      query: withPins(withoutFacet(scope.query, field), pinsOff ? [] : pinned),
      from: scope.from,
      to: scope.to,
    },
    limit: FIRST_VALUES,
    also: [...included.values(), ...excluded.values()]
      .filter((value) => value.length <= MOST_CHARACTERS)
      .slice(0, MOST_ALSO),
  };
}

/** Counts the facets of a tab at once, but for those on JSON paths: they read the raw records and take their time. */
export function useFacetsTogether(tab: SearchTab): FacetsTogether {
  const pinned = useWorkspace((state) => state.pinned);
  const fields = tab.facets.filter(isColumn).slice(0, MOST_TOGETHER);
  const { data, error, isPlaceholderData } = useCall(
    'facet.runMany',
    { facets: fields.map((field) => facetInput(tab, field, pinned)) },
    { enabled: fields.length > 0 },
  );
  return {
    has: (field) => fields.includes(field),
    of: (field) => data?.facets.find((facet) => facet.field === field),
    error,
    isStale: isPlaceholderData,
  };
}

function isColumn(name: string): boolean {
  const field = findField(name);
  return field !== undefined && field.kind !== 'json';
}
