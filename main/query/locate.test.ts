import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SortKey } from '../../preload/contract/model/scope.ts';
import { createSearches, type Searches } from './search.ts';
import { createTestCase, type TestCase } from './test-case.ts';

const NEVER = new AbortController().signal;
const EVERYTHING = { query: '', from: null, to: null };

function record(minute: number, eventName: string): object {
  const at = `2024-03-01T${String(10 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00Z`;
  return { eventID: `${eventName}-${minute}`, eventTime: at, eventSource: 's3.amazonaws.com', eventName };
}

/** Record 1 is the second oldest, two share 10:20, and the last is hours after the others. */
const RECORDS = [record(10, 'B'), record(0, 'A'), record(20, 'C'), record(20, 'D'), record(600, 'E')];

let testCase: TestCase;
let searches: Searches;

beforeAll(async () => {
  testCase = await createTestCase(RECORDS);
  searches = createSearches(testCase.database);
});
afterAll(() => testCase.close());

async function search(query: string, sort: readonly SortKey[]): Promise<string> {
  return (await searches.run({ ...EVERYTHING, query }, sort, NEVER)).searchId;
}

describe('a place in a sorted result', () => {
  it('is that of the record, in whatever order the result is', async () => {
    for (const sort of [
      [],
      [{ field: 'eventName', direction: 'asc' }],
      [{ field: 'eventTime', direction: 'asc' }],
    ] as const) {
      const searchId = await search('', sort);
      const page = await searches.page(searchId, 0, 10, ['eventName'], NEVER);
      for (const [position, recordId] of (page?.recordIds ?? []).entries()) {
        expect(await searches.locate({ searchId, recordId }, NEVER)).toBe(position);
      }
    }
  });

  it('is null for a record that the query leaves out', async () => {
    const searchId = await search('eventName:(A OR C)', []);
    expect(await searches.locate({ searchId, recordId: 1 }, NEVER)).toBeNull();
    expect(await searches.locate({ searchId, recordId: 2 }, NEVER)).toBe(1);
  });

  it.each([
    ['asc', '2024-03-01T09:00:00Z', 0],
    ['asc', '2024-03-01T10:10:00Z', 1],
    ['asc', '2024-03-01T10:10:01Z', 2],
    ['asc', '2024-03-01T10:20:00Z', 2],
    ['asc', '2024-03-01T10:20:01Z', 4],
    ['asc', '2024-03-01T20:00:01Z', null],
    ['desc', '2024-03-02T00:00:00Z', 0],
    ['desc', '2024-03-01T19:59:59Z', 1],
    ['desc', '2024-03-01T10:20:00Z', 1],
    ['desc', '2024-03-01T10:19:59Z', 3],
    ['desc', '2024-03-01T09:59:59Z', null],
  ] as const)('of a time, %s, %s', async (direction, at, position) => {
    const searchId = await search('', [{ field: 'eventTime', direction }]);
    expect(await searches.locate({ searchId, at }, NEVER)).toBe(position);
  });

  it('of a time is null in a result that something else orders, and newest first is the order of none', async () => {
    const byName = await search('', [{ field: 'eventName', direction: 'asc' }]);
    expect(await searches.locate({ searchId: byName, at: '2024-03-01T10:10:00Z' }, NEVER)).toBeNull();
    expect(await searches.locate({ searchId: await search('', []), at: '2024-03-01T10:10:00Z' }, NEVER)).toBe(
      3,
    );
  });

  it('is not known of a result that is no longer kept', async () => {
    expect(await searches.locate({ searchId: 'gone', recordId: 1 }, NEVER)).toBeUndefined();
  });
});
