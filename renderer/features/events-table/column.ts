import { type FieldKind, findField } from '../../../preload/contract/model/field.ts';
import { CHARACTER_WIDTH } from '../search/cut.ts';

/** A column as the table shows it: the field of that name, or any other JSON path. */
export type Column = {
  readonly name: string;
  readonly title: string;
  readonly kind: FieldKind | 'path';
  readonly width: number;
  readonly mono: boolean;
  /** How many characters of an identifier fit its cell; null where that depends on the characters. */
  readonly characters: number | null;
  /** Where a value too long for its cell is cut: identifiers keep their end, running text its start. */
  readonly cut: 'middle' | 'end';
  /** Where a pinned column stands, in pixels from the left of the view; null for one that scrolls. */
  readonly left: number | null;
};

const WIDTHS: Readonly<Record<string, number>> = {
  eventTime: 156,
  actor: 156,
  service: 84,
  eventName: 180,
  outcome: 90,
  sourceIPAddress: 148,
  country: 72,
  awsRegion: 108,
  resource: 190,
  account: 112,
  userAgent: 220,
  access: 64,
  errorCode: 160,
  errorMessage: 280,
};

const PROSE = new Set(['outcome', 'country', 'countryName', 'city', 'subdivision', 'network', 'access']);
const CUT_AT_END = new Set(['userAgent', 'errorMessage', 'countryName', 'network', 'city', 'subdivision']);

/** How a column is titled, how wide it starts and how its values are set. */
export function columnOf(name: string): Column {
  const field = findField(name);
  if (!field)
    return {
      name,
      title: shortPath(name),
      kind: 'path',
      width: 160,
      mono: true,
      characters: null,
      cut: 'middle',
      left: null,
    };
  const { title, kind } = field;
  return {
    name,
    title,
    kind,
    width: WIDTHS[name] ?? (kind === 'number' ? 90 : 160),
    mono: !PROSE.has(name),
    characters: null,
    cut: CUT_AT_END.has(name) || kind === 'json' ? 'end' : 'middle',
    left: null,
  };
}

/** The last part of a path, marked as cut: `…bucketName`. */
export function shortPath(path: string): string {
  const last = path.split('.').at(-1) ?? path;
  return last === path ? path : `…${last}`;
}

/** What stands beside a value in its cell, in pixels. */
const PADDING = 17;

/** What stands beside a title: its padding and the mark of its sort. */
const TITLE_EXTRAS = 42;

/** The columns at the widths they are shown with, the first of them pinned at `lefts`. */
export function fitColumns(
  columns: readonly Column[],
  widths: readonly number[],
  lefts: readonly number[] = [],
): readonly Column[] {
  return columns.map((column, index) => {
    const width = widths[index] ?? column.width;
    return {
      ...column,
      width,
      left: lefts[index] ?? null,
      characters:
        column.mono && column.cut === 'middle' ? Math.floor((width - PADDING) / CHARACTER_WIDTH) : null,
    };
  });
}

const LEAST_FITTED = 56;
const MOST_FITTED = 640;

/** The width at which a title and values of these widths (in pixels) are whole, within reason. */
export function fittedWidth(titleWidth: number, valueWidths: readonly number[]): number {
  const widest = Math.max(titleWidth + TITLE_EXTRAS, ...valueWidths.map((width) => width + PADDING));
  return Math.ceil(Math.min(MOST_FITTED, Math.max(LEAST_FITTED, widest)));
}
