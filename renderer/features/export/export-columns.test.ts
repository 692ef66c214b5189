import { expect, test } from 'vitest';
import { exportColumns, exportFileName } from './export-columns.ts';

test('The visible columns are exported as they stand', () => {
  const visible = ['eventTime', 'requestParameters.bucketName', 'tags.owner'];
  expect(exportColumns('visible', visible)).toEqual(visible);
});

test('All columns hold every field once, and the paths that are shown', () => {
  const all = exportColumns('all', ['eventName', 'tags.owner']);
  expect(all.slice(0, 2)).toEqual(['eventName', 'tags.owner']);
  expect(all.filter((name) => name === 'eventName')).toHaveLength(1);
  expect(all).toContain('userIdentity.accessKeyId');
  expect(all).not.toContain('raw');
});

test('The raw record is the last column', () => {
  expect(exportColumns('raw', ['eventName']).at(-1)).toBe('raw');
});

test('The file is named after the case and the time', () => {
  const now = new Date('2023-07-10T11:42:07.123Z');
  expect(exportFileName('Acme: key/theft', now)).toBe('Acme-key-theft-events-2023-07-10-114207.csv');
  expect(exportFileName('../..', now)).toBe('case-events-2023-07-10-114207.csv');
});
