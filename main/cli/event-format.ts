import type { Cell } from '../../preload/contract/model/panel.ts';
import { formatCsvLine } from './format-csv.ts';
import { formatTable } from './format-table.ts';
import { visibleJson, visibleText } from './visible-text.ts';

export type EventFormat = 'json' | 'ndjson' | 'csv' | 'table';

/** Turns pages of rows into text, page by page: `begin`, then `rows` for each page, then `end`. */
export type EventFormatter = {
  readonly begin: () => string;
  readonly rows: (rows: readonly (readonly Cell[])[]) => string;
  readonly end: () => string;
};

/** The formatter of `format`. For a terminal, CSV cells are written without control characters. */
export function formatEvents(
  format: EventFormat,
  columns: readonly string[],
  isTerminal: boolean,
): EventFormatter {
  if (format === 'json') return jsonFormatter(columns);
  if (format === 'ndjson') return ndjsonFormatter(columns);
  return format === 'csv' ? csvFormatter(columns, isTerminal) : tableFormatter(columns);
}

function jsonFormatter(columns: readonly string[]): EventFormatter {
  let separator = '\n';
  return {
    begin: () => '[',
    rows: (rows) => {
      const texts = rows.map((row) => visibleJson(toObject(columns, row)));
      const text = texts.length === 0 ? '' : separator + texts.join(',\n');
      if (texts.length > 0) separator = ',\n';
      return text;
    },
    end: () => '\n]\n',
  };
}

function ndjsonFormatter(columns: readonly string[]): EventFormatter {
  return {
    begin: () => '',
    rows: (rows) => rows.map((row) => `${visibleJson(toObject(columns, row))}\n`).join(''),
    end: () => '',
  };
}

function csvFormatter(columns: readonly string[], isTerminal: boolean): EventFormatter {
  const shown = (cell: Cell): Cell => (isTerminal && typeof cell === 'string' ? visibleText(cell) : cell);
  return {
    begin: () => formatCsvLine(columns),
    rows: (rows) => rows.map((row) => formatCsvLine(row.map(shown))).join(''),
    end: () => '',
  };
}

function tableFormatter(columns: readonly string[]): EventFormatter {
  const all: (readonly Cell[])[] = [];
  return {
    begin: () => '',
    rows: (rows) => {
      all.push(...rows);
      return '';
    },
    end: () => `${formatTable(columns, all)}\n`,
  };
}

function toObject(columns: readonly string[], row: readonly Cell[]): Readonly<Record<string, Cell>> {
  return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));
}
