import { describe, expect, it } from 'vitest';
import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { slicePath, toSlices } from './pie.ts';

const info = { stack: null, keys: [{ column: 'type', field: 'resourceType' }] } as unknown as PanelInfo;
const resultOf = (counts: readonly number[]) =>
  ({
    rows: counts.map((events, index) => ({ type: `t${index}`, events })),
    columns: [{ name: 'type', type: 'VARCHAR' }],
    bucketSeconds: null,
  }) as unknown as PanelResult;

describe('slices', () => {
  it('fill the whole ring in proportion, the largest first', () => {
    const slices = toSlices(info, resultOf([1, 3]), 8);
    expect(slices.map(({ label, from, to }) => [label, from, to])).toEqual([
      ['t1', 0, 0.75],
      ['t0', 0.75, 1],
    ]);
  });

  it('lose no event when the smallest are merged', () => {
    const slices = toSlices(info, resultOf([9, 8, 7, 6, 5, 4]), 4);
    expect(slices).toHaveLength(4);
    expect(slices.at(-1)).toMatchObject({ label: '3 others', events: 15, bar: null });
    expect(slices.reduce((sum, slice) => sum + slice.events, 0)).toBe(39);
  });

  it('draw a single slice as a closed ring', () => {
    expect(slicePath(0, 1, 0.6, 1).match(/M /g)).toHaveLength(2);
  });
});
