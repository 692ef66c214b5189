import { expect, test } from 'vitest';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import { queryOf } from './selection-actions.ts';

const row = (id: string | null) => ({ recordId: 1, cells: [id] });

test('Selected events are named by their ids, each once', () => {
  const { query, unnamed } = queryOf([
    row('0b9f7f4e-3a10-4a7e-9d55-1c4d2f6a7b01'),
    row('e0b9f7f4-3a10-4a7e-9d55-1c4d2f6a7b02'),
    row('0b9f7f4e-3a10-4a7e-9d55-1c4d2f6a7b01'),
  ]);
  expect(query).toBe(
    'eventID:(0b9f7f4e-3a10-4a7e-9d55-1c4d2f6a7b01 OR e0b9f7f4-3a10-4a7e-9d55-1c4d2f6a7b02)',
  );
  expect(unnamed).toBe(0);
});

test('An id that is no id stays a value', () => {
  const { query } = queryOf([row('*'), row('a) OR eventName:(b')]);
  expect(query).toBe('eventID:("*" OR "a) OR eventName:(b")');
  expect(parseQuery(query ?? '').ok).toBe(true);
});

test('Events without an id cannot be named, and are counted', () => {
  expect(queryOf([row(null), row(''), row('x1')])).toEqual({ query: 'eventID:(x1)', unnamed: 2 });
  expect(queryOf([row(null)])).toEqual({ query: null, unnamed: 1 });
});

test('Four hundred events fit a query', () => {
  const rows = Array.from({ length: 400 }, (_, index) =>
    row(`0b9f7f4e-3a10-4a7e-9d55-${String(index).padStart(12, '0')}`),
  );
  expect(queryOf(rows).query?.length).toBeLessThan(20_000);
});
