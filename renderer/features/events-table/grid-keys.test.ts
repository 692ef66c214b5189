import { expect, test } from 'vitest';
import { moveName, nextCell } from './grid-keys.ts';

const SIZE = { rows: 1_000, columns: 8, pageRows: 20 };

function from(row: number, column: number, key: string, ctrl = false) {
  return nextCell({ key, ctrl }, { row, column }, SIZE);
}

test('Arrows and the letters j and k move by one cell', () => {
  expect(from(5, 2, 'ArrowDown')).toEqual({ row: 6, column: 2 });
  expect(from(5, 2, 'k')).toEqual({ row: 4, column: 2 });
  expect(from(5, 2, 'j')).toEqual({ row: 6, column: 2 });
  expect(from(5, 2, 'ArrowRight')).toEqual({ row: 5, column: 3 });
});

test('Movement stops at the edges, the header being above the first row', () => {
  expect(from(999, 7, 'ArrowDown')).toEqual({ row: 999, column: 7 });
  expect(from(999, 7, 'ArrowRight')).toEqual({ row: 999, column: 7 });
  expect(from(0, 0, 'ArrowUp')).toEqual({ row: -1, column: 0 });
  expect(from(-1, 0, 'ArrowUp')).toEqual({ row: -1, column: 0 });
});

test('Page, Home and End move through the rows without leaving them', () => {
  expect(from(5, 1, 'PageDown')?.row).toBe(25);
  expect(from(5, 1, 'PageUp')?.row).toBe(0);
  expect(from(990, 1, 'PageDown')?.row).toBe(999);
  expect(from(500, 1, 'End')?.row).toBe(999);
  expect(from(500, 1, 'Home')?.row).toBe(0);
});

test('Ctrl with a letter is not a movement', () => {
  expect(from(5, 1, 'j', true)).toBeNull();
  expect(from(5, 1, 'x')).toBeNull();
});

test('An empty result has only its header', () => {
  expect(nextCell({ key: 'End', ctrl: false }, { row: -1, column: 0 }, { ...SIZE, rows: 0 })).toEqual({
    row: -1,
    column: 0,
  });
});

test('A name is put before, after and at the end of others', () => {
  expect(moveName(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'a', 'c']);
  expect(moveName(['a', 'b', 'c'], 'a', 3)).toEqual(['b', 'c', 'a']);
  expect(moveName(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
  expect(moveName(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'b', 'c']);
  expect(moveName(['a', 'b'], 'z', 0)).toEqual(['a', 'b']);
});
