import { expect, it } from 'vitest';
import { caseForEachTest } from '../ingest/case-under-test.ts';
import { removeSources } from '../ingest/remove-sources.ts';
import { deliveryOf, SQL_DIR, testRecord } from '../ingest/test-import.ts';
import { runFacets } from './facet.ts';
import { createValueCounts, valueCountsOf } from './value-counts.ts';

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

it('values that differ in case only are one, by the spelling that most events have', async () => {
  const agents = ['aws-cli', 'AWS-CLI', 'AWS-CLI', 'boto'];
  const records = agents.map((userAgent, i) => testRecord(i, { userAgent }));
  await given.write('a.json', JSON.stringify({ Records: records }));
  await given.read();
  const merged = [
    { value: 'AWS-CLI', events: 3 },
    { value: 'boto', events: 1 },
  ];
  expect(await facet('userAgent')).toEqual(merged);
  expect(await facet('userAgent', 'eventName:*')).toEqual(merged);
});

it('a column of too many values is counted anew each time', async () => {
  await given.write('a.json', deliveryOf(1, 3));
  await given.read();
  const counts = createValueCounts(given.database, 2);
  expect(await counts.tableOf('eventName')).toMatch(/^value_count_/);
  const asked = ['eventID', 'eventID', 'eventName'].map((column) => counts.tableOf(column));
  const [first, second, name] = await Promise.all(asked);
  expect([first, second]).toEqual([null, null]);
  expect(await given.database.rows(`from memory.main.${name}`)).toEqual([{ value: 'ListUsers', events: 3 }]);
});
