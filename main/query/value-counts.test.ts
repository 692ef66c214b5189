import { expect, it } from 'vitest';
import { caseForEachTest } from '../ingest/case-under-test.ts';
import { removeSources } from '../ingest/remove-sources.ts';
import { deliveryOf, SQL_DIR, testRecord } from '../ingest/test-import.ts';
import { runFacets } from './facet.ts';
import { valueCountsOf } from './value-counts.ts';

const given = caseForEachTest();
const NEVER = new AbortController().signal;

async function facet(field: string, query = '') {
  const scope = { query, from: null, to: null };
  const [found] = await runFacets(
    given.database,
    [{ field, scope, order: 'common', limit: 10, contains: '', also: [] }],
    NEVER,
  );
  return found?.values;
}

it('counts over all events are those of the query, and follow what is added and removed', async () => {
  await given.write('a.json', deliveryOf(1, 3));
  await given.read();
  expect(await facet('eventName')).toEqual([{ value: 'ListUsers', events: 3 }]);
  await given.write('b.json', JSON.stringify({ Records: [testRecord(9, { eventName: 'GetUser' })] }));
  await given.read();
  const both = [
    { value: 'ListUsers', events: 3 },
    { value: 'GetUser', events: 1 },
  ];
  expect(await facet('eventName')).toEqual(both);
  expect(await facet('eventName', 'eventName:*')).toEqual(both);
  for (const field of ['sourceIPAddress', 'country', 'sourceClass', 'principal', 'readOnly', 'eventTime']) {
    expect(await facet(field), field).toEqual(await facet(field, 'eventName:*'));
  }
  await given.database.write((connection) =>
    connection.run(`update "case".main.record set "eventName" = 'Other'`),
  );
  expect(await facet('eventName'), 'counted once').toEqual(both);
  valueCountsOf(given.database).forget();
  expect(await facet('eventName')).toEqual([{ value: 'Other', events: 4 }]);
  await removeSources(given.database, SQL_DIR, [1]);
  valueCountsOf(given.database).forget();
  expect(await facet('eventName')).toEqual([{ value: 'Other', events: 1 }]);
});

it('a column of too many values is counted anew each time', async () => {
  await given.write('a.json', deliveryOf(1, 2));
  await given.read();
  expect(await valueCountsOf(given.database).tableOf('eventName')).toMatch(/^value_count_/);
  await given.database.write((connection) =>
    connection.run(
      `insert into "case".main.record by name
       select r.* replace (range + 1000 as record_id, range::varchar as "requestID")
       from "case".main.record as r, range(200001) where r.record_id = 1`,
    ),
  );
  expect(await valueCountsOf(given.database).tableOf('requestID')).toBeNull();
  expect(await facet('eventName')).toEqual([{ value: 'ListUsers', events: 200_003 }]);
});
