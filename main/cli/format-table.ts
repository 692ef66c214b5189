import type { Cell } from '../../preload/contract/model/panel.ts';
import { visibleText } from './visible-text.ts';

const CELL_LIMIT = 80;

/**
 * Rows as aligned text, two spaces between columns, numbers to the right; cells over 80 characters are cut
 * with `…`. Ends without a line break.
 */
export function formatTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => columns.map((_, index) => cellText(row[index] ?? null)));
  const widths = columns.map((column, index) =>
    texts.reduce((width, row) => Math.max(width, lengthOf(row[index] ?? '')), lengthOf(column)),
  );
  const right = columns.map(
    (_, index) => rows.length > 0 && rows.every((row) => isNumber(row[index] ?? null)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, right[index] ?? false))
      .join('  ')
      .trimEnd();
  return [line(columns.map((column) => visibleText(column))), ...texts.map(line)].join('\n');
}

function cellText(cell: Cell): string {
  const text = cell === null ? '' : visibleText(String(cell));
  const characters = [...text];
  return characters.length <= CELL_LIMIT ? text : `${characters.slice(0, CELL_LIMIT - 1).join('')}…`;
}

function isNumber(cell: Cell): boolean {
  return cell === null || typeof cell === 'number';
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return right ? space + text : text + space;
}

function lengthOf(text: string): number {
  return [...text].length;
}
