import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MethodInput, methods } from '../../preload/contract/methods.ts';
import { caseForEachTest } from '../ingest/case-under-test.ts';
import { removeSources } from '../ingest/remove-sources.ts';
import { deliveryOf, SQL_DIR, testRecord } from '../ingest/test-import.ts';
import { listDeliveries, listRepeatedEvents, summariseDuplicates } from './duplicates.ts';
import { recordDifferences } from './record-differences.ts';

const given = caseForEachTest();
const NEVER = new AbortController().signal;

const { write, read } = given;
const summary = (input: MethodInput<'ledger.duplicates'> = {}) =>
  summariseDuplicates(given.database, methods['ledger.duplicates'].input.parse(input), NEVER);
const repeated = (input: MethodInput<'ledger.repeatedEvents'> = {}) =>
  listRepeatedEvents(given.database, methods['ledger.repeatedEvents'].input.parse(input), NEVER);
const reasonsOf = async () =>
  Object.fromEntries((await summary()).reasons.map(({ reason, duplicates }) => [reason, duplicates]));

const fileName = (region: string, minute: string, unique = 'AAAAAAAAAAAAAAAA') =>
  `111122223333_CloudTrail_${region}_20250101T00${minute}Z_${unique}.json`;

describe('duplicates are explained', () => {
  it('within one file, and by a file that is there twice', async () => {
    await write('a.json', JSON.stringify({ Records: [testRecord(1), testRecord(1), testRecord(2)] }));
    await write('copy/a.json', JSON.stringify({ Records: [testRecord(1), testRecord(1), testRecord(2)] }));
    await read();
    expect(await reasonsOf()).toEqual({ 'same-file': 1, 'same-content': 3 });
    expect(await summary()).toMatchObject({ duplicates: 4, events: 2, differing: 0, total: 2 });
  });

  it('by the names of S3 delivery: another region, once more, another trail, an organisation’s trail', async () => {
    await write(`AWSLogs/${fileName('eu-west-1', '05')}`, deliveryOf(1, 4));
    await write(`AWSLogs/${fileName('us-east-1', '10')}`, deliveryOf(1, 1));
    await write(`AWSLogs/${fileName('eu-west-1', '15')}`, deliveryOf(2, 1));
    await write(`own/AWSLogs/${fileName('eu-west-1', '05', 'B')}`, deliveryOf(3, 1));
    await write(`own/AWSLogs/o-abcdefghij/${fileName('eu-west-1', '05', 'C')}`, deliveryOf(4, 1));
    await read();
    expect(await reasonsOf()).toEqual({
      'other-region': 1,
      redelivered: 1,
      'other-trail': 1,
      organisation: 1,
    });
  });

  it('by another shape, by a file that changed, and not at all where names say nothing', async () => {
    await write('a.json', deliveryOf(1, 5));
    await write('lines.json', [1, 2].map((number) => JSON.stringify(testRecord(number))).join('\n'));
    await write('other.json', deliveryOf(3, 1));
    await read();
    await write('a.json', deliveryOf(1, 6));
    await read();
    expect(await reasonsOf()).toEqual({ 'changed-file': 5, 'other-shape': 2, 'other-file': 1 });
    expect((await summary({ reason: 'other-shape' })).pairs).toEqual([
      {
        kept: { sourceId: 1, path: join(given.logs, 'a.json'), kind: 's3-delivery' },
        file: { sourceId: 2, path: join(given.logs, 'lines.json'), kind: 'ndjson' },
        reason: 'other-shape',
        duplicates: 2,
        differing: 0,
      },
    ]);
    expect(await summary({ sourceId: 3 })).toMatchObject({ duplicates: 1, events: 1, total: 1 });
    expect(await repeated({ reason: 'other-shape' })).toMatchObject({
      total: 2,
      events: [{ deliveries: 3 }, { deliveries: 3 }],
    });
    expect(await repeated({ pair: { kept: 1, file: 3 } })).toMatchObject({
      total: 1,
      events: [{ eventID: '00000000-0000-4000-8000-000000000003', deliveries: 3, differing: 0 }],
    });
    expect((await repeated({ limit: 2, offset: 4 })).events).toHaveLength(1);
  });

  it('anew once a file has been removed', async () => {
    await write('a.json', deliveryOf(1, 2));
    await write('b.json', deliveryOf(1, 2));
    await read();
    expect(await summary()).toMatchObject({ duplicates: 2, events: 2 });
    await removeSources(given.database, SQL_DIR, [1]);
    expect(await summary()).toEqual({
      duplicates: 0,
      events: 0,
      differing: 0,
      reasons: [],
      total: 0,
      pairs: [],
    });
  });
});

describe('the deliveries of an event', () => {
  it('say which fields differ from the one that is kept', async () => {
    await write('a.json', JSON.stringify({ Records: [testRecord(1)] }));
    await write(
      'b.json',
      JSON.stringify({
        Records: [testRecord(1, { errorCode: 'AccessDenied', requestParameters: { name: '<b>' } })],
      }),
    );
    await write('c.json', JSON.stringify({ Records: [testRecord(1)] }, null, 1));
    await read();
    expect(await repeated({ differing: true })).toMatchObject({
      total: 1,
      events: [{ recordId: 1, deliveries: 3, differing: 2 }],
    });
    const deliveries = (await listDeliveries(given.database, 1, NEVER)) ?? [];
    expect(deliveries).toMatchObject([
      { path: join(given.logs, 'a.json'), kept: true, identical: true, reason: null, differences: [] },
      {
        path: join(given.logs, 'b.json'),
        kept: false,
        identical: false,
        reason: 'other-file',
        allDifferences: 3,
        differences: [
          { path: 'requestParameters', kept: 'null', other: null },
          { path: 'requestParameters.name', kept: null, other: '"<b>"' },
          { path: 'errorCode', kept: null, other: '"AccessDenied"' },
        ],
      },
      { path: join(given.logs, 'c.json'), identical: false, allDifferences: 0, differences: [] },
    ]);
    expect(await listDeliveries(given.database, 99, NEVER)).toBeNull();
  });
});

describe('two records', () => {
  it('differ in the leaves that JSON tells apart', () => {
    expect(recordDifferences('{"a":1,"b":[{"c":"x"},2]}', '{"b":[{"c":"y"}],"a":1.0}')).toEqual([
      { path: 'b[0].c', kept: '"x"', other: '"y"' },
      { path: 'b[1]', kept: '2', other: null },
    ]);
    expect(recordDifferences('{"a":{},"b":[]}', '{"a":[],"b":[]}')).toEqual([
      { path: 'a', kept: '{}', other: '[]' },
    ]);
  });

  it('may be hostile', () => {
    const deep = (leaf: string) => `${'{"a":'.repeat(2000)}${leaf}${'}'.repeat(2000)}`;
    expect(recordDifferences(deep('1'), deep('2'))).toHaveLength(1);
    expect(recordDifferences('{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}')).toEqual([
      { path: '__proto__.a', kept: '1', other: '2' },
    ]);
    expect(recordDifferences('{"a":1}', 'no JSON')).toHaveLength(2);
  });
});
