import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../../preload/contract/model/coverage.ts';
import { bucketStart } from '../../../preload/contract/model/coverage-time.ts';
import {
  bucketName,
  deliveryName,
  levelOf,
  type MatrixRow,
  matrixOf,
  rowQuery,
  stateOf,
  tickOf,
} from './coverage-matrix.ts';

const FROM = '2025-01-06T00:00:00.000Z';

const coverage: Coverage = {
  unit: 'hour',
  fromAt: FROM,
  buckets: 12,
  lines: [
    {
      account: '111122223333',
      region: 'us-east-1',
      events: 30,
      files: 3,
      dataEvents: 0,
      cells: [
        [1, 20, 1],
        [2, 0, 1],
        [8, 10, 1],
      ],
    },
    {
      account: '111122223333',
      region: null,
      events: 4,
      files: 0,
      dataEvents: 4,
      cells: [[4, 4, 0]],
    },
    { account: null, region: 'eu-west-1', events: 1, files: 0, dataEvents: 0, cells: [[11, 1, 0]] },
  ],
};

const rows = matrixOf(coverage).rows;
const row = (index: number) => rows[index] as MatrixRow;

describe('the matrix of a coverage', () => {
  it('has each account with its regions together, then its regions', () => {
    expect(rows.map(({ kind, account, region, events }) => [kind, account, region, events])).toEqual([
      ['account', '111122223333', null, 34],
      ['region', '111122223333', 'us-east-1', 30],
      ['region', '111122223333', null, 4],
      ['account', null, null, 1],
      ['region', null, 'eu-west-1', 1],
    ]);
    expect(matrixOf(coverage).most).toBe(20);
    expect(matrixOf({ unit: 'hour', fromAt: null, buckets: 0, lines: [] })).toEqual({ rows: [], most: 0 });
  });

  it('tells events, files without an event and gaps apart, and counts the gaps', () => {
    expect([0, 1, 2, 3, 4, 8, 9].map((bucket) => stateOf(row(1), bucket))).toEqual([
      'outside',
      'events',
      'files',
      'gap',
      'gap',
      'events',
      'outside',
    ]);
    expect(row(1)).toMatchObject({ gaps: 5, longestGap: 5 });
    expect(stateOf(row(0), 4)).toBe('events');
    expect(row(0)).toMatchObject({ gaps: 4, longestGap: 3, dataEvents: 4, files: 3 });
  });

  it('shows few events as well as many', () => {
    expect([1, 2, 10, 1000, 1_000_000].map((events) => levelOf(events, 1_000_000))).toEqual([1, 1, 1, 3, 5]);
    expect(levelOf(1, 1)).toBe(5);
    expect(levelOf(3, 8)).toBe(3);
  });

  it('leads to the events of a row and the names of its files', () => {
    expect(rowQuery(row(0))).toBe('account:111122223333');
    expect(rowQuery(row(1))).toBe('account:111122223333 awsRegion:us-east-1');
    expect(rowQuery(row(2))).toBe('account:111122223333 -awsRegion:*');
    expect(rowQuery(row(4))).toBe('-account:* awsRegion:eu-west-1');
    expect(deliveryName(row(1), FROM, 'hour', 5)).toBe('111122223333_CloudTrail_us-east-1_20250106T05');
    expect(deliveryName(row(1), FROM, 'month', 1)).toBe('111122223333_CloudTrail_us-east-1_202502');
  });
});

describe('the buckets of a coverage', () => {
  it('are named in UTC', () => {
    expect(bucketName(FROM, 'hour', 23)).toBe('6 Jan 2025, 23:00–00:00');
    expect(bucketName(FROM, 'day', 26)).toBe('1 Feb 2025');
    expect(bucketName('2024-11-01T00:00:00.000Z', 'month', 2)).toBe('Jan 2025');
    expect(new Date(bucketStart('2024-11-01T00:00:00.000Z', 'month', 3)).toISOString()).toBe(
      '2025-02-01T00:00:00.000Z',
    );
  });

  it('have labels that leave each other room', () => {
    const labels = (unit: Coverage['unit'], count: number, cellPx: number) =>
      Array.from({ length: count }, (_, bucket) => tickOf(FROM, unit, bucket, cellPx)?.text).filter(Boolean);
    expect(labels('hour', 25, 12)).toEqual(['6 Jan', '04:00', '08:00', '12:00', '16:00', '20:00', '7 Jan']);
    expect(labels('day', 60, 14)).toEqual([
      '10',
      '15',
      '20',
      '25',
      'Feb',
      '5',
      '10',
      '15',
      '20',
      '25',
      'Mar',
      '5',
    ]);
    expect(labels('month', 13, 44)).toHaveLength(13);
  });
});
