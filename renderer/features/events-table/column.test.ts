import { expect, test } from 'vitest';
import { columnOf, fitColumns } from './column.ts';

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
