import type { PanelInfo, PanelResult, Row } from '../../../preload/contract/model/panel.ts';
import { EVENTS, labelColumn, type Mark, markOfRow, toNumber, toText } from './mark.ts';

export type BarPart = { readonly value: string; readonly name: string; readonly events: number };

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

/** Columns that say how many of a row's events ended that way. */
const OUTCOME_COLUMNS = ['success', 'denied', 'failed'] as const;

/** The rows of a panel as bars, the largest first. Rows that differ in the stack column only are one bar. */
export function toBars(info: PanelInfo, result: PanelResult): readonly Bar[] {
  const label = labelColumn(info, result);
  const bars = new Map<string, Bar>();
  for (const row of result.rows) {
    const mark = withoutStack(info, markOfRow(info, result, row));
    const name = label === null ? null : toText(row[label]);
    const detail = detailOf(info, row, label);
    const key = JSON.stringify([name, detail]);
    const events = toNumber(row[EVENTS]);
    const found = bars.get(key);
    bars.set(key, {
      key,
      label: name ?? '(none)',
      detail,
      events: (found?.events ?? 0) + events,
      parts: [...(found?.parts ?? []), ...partsOf(info, row, events)],
      mark,
    });
  }
  return [...bars.values()].toSorted((a, b) => b.events - a.events);
}

function partsOf(info: PanelInfo, row: Row, events: number): readonly BarPart[] {
  if (info.stack !== null) {
    const value = toText(row[info.stack]) ?? '';
    return [{ value, name: value || '(none)', events }];
  }
  const known = OUTCOME_COLUMNS.filter((name) => toNumber(row[name]) > 0);
  if (known.length === 0) return [{ value: '', name: 'events', events }];
  const parts = known.map((name) => ({ value: name, name, events: toNumber(row[name]) }));
  const rest = events - parts.reduce((sum, part) => sum + part.events, 0);
  return rest > 0 ? [{ value: 'success', name: 'success', events: rest }, ...parts] : parts;
}

function detailOf(info: PanelInfo, row: Row, label: string | null): string | null {
  const others = info.keys.filter(({ column }) => column !== label && column !== info.stack && column in row);
  const texts = others.map(({ column }) => toText(row[column])).filter((text) => text !== null);
  return texts.length > 0 ? texts.join(' · ') : null;
}

function withoutStack(info: PanelInfo, mark: Mark): Mark {
  const field = info.keys.find((key) => key.column === info.stack)?.field;
  return field ? { ...mark, targets: mark.targets.filter((target) => target.field !== field) } : mark;
}
