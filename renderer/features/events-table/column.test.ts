import { expect, test } from 'vitest';
import { columnOf, fitColumns, fittedWidth } from './column.ts';

test('A catalogued column has its title, a path shows its last key', () => {
  expect(columnOf('sourceIPAddress')).toMatchObject({ title: 'Address', kind: 'address', mono: true });
  expect(columnOf('requestParameters.instancesSet.items.imageId')).toMatchObject({
    title: '…imageId',
    kind: 'path',
  });
});

test('Identifiers know how many characters fit, prose does not', () => {
  const [actor, outcome] = fitColumns([columnOf('actor'), columnOf('outcome')], [161, 90]);
  expect(actor?.characters).toBe(20);
  expect(outcome?.characters).toBeNull();
});

test('A pinned column knows its place', () => {
  const columns = fitColumns([columnOf('actor'), columnOf('outcome')], [161, 90], [0]);
  expect(columns.map(({ left }) => left)).toEqual([0, null]);
});

test('A column fits its widest value and its title, but not a whole policy document', () => {
  expect(fittedWidth(30, [100, 250.4, 80])).toBe(268);
  expect(fittedWidth(120, [40])).toBe(162);
  expect(fittedWidth(5, [])).toBe(56);
  expect(fittedWidth(30, [9_000])).toBe(640);
});
