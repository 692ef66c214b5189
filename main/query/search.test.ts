import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import { createSearches, type Searches } from './search.ts';
import { createTestCase, type TestCase } from './test-case.ts';

const EVENTS = 2000;
const signal = new AbortController().signal;

/** Several events a second, users of several spellings, one event in seven without a user agent. */
const record = (index: number) => ({
  eventID: `event-${index}`,
  eventName: `Call${(index * 7) % 13}`,
  eventSource: 'iam.amazonaws.com',
  eventTime: new Date(Date.UTC(2024, 2, 4, 10, 0, (index * 37) % 900)).toISOString().replace('.000', ''),
  sourceIPAddress: '10.0.0.9',
  ...(index % 7 === 0 ? {} : { userAgent: `agent-${index % 3}` }),
  userIdentity: { type: 'IAMUser', userName: ['ana', 'Bea', 'Åsa'][index % 3], accountId: '111122223333' },
  requestParameters: { note: index % 4 === 0 ? 'needle' : 'hay' },
});

let testCase: TestCase;
let searches: Searches;
beforeAll(async () => {
  testCase = await createTestCase(Array.from({ length: EVENTS }, (_, index) => record(index)));
  searches = createSearches(testCase.database);
});
afterAll(() => testCase.close());

const all = (query: string): Scope => ({ query, from: null, to: null });

async function idsOf(searchId: string, count: number): Promise<readonly number[]> {
  const pages: number[] = [];
  for (let offset = 0; offset < count; offset += 1000) {
    const page = await searches.page(searchId, offset, 1000, ['eventName'], signal);
    pages.push(...(page?.recordIds ?? []));
  }
  return pages;
}

const TIME_ORDERS: readonly (readonly SortKey[])[] = [
  [],
  [{ field: 'eventTime', direction: 'desc' }],
  [{ field: 'eventTime', direction: 'asc' }],
  [
    { field: 'eventTime', direction: 'asc' },
    { field: 'eventName', direction: 'desc' },
  ],
];

for (const sort of TIME_ORDERS) {
  for (const scope of [
    all('needle'),
    all(''),
    all('needle eventName:Call3'),
    all('nothing-like-it'),
    { query: 'needle', from: '2024-03-04T10:05:00Z', to: '2024-03-04T10:10:00Z' },
  ]) {
    test(`the first matches begin the whole result: ${JSON.stringify([scope, sort])}`, async () => {
      const whole = await searches.run(scope, sort, signal);
      const first = await searches.runFirst(scope, sort, signal);
      if (first === null) throw new Error('An order by time has first matches.');
      expect(whole.complete).toBe(true);
      expect(first.complete).toBe(false);
      expect(first.events).toBeLessThanOrEqual(whole.events);
      // A fifth of the events is looked through; twice as few allows for its bounds being estimates.
      expect(first.events).toBeGreaterThanOrEqual(Math.min(200, Math.floor(whole.events / 10)));
      const ids = await idsOf(whole.searchId, whole.events);
      expect(ids).toHaveLength(whole.events);
      expect(await idsOf(first.searchId, first.events)).toEqual(ids.slice(0, first.events));
    });
  }
}

test('an order by anything else has no first matches before all are known', async () => {
  expect(await searches.runFirst(all(''), [{ field: 'actor', direction: 'asc' }], signal)).toBeNull();
});

const ORDERS: readonly (readonly SortKey[])[] = [
  [{ field: 'userAgent', direction: 'asc' }],
  [{ field: 'userAgent', direction: 'desc' }],
  [
    { field: 'actor', direction: 'desc' },
    { field: 'userAgent', direction: 'asc' },
    { field: 'eventName', direction: 'desc' },
  ],
  [
    { field: 'requestParameters.note', direction: 'desc' },
    { field: 'eventID', direction: 'asc' },
  ],
];

for (const sort of ORDERS) {
  test(`an order by text is that of its letters, with the missing at the end: ${JSON.stringify(sort)}`, async () => {
    const { searchId, events } = await searches.run(all(''), sort, signal);
    const columns = [...sort.map(({ field }) => field), 'eventTime'];
    const rows: (readonly unknown[])[] = [];
    for (let offset = 0; offset < events; offset += 1000) {
      const page = await searches.page(searchId, offset, 1000, columns, signal);
      rows.push(...(page?.rows ?? []).map((row, at) => [...row, page?.recordIds[at]]));
    }
    const compare = (a: unknown, b: unknown) =>
      Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
    const sorted = rows.toSorted((a, b) => {
      for (const [index, { direction }] of sort.entries()) {
        const [left, right] = [a[index], b[index]];
        if (left === right) continue;
        if (left === null || right === null) return left === null ? 1 : -1;
        return direction === 'asc' ? compare(left, right) : compare(right, left);
      }
      const time = compare(b.at(-2), a.at(-2));
      return time === 0 ? Number(a.at(-1)) - Number(b.at(-1)) : time;
    });
    expect(rows).toEqual(sorted);
  });
}

test('a page holds the rows of its positions, and one beyond the end none', async () => {
  const { searchId, events } = await searches.run(all(''), [], signal);
  const whole = await idsOf(searchId, events);
  const page = await searches.page(searchId, 1234, 10, ['eventID', 'requestParameters.note'], signal);
  expect(page?.recordIds).toEqual(whole.slice(1234, 1244));
  expect(page?.rows.map(([eventID]) => eventID)).toEqual(
    whole.slice(1234, 1244).map((id) => `event-${id - 1}`),
  );
  expect((await searches.page(searchId, events, 10, ['eventID'], signal))?.rows).toEqual([]);
});

test('the least recently used result is given up after 24', async () => {
  const { searchId } = await searches.run(all(''), [], signal);
  for (let index = 0; index < 24; index++) await searches.run(all('eventName:Call1'), [], signal);
  expect(await searches.page(searchId, 0, 1, ['eventID'], signal)).toBeNull();
});
