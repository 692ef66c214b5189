import { describe, expect, it } from 'vitest';
import { caseForEachTest } from '../ingest/case-under-test.ts';
import { testRecord } from '../ingest/test-import.ts';
import { readCoverage } from './coverage.ts';

const given = caseForEachTest();

let eventNumber = 0;
const at = (eventTime: string, changes: Record<string, unknown> = {}) =>
  testRecord(++eventNumber, { eventTime, ...changes });
const write = (name: string, ...records: readonly object[]) =>
  given.write(name, JSON.stringify({ Records: records }));
const coverage = async () => {
  await given.read();
  return readCoverage(given.database, { unit: 'auto' }, new AbortController().signal);
};

describe('the coverage of a case', () => {
  it('of some days is by the hour, with a line for each account and region', async () => {
    await write(
      'a.json',
      at('2025-03-01T10:05:00Z'),
      at('2025-03-01T10:59:59Z', { eventCategory: 'Data', managementEvent: false }),
      at('2025-03-01T13:00:00Z'),
      at('2025-03-01T11:00:00Z', { awsRegion: 'eu-west-1' }),
      at('2025-03-01T12:00:00Z', { recipientAccountId: '444455556666' }),
    );
    expect(await coverage()).toEqual({
      unit: 'hour',
      fromAt: '2025-03-01T10:00:00Z',
      buckets: 4,
      lines: [
        {
          account: '111122223333',
          region: 'us-east-1',
          events: 3,
          files: 0,
          dataEvents: 1,
          cells: [
            [0, 2, 0],
            [3, 1, 0],
          ],
        },
        {
          account: '111122223333',
          region: 'eu-west-1',
          events: 1,
          files: 0,
          dataEvents: 0,
          cells: [[1, 1, 0]],
        },
        {
          account: '444455556666',
          region: 'us-east-1',
          events: 1,
          files: 0,
          dataEvents: 0,
          cells: [[2, 1, 0]],
        },
      ],
    });
  });

  it('tells log files that hold no event from hours without any file', async () => {
    await write(
      '111122223333_CloudTrail_us-east-1_20250301T1005Z_AAAAAAAAAAAAAAAA.json',
      at('2025-03-01T10:01:00Z'),
    );
    await write('111122223333_CloudTrail_us-east-1_20250301T1205Z_BBBBBBBBBBBBBBBB.json');
    const { lines } = await coverage();
    expect(lines.map(({ cells }) => cells)).toEqual([
      [
        [0, 1, 1],
        [2, 0, 1],
      ],
    ]);
  });

  it('of months is by the day, of years by the month', async () => {
    await write('a.json', at('2025-01-31T23:00:00Z'), at('2025-03-01T00:00:00Z'));
    expect(await coverage()).toMatchObject({ unit: 'day', fromAt: '2025-01-31T00:00:00Z', buckets: 30 });
    await write('b.json', at('2023-01-15T00:00:00Z'));
    expect(await coverage()).toMatchObject({
      unit: 'month',
      fromAt: '2023-01-01T00:00:00Z',
      buckets: 27,
      lines: [
        {
          cells: [
            [0, 1, 0],
            [24, 1, 0],
            [26, 1, 0],
          ],
        },
      ],
    });
  });

  it('of an empty case is empty', async () => {
    expect(await coverage()).toEqual({ unit: 'hour', fromAt: null, buckets: 0, lines: [] });
  });
});
