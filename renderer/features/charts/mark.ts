import type { Cell, PanelInfo, PanelResult, Row } from '../../../preload/contract/model/panel.ts';
import type { Range } from '../../state/scope-history.ts';
import type { ValueTarget } from '../../state/value-menu.ts';

/** What a bar, slice, point or row stands for: values of fields, and a time. */
export type Mark = { readonly targets: readonly ValueTarget[]; readonly range: Range | null };

export type Point = { readonly x: number; readonly y: number };

export type Span = { readonly from: number; readonly to: number };

/** What every chart is given. */
export type ChartProps = {
  readonly info: PanelInfo;
  readonly result: PanelResult;
  /** The time the panel is about, in epoch ms: its range, or that of the case; null when the case is empty. Left out where no time axis is drawn. */
  readonly span?: Span | null;
  /** True in the enlarged view, where there is room for more. */
  readonly large: boolean;
  readonly onMark: (mark: Mark, at: Point) => void;
};

/** The column of a result that counts events. */
export const EVENTS = 'events';
/** The column of a result that holds the start of a time bucket. */
export const BUCKET = 'bucket_at';

/** The mark of a whole row. A row without a key's column stands for any value of it, a null for none. */
export function markOfRow(info: PanelInfo, result: PanelResult, row: Row): Mark {
  const targets = info.keys
    .filter((key) => key.column in row && key.column !== BUCKET)
    .map((key) => ({ field: key.field, value: toText(row[key.column]) }));
  return { targets, range: bucketRange(row[BUCKET], result.bucketSeconds) };
}

/** The mark of one value of a column in all rows, for instance of an entry in a legend. */
export function markOfValue(info: PanelInfo, column: string, value: string | null): Mark {
  const key = info.keys.find((candidate) => candidate.column === column);
  return { targets: key ? [{ field: key.field, value }] : [], range: null };
}

/** The mark with the target of `column` first, since that is what was pointed at. */
export function pointedAt(mark: Mark, info: PanelInfo, column: string): Mark {
  const field = info.keys.find((key) => key.column === column)?.field;
  const first = mark.targets.filter((target) => target.field === field);
  return { ...mark, targets: [...first, ...mark.targets.filter((target) => target.field !== field)] };
}

/** The time a bucket covers; null when there is no bucket or its width is unknown. */
export function bucketRange(bucketAt: Cell | undefined, bucketSeconds: number | null): Range | null {
  if (typeof bucketAt !== 'string' || bucketSeconds === null) return null;
  const from = Date.parse(bucketAt);
  if (Number.isNaN(from)) return null;
  return {
    from: new Date(from).toISOString(),
    to: new Date(from + bucketSeconds * 1000).toISOString(),
  };
}

/** A cell as the text of a filter; null stays null. */
export function toText(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

/** A cell as a number, 0 when it is none. */
export function toNumber(cell: Cell | undefined): number {
  const value = Number(cell ?? 0);
  return Number.isFinite(value) ? value : 0;
}

/** The column that names the rows: the first key that is not time or the stack, else the first text. */
export function labelColumn(info: PanelInfo, result: PanelResult): string | null {
  const has = (name: string) => result.columns.some((column) => column.name === name);
  const key = info.keys.find(({ column }) => column !== BUCKET && column !== info.stack && has(column));
  if (key) return key.column;
  const isText = (type: string) => /^(varchar|text|string|enum)/i.test(type);
  return result.columns.find((column) => column.name !== info.stack && isText(column.type))?.name ?? null;
}

/**
 * The panel as it splits this result: by its stack column, or where the reader has chosen another column for it, by
 * the first key that the result has.
 */
export function splitAsChosen(info: PanelInfo, result: PanelResult): PanelInfo {
  const has = (name: string) => result.columns.some((column) => column.name === name);
  if (info.stack === null || has(info.stack)) return info;
  const chosen = info.keys.find(({ column }) => column !== BUCKET && has(column));
  return { ...info, stack: chosen?.column ?? null };
}
