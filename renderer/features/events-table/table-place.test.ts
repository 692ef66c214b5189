import { expect, test } from 'vitest';
import { keepPlace, placeOf } from './table-place.ts';

const PLACE = { offset: 4_800, active: { row: 203, column: 2 }, selection: { anchor: 203, focus: 205 } };

test('A tab comes back to the place it was left at', () => {
  keepPlace('a', 'outcome:denied', PLACE);
  expect(placeOf('a', 'outcome:denied')).toMatchObject(PLACE);
});

test('A tab that asks something else by now, or was never left, is at the start', () => {
  keepPlace('b', 'outcome:denied', PLACE);
  expect(placeOf('b', 'outcome:failed').offset).toBe(0);
  expect(placeOf('c', '').active).toEqual({ row: 0, column: 0 });
});
