/** A cell of the grid by position; row −1 is the header. */
export type GridCell = { readonly row: number; readonly column: number };

export type GridSize = { readonly rows: number; readonly columns: number; readonly pageRows: number };

export type KeyPress = { readonly key: string; readonly ctrl: boolean };

/** The cell a movement key leads to, held inside the grid; null for any other key. */
export function nextCell({ key, ctrl }: KeyPress, cell: GridCell, size: GridSize): GridCell | null {
  const to = moved(key, ctrl, cell, size);
  if (to === null) return null;
  return { row: clamp(to.row, -1, size.rows - 1), column: clamp(to.column, 0, size.columns - 1) };
}

function moved(key: string, ctrl: boolean, { row, column }: GridCell, size: GridSize): GridCell | null {
  switch (key) {
    case 'ArrowDown':
      return { row: ctrl ? size.rows - 1 : row + 1, column };
    case 'ArrowUp':
      return { row: ctrl ? 0 : row - 1, column };
    case 'ArrowRight':
      return { row, column: ctrl ? size.columns - 1 : column + 1 };
    case 'ArrowLeft':
      return { row, column: ctrl ? 0 : column - 1 };
    case 'PageDown':
      return { row: row + size.pageRows, column };
    case 'PageUp':
      return { row: Math.max(0, row - size.pageRows), column };
    case 'Home':
      return { row: 0, column };
    case 'End':
      return { row: size.rows - 1, column };
    case 'j':
      return ctrl ? null : { row: row + 1, column };
    case 'k':
      return ctrl ? null : { row: row - 1, column };
    default:
      return null;
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}

/** The names with the one called `name` put at `toIndex`, counted before it is taken out. */
export function moveName(names: readonly string[], name: string, toIndex: number): readonly string[] {
  const from = names.indexOf(name);
  if (from < 0) return names;
  return names.toSpliced(from, 1).toSpliced(toIndex > from ? toIndex - 1 : toIndex, 0, name);
}
