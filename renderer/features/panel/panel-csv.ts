import type { Cell, PanelResult } from '../../../preload/contract/model/panel.ts';

/** Text that a spreadsheet would run as a formula begins with one of these. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** The rows of a panel as CSV (RFC 4180), instants in UTC; cells a spreadsheet would run get an apostrophe. */
export function panelCsv({ columns, rows }: Pick<PanelResult, 'columns' | 'rows'>): string {
  const lines = [columns.map(({ name }) => csvCell(name))];
  for (const row of rows) lines.push(columns.map(({ name }) => csvCell(row[name] ?? null)));
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

/** The rows of a panel as lines of tabs, as spreadsheets take them from the clipboard. */
export function panelTsv({ columns, rows }: Pick<PanelResult, 'columns' | 'rows'>): string {
  const lines = [columns.map(({ name }) => name)];
  for (const row of rows) {
    lines.push(columns.map(({ name }) => defuse(row[name] ?? null).replaceAll(/[\t\r\n]+/g, ' ')));
  }
  return lines.map((line) => line.join('\t')).join('\n');
}

function csvCell(cell: Cell): string {
  const text = defuse(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function defuse(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
