import type { Cell } from '../../preload/contract/model/panel.ts';

/**
 * One CSV line (RFC 4180, ending in CR LF). A text that a spreadsheet would run as a formula (begins with
 * `=`, `+`, `-`, `@`, tab or CR) gets a leading apostrophe; null is an empty cell.
 */
export function formatCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
}
