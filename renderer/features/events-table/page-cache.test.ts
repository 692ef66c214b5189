import { expect, test } from 'vitest';
import type { EventPage } from '../../../preload/contract/model/event.ts';
import { cellOf, PAGE_ROWS, PageCache, pageOf, pagesAround } from './page-cache.ts';

function page(index: number): EventPage {
  const recordIds = Array.from({ length: PAGE_ROWS }, (_, row) => 1_000_000 + index * PAGE_ROWS + row);
  return {
    offset: index * PAGE_ROWS,
    columns: ['eventName'],
    recordIds,
    rows: recordIds.map((id) => [`call ${id}`]),
  };
}

test('A row is found at its position in the result, and only once its page is there', () => {
  const cache = new PageCache();
  expect(cache.row(205)).toBeUndefined();
  cache.put(1, page(1));
  expect(cache.row(205)).toEqual({
    position: 205,
    recordId: 1_000_205,
    columns: ['eventName'],
    cells: ['call 1000205'],
  });
  expect(cache.row(5)).toBeUndefined();
});

test('A position beyond the last row of a short page has no row', () => {
  const cache = new PageCache();
  cache.put(0, { offset: 0, columns: ['eventName'], recordIds: [7], rows: [['GetUser']] });
  expect(cache.row(0)?.recordId).toBe(7);
  expect(cache.row(1)).toBeUndefined();
});

test('The least recently used page is dropped, and using a page keeps it', () => {
  const cache = new PageCache(2);
  cache.put(0, page(0));
  cache.put(1, page(1));
  cache.touch([0]);
  cache.put(2, page(2));
  expect([0, 1, 2].map((each) => cache.has(each, []))).toEqual([true, false, true]);
});

test('A page read with fewer columns still shows those it has, and counts as missing', () => {
  const cache = new PageCache();
  cache.put(0, page(0));
  const row = cache.row(0);
  expect(row && cellOf(row, 'eventName')).toBe('call 1000000');
  expect(row && cellOf(row, 'awsRegion')).toBeUndefined();
  expect(cache.has(0, ['eventName'])).toBe(true);
  expect(cache.has(0, ['eventName', 'awsRegion'])).toBe(false);
});

test('A record is found among the pages read', () => {
  const cache = new PageCache();
  cache.put(3, page(3));
  expect(cache.positionOf(1_000_612)).toBe(612);
  expect(cache.positionOf(5)).toBeNull();
});

test('The pages in view come before their neighbours', () => {
  expect(pagesAround(390, 430, 10_000)).toEqual({ pages: [1, 2], ahead: [3, 0] });
  expect(pagesAround(0, 40, 10_000)).toEqual({ pages: [0], ahead: [1] });
  expect(pagesAround(9_960, 9_999, 10_000)).toEqual({ pages: [49], ahead: [48] });
  expect(pagesAround(0, 10, 11)).toEqual({ pages: [0], ahead: [] });
  expect(pagesAround(0, -1, 0)).toEqual({ pages: [], ahead: [] });
});

test('The last row of a page is not in the next one', () => {
  expect(pageOf(199)).toBe(0);
  expect(pageOf(200)).toBe(1);
});
