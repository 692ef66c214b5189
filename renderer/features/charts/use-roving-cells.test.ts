import { expect, test } from 'vitest';
import { nextPlace } from './use-roving-cells.ts';

const press = (key: string, row: number, column: number, ctrlKey = false) =>
  nextPlace({ key, ctrlKey }, { row, column }, 10, 4);

test('arrow keys move among the cells and stop at the edges', () => {
  expect(press('ArrowDown', 0, 1)).toEqual({ row: 1, column: 1 });
  expect(press('ArrowUp', 0, 1)).toEqual({ row: 0, column: 1 });
  expect(press('ArrowRight', 9, 3)).toEqual({ row: 9, column: 3 });
  expect(press('ArrowLeft', 2, 3)).toEqual({ row: 2, column: 2 });
});

test('Home and End go to the ends of the row, with Ctrl of the table', () => {
  expect(press('Home', 5, 2)).toEqual({ row: 5, column: 0 });
  expect(press('End', 5, 2)).toEqual({ row: 5, column: 3 });
  expect(press('End', 5, 2, true)).toEqual({ row: 9, column: 3 });
});

test('other keys are left alone', () => {
  expect(press('Enter', 0, 0)).toBeNull();
  expect(press('Tab', 0, 0)).toBeNull();
});
