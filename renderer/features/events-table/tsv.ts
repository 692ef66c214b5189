import type { Cell } from '../../../preload/contract/model/panel.ts';

/**
 * Rows as tab-separated values with a header line, as spreadsheets take them from the clipboard. A cell
 * that holds a tab, a line break or a quote is quoted; one that a spreadsheet would run as a formula is
 * preceded by an apostrophe.
 */
export function toTsv(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [headers.map(tsvCell), ...rows.map((row) => row.map(tsvCell))];
  return `${lines.map((line) => line.join('\t')).join('\n')}\n`;
}

function tsvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[\t\r\n"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
