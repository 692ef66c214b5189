import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { DELIVERY_FIELDS, findDeliveryField } from '../../../preload/contract/model/delivery-field.ts';
import type { FacetResult } from '../../../preload/contract/model/event.ts';
import { findField } from '../../../preload/contract/model/field.ts';
import { withoutField } from '../../../preload/contract/query/clauses.ts';
import { printLiteral } from '../../../preload/contract/query/print-query.ts';
import { useCall } from '../../data/use-call.ts';
import type { Range } from '../../state/scope-history.ts';
import { type CompletionPlace, matchingFields } from './completion.ts';

/** Something the word under the caret can be completed to. */
export type Suggestion = {
  readonly key: string;
  /** What takes the place of the word. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string | null;
  readonly events: number | null;
};

/** Fields of the ledger are suggested from so many characters on: they are asked for rarely. */
const DELIVERY_LENGTH = 3;
const FIELDS_SHOWN = 9;
const VALUES_SHOWN = 9;
const VALUES_ASKED = 60;
const PAUSE_MS = 140;
const PATH_LENGTH = 3;

type Asked = { readonly place: CompletionPlace | null; readonly query: string; readonly range: Range };

/**
 * Completions for a place: fields of the catalogue, then other JSON paths seen in the events, or the values
 * of a field with their counts. Asks only after a short pause, so that typing never waits.
 */
export function useSuggestions({ place, query, range }: Asked): readonly Suggestion[] {
  const settled = useSettled(place);
  // Files are in the ledger and not in the records, where their values would be looked for in vain.
  const hasValues = settled?.kind === 'value' && settled.field !== '' && !findDeliveryField(settled.field);
  const valueField = hasValues ? settled.field : null;
  const pathsOf = settled?.kind === 'field' && settled.typed.length >= PATH_LENGTH ? settled.typed : null;
  const values = useCall(
    'facet.run',
    {
      field: valueField ?? 'eventName',
      scope: { query: valueField === null ? '' : withoutField(query, valueField), ...range },
      contains: settled?.typed.replaceAll(/[*?\\]/g, '') ?? '',
      limit: VALUES_ASKED,
    },
    { enabled: valueField !== null, keepPrevious: false },
  );
  const paths = useCall(
    'field.paths',
    { scope: { query: '', ...range }, contains: pathsOf ?? '' },
    { enabled: pathsOf !== null, keepPrevious: false },
  );
  const suggestions = useMemo((): readonly Suggestion[] => {
    if (place?.kind === 'field')
      return fieldSuggestions(place.typed, pathsOf === null ? [] : (paths.data?.paths ?? []));
    if (place?.kind !== 'value' || valueField !== place.field) return [];
    return valueSuggestions(place.typed, values.data?.values ?? []);
  }, [place, valueField, pathsOf, paths.data, values.data]);
  return useDeferredValue(suggestions);
}

/** Values in the order of their counts, those that begin with what was typed before those that contain it. */
function valueSuggestions(typed: string, values: FacetResult['values']): readonly Suggestion[] {
  const wanted = typed.toLowerCase();
  const begins = (value: string) => (value.toLowerCase().startsWith(wanted) ? 0 : 1);
  return values
    .toSorted((a, b) => begins(a.value) - begins(b.value))
    .slice(0, VALUES_SHOWN)
    .map(({ value, events }) => ({
      key: value,
      insert: printLiteral(value),
      label: value,
      detail: null,
      events,
    }));
}

function fieldSuggestions(
  typed: string,
  paths: readonly { readonly path: string; readonly events: number }[],
): readonly Suggestion[] {
  const catalogued = matchingFields(typed, FIELDS_SHOWN).map(({ name, title, description }) => ({
    key: name,
    insert: `${name}:`,
    label: name,
    detail: `${title} · ${description}`,
    events: null,
  }));
  const others = paths
    .filter(({ path }) => findField(path) === undefined)
    .slice(0, FIELDS_SHOWN)
    .map(({ path }) => ({
      key: path,
      insert: `${path}:`,
      label: path,
      detail: 'path in the record',
      events: null,
    }));
  return [...catalogued, ...deliverySuggestions(typed), ...others];
}

function deliverySuggestions(typed: string): readonly Suggestion[] {
  const wanted = typed.toLowerCase();
  if (wanted.length < DELIVERY_LENGTH) return [];
  return DELIVERY_FIELDS.filter(({ name }) => name.includes(wanted)).map(({ name, description }) => ({
    key: name,
    insert: `${name}:`,
    label: name,
    detail: `Ledger · ${description}`,
    events: null,
  }));
}

function useSettled(place: CompletionPlace | null): CompletionPlace | null {
  const [settled, setSettled] = useState(place);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(place), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [place]);
  return settled;
}
