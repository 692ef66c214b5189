import { type Clause, clausesOf } from '../../../preload/contract/query/clauses.ts';
import { alternativesOf } from '../../../preload/contract/query/edit-clause.ts';
import type { Tab } from '../../state/tab.ts';

/**
 * A filter as the scope bar shows it: a clause of the tab's query, one of it that is disabled, or one that is pinned
 * for all tabs. `index` counts within its kind; `off` ones are not applied here.
 */
export type Chip = {
  readonly kind: 'pinned' | 'applied' | 'disabled';
  readonly index: number;
  readonly text: string;
  readonly off: boolean;
  /** What the chip says; null where the text is more than one clause. */
  readonly clause: Clause | null;
  /** The parts of which one is enough; none for a clause that is no OR. */
  readonly alternatives: readonly string[];
};

/** The filters of a tab: those pinned first, then its own in the order of the query, then what is disabled. */
export function chipsOf(tab: Pick<Tab, 'scope' | 'pinsOff'>, pinned: readonly string[]): readonly Chip[] {
  const { query, disabled = [] } = tab.scope;
  return [
    ...pinned.map((text, index) => chipOf('pinned', text, index, tab.pinsOff === true)),
    ...clausesOf(query).map(
      (clause, index): Chip => ({
        kind: 'applied',
        index,
        text: clause.text,
        off: false,
        clause,
        alternatives: alternativesOf(query, index),
      }),
    ),
    ...disabled.map((text, index) => chipOf('disabled', text, index, true)),
  ];
}

/** The key of a chip among those of its tab. */
export function chipKey({ kind, index }: Chip): string {
  return `${kind}-${index}`;
}

function chipOf(kind: Chip['kind'], text: string, index: number, off: boolean): Chip {
  const [clause, ...more] = clausesOf(text);
  const single = clause !== undefined && more.length === 0 ? clause : null;
  return { kind, index, text, off, clause: single, alternatives: single ? alternativesOf(text, 0) : [] };
}
