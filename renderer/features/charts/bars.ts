import type { PanelInfo, PanelResult, Row } from '../../../preload/contract/model/panel.ts';
import { EVENTS, labelColumn, type Mark, markOfRow, toNumber, toText } from './mark.ts';

type BarPart = { readonly value: string; readonly name: string; readonly events: number };

/** One bar: its label, what it counts, and the parts it is made of. */
export type Bar = {
  readonly key: string;
  readonly label: string;
  /** What tells bars of the same label apart, for instance the service of a call. */
  readonly detail: string | null;
  readonly events: number;
  readonly parts: readonly BarPart[];
  readonly mark: Mark;
};

/** Which column names the bars, and which divides them. */
type BarColumns = { readonly label: string | null; readonly stack: string | null };

/** Columns that say how many of a row's events ended that way. */
const OUTCOME_COLUMNS = ['success', 'denied', 'failed'] as const;

/**
 * The rows of a panel as bars, the largest first. Rows that differ in the `stack` column only are one bar of
 * several parts. What a bar is besides its label is left out where it is the same for all.
 */
export function toBars(
  info: PanelInfo,
  result: PanelResult,
  { label, stack }: BarColumns = { label: labelColumn(info, result), stack: info.stack },
): readonly Bar[] {
  const bars = new Map<string, Bar>();
  for (const row of result.rows) {
    const mark = markWithout(info, markOfRow(info, result, row), stack);
    const name = label === null ? null : toText(row[label]);
    const detail = detailOf(info, row, [label, stack]);
    const key = JSON.stringify([name, detail]);
    const events = toNumber(row[EVENTS]);
    const found = bars.get(key);
    bars.set(key, {
      key,
      label: name ?? '(none)',
      detail,
      events: (found?.events ?? 0) + events,
      parts: [...(found?.parts ?? []), ...partsOf(row, events, stack)],
      mark,
    });
  }
  const sorted = [...bars.values()].toSorted((a, b) => b.events - a.events);
  const details = new Set(sorted.map(({ detail }) => detail));
  return details.size > 1 ? sorted : sorted.map((bar) => ({ ...bar, detail: null }));
}

/** The mark without the target of one column. */
export function markWithout(info: PanelInfo, mark: Mark, column: string | null): Mark {
  const field = info.keys.find((key) => key.column === column)?.field;
  return field ? { ...mark, targets: mark.targets.filter((target) => target.field !== field) } : mark;
}

function partsOf(row: Row, events: number, stack: string | null): readonly BarPart[] {
  if (stack !== null) {
    const value = toText(row[stack]) ?? '';
    return [{ value, name: value || '(none)', events }];
  }
  const known = OUTCOME_COLUMNS.filter((name) => toNumber(row[name]) > 0);
  if (known.length === 0) return [{ value: '', name: 'events', events }];
  const parts = known.map((name) => ({ value: name, name, events: toNumber(row[name]) }));
  const rest = events - parts.reduce((sum, part) => sum + part.events, 0);
  return rest > 0 ? [{ value: 'success', name: 'success', events: rest }, ...parts] : parts;
}

function detailOf(info: PanelInfo, row: Row, shown: readonly (string | null)[]): string | null {
  const others = info.keys.filter(({ column }) => !shown.includes(column) && column in row);
  const texts = others.map(({ column }) => toText(row[column])).filter((text) => text !== null);
  return texts.length > 0 ? texts.join(' · ') : null;
}
