import { expect, test } from 'vitest';
import { fieldLines } from './field-lines.ts';

const FIELDS = {
  eventTime: '2023-07-10T11:42:00.000Z',
  eventName: 'RunInstances',
  errorCode: null,
  asn: 64500,
};
const LEAVES = [
  { field: 'eventName', value: 'RunInstances' },
  { field: 'requestParameters.instancesSet.items.imageId', value: 'ami-1' },
  { field: 'requestParameters.instancesSet.items.imageId', value: 'ami-2' },
  { field: 'requestParameters.userData', value: null },
];

test('Catalogued fields come first, then the other paths of the record, once for each element', () => {
  const lines = fieldLines(FIELDS, LEAVES, { search: '', hideEmpty: true });
  expect(lines.map(({ field, value }) => `${field}=${value}`)).toEqual([
    'eventTime=2023-07-10T11:42:00.000Z',
    'eventName=RunInstances',
    'asn=64500',
    'requestParameters.instancesSet.items.imageId=ami-1',
    'requestParameters.instancesSet.items.imageId=ami-2',
  ]);
});

test('Empty fields are shown when asked for', () => {
  const names = fieldLines(FIELDS, LEAVES, { search: '', hideEmpty: false }).map(({ field }) => field);
  expect(names).toContain('errorCode');
  expect(names).toContain('requestParameters.userData');
});

test('The filter looks into names, titles and values', () => {
  const found = (search: string) =>
    fieldLines(FIELDS, LEAVES, { search, hideEmpty: true }).map(({ field }) => field);
  expect(found('AMI-2')).toEqual(['requestParameters.instancesSet.items.imageId']);
  expect(found('call')).toEqual(['eventName']);
  expect(found('nothing')).toEqual([]);
});
