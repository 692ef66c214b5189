import { describe, expect, it } from 'vitest';
import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { toTimeSeries } from './time-series.ts';

const info = { stack: 'result', keys: [] } as unknown as PanelInfo;
const at = (hour: number) => `2023-07-10T${String(hour).padStart(2, '0')}:00:00Z`;
const resultOf = (rows: PanelResult['rows']) =>
  ({ rows, bucketSeconds: 3600, columns: [] }) as unknown as PanelResult;

describe('time series', () => {
  it('count 0 in buckets without rows, and put the largest series first', () => {
    const { buckets, series } = toTimeSeries(
      info,
      resultOf([
        { bucket_at: at(8), result: 'Failure', events: 1 },
        { bucket_at: at(8), result: 'Success', events: 4 },
        { bucket_at: at(11), result: 'Success', events: 2 },
      ]),
    );
    expect(buckets).toHaveLength(4);
    expect(series.map(({ name, values }) => [name, values])).toEqual([
      ['Success', [4, 0, 0, 2]],
      ['Failure', [1, 0, 0, 0]],
    ]);
  });

  it('merge the smallest series when there are too many', () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      bucket_at: at(1),
      result: `user-${index}`,
      events: index + 1,
    }));
    const { series } = toTimeSeries(info, resultOf(rows));
    expect(series).toHaveLength(8);
    expect(series.at(-1)).toMatchObject({ name: '5 others', merged: 5, total: 15 });
    expect(series.reduce((sum, one) => sum + one.total, 0)).toBe(78);
  });

  it('reach over the whole range, also where nothing happened', () => {
    const span = { from: Date.parse(at(5)) + 60_000, to: Date.parse(at(9)) + 1 };
    const rows = [{ bucket_at: at(7), result: 'Success', events: 3 }];
    const { buckets, series } = toTimeSeries(info, resultOf(rows), span);
    expect(buckets.map((start) => new Date(start).getUTCHours())).toEqual([5, 6, 7, 8, 9]);
    expect(series[0]?.values).toEqual([0, 0, 3, 0, 0]);
  });

  it('do not invent millions of buckets for two events far apart', () => {
    const { buckets } = toTimeSeries(
      info,
      resultOf([
        { bucket_at: '2000-01-01T00:00:00Z', result: 'Success', events: 1 },
        { bucket_at: '2023-01-01T00:00:00Z', result: 'Success', events: 1 },
      ]),
    );
    expect(buckets).toHaveLength(2);
  });
});
