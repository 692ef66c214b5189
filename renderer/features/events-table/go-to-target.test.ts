import { expect, test } from 'vitest';
import { readGoTo } from './go-to-target.ts';

test('A row number is counted from 1 and may be written with separators', () => {
  expect(readGoTo('1', 18_388, 'utc')).toEqual({ kind: 'row', row: 0 });
  expect(readGoTo(' 18,388 ', 18_388, 'utc')).toEqual({ kind: 'row', row: 18_387 });
  expect(readGoTo('18389', 18_388, 'utc')).toMatchObject({ kind: 'fault' });
  expect(readGoTo('0', 18_388, 'utc')).toMatchObject({ kind: 'fault' });
});

test('A time is read in the shown zone', () => {
  expect(readGoTo('2025-03-10 02:44', 5, 'utc')).toEqual({ kind: 'time', at: '2025-03-10T02:44:00.000Z' });
  expect(readGoTo('2025-03-10', 5, 'utc')).toEqual({ kind: 'time', at: '2025-03-10T00:00:00.000Z' });
  expect(readGoTo('noon', 5, 'utc')).toMatchObject({ kind: 'fault' });
  expect(readGoTo('  ', 5, 'utc')).toBeNull();
});
