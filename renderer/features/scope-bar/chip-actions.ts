import { replaceClause, withoutClause } from '../../../preload/contract/query/clauses.ts';
import { invertClause, orClauses, splitAlternative } from '../../../preload/contract/query/edit-clause.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import type { Tab, TabScope } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import type { Chip } from './chip.ts';

/** What a chip stands for, in the scope without it. */
export function withoutChip(scope: TabScope, chip: Chip): TabScope {
  return chip.kind === 'disabled'
    ? { ...scope, disabled: (scope.disabled ?? []).toSpliced(chip.index, 1) }
    : { ...scope, query: withoutClause(scope.query, chip.index) };
}

/** The scope with a chip no longer applied, or applied again at the end of the query. */
export function withChipToggled(scope: TabScope, chip: Chip): TabScope {
  const rest = withoutChip(scope, chip);
  return chip.kind === 'disabled'
    ? { ...rest, query: joinQueries(rest.query, chip.text) }
    : { ...rest, disabled: [...(rest.disabled ?? []), chip.text] };
}

/** The scope with a chip written anew; unchanged when the text is no query. An empty text takes it away. */
export function withChipText(scope: TabScope, chip: Chip, text: string): TabScope {
  const parsed = parseQuery(text);
  if (!parsed.ok) return scope;
  if (parsed.node === null) return withoutChip(scope, chip);
  return chip.kind === 'disabled'
    ? { ...scope, disabled: (scope.disabled ?? []).with(chip.index, text.trim()) }
    : { ...scope, query: replaceClause(scope.query, chip.index, text) };
}

/** The scope with a chip turned into its opposite. */
export function withChipInverted(scope: TabScope, chip: Chip): TabScope {
  return chip.kind === 'disabled'
    ? withChipText(scope, chip, invertClause(chip.text, 0))
    : { ...scope, query: invertClause(scope.query, chip.index) };
}

/** The scope in which one applied chip, or one alternative of it, is an alternative of another. */
export function withChipsJoined(
  scope: TabScope,
  moved: { readonly index: number; readonly alternative: number | null },
  into: number,
): TabScope {
  const { query } = scope;
  if (moved.index === into) return scope;
  if (moved.alternative === null) return { ...scope, query: orClauses(query, moved.index, into) };
  const split = splitAlternative(query, moved.index, moved.alternative);
  const last = lastClause(split);
  return { ...scope, query: orClauses(split, last, into) };
}

/** Takes a chip away: a pinned one from all tabs. */
export function removeChip(tab: Tab, chip: Chip): void {
  const { pinned, setPinned, setScope } = useWorkspace.getState();
  if (chip.kind === 'pinned') setPinned(pinned.toSpliced(chip.index, 1));
  else setScope(tab.id, withoutChip(tab.scope, chip));
}

/** Makes a chip of one tab one of all tabs, or a pinned one that of this tab alone. */
export function togglePin(tab: Tab, chip: Chip): void {
  const { pinned, setPinned, setScope } = useWorkspace.getState();
  if (chip.kind !== 'pinned') {
    if (chip.kind === 'disabled') setScope(tab.id, withoutChip(tab.scope, chip));
    setPinned([...pinned, chip.text]);
    return;
  }
  setPinned(pinned.toSpliced(chip.index, 1));
  setScope(tab.id, { ...tab.scope, query: joinQueries(tab.scope.query, chip.text) });
}

/** Applies a chip of the tab or not; pinned ones are switched together, for this tab alone. */
export function toggleChip(tab: Tab, chip: Chip): void {
  const { patchTab, setScope } = useWorkspace.getState();
  if (chip.kind === 'pinned') patchTab(tab.id, { pinsOff: tab.pinsOff !== true });
  else setScope(tab.id, withChipToggled(tab.scope, chip));
}

function lastClause(query: string): number {
  const parsed = parseQuery(query);
  return parsed.ok && parsed.node?.kind === 'and' ? parsed.node.operands.length - 1 : 0;
}
