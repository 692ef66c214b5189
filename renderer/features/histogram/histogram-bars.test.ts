import { expect, test } from 'vitest';
import { barPath, rangeOfBars, timeTicks, toBars, totals, zoomIn, zoomOut } from './histogram-bars.ts';

const at = (text: string) => Date.parse(`2023-07-10T${text}Z`);

const RESULT = {
  bucketSeconds: 3600,
  fromAt: '2023-07-10T08:00:00.000Z',
  toAt: '2023-07-10T13:00:00.000Z',
  buckets: [
    { bucketAt: '2023-07-10T09:00:00.000Z', value: 'success', events: 7 },
    { bucketAt: '2023-07-10T09:00:00.000Z', value: 'denied', events: 2 },
    { bucketAt: '2023-07-10T12:00:00.000Z', value: 'success', events: 1 },
  ],
};

test('There is a bar for every bucket of the range, also where nothing happened', () => {
  const { bars, most, bucketMs } = toBars(RESULT);
  expect(bars.map(({ events }) => events)).toEqual([0, 9, 0, 0, 1]);
  expect(bars[1]).toEqual({ at: at('09:00:00'), parts: { success: 7, denied: 2 }, events: 9 });
  expect(most).toBe(9);
  expect(bucketMs).toBe(3_600_000);
});

test('Without bounds the bars run from the first event to the last', () => {
  expect(toBars({ ...RESULT, fromAt: null, toAt: null }).bars.map(({ events }) => events)).toEqual([
    9, 0, 0, 1,
  ]);
});

test('Buckets keep their own alignment when the range starts inside one', () => {
  const { bars } = toBars({ ...RESULT, fromAt: '2023-07-10T08:20:00.000Z' });
  expect(bars[0]?.at).toBe(at('08:00:00'));
  expect(bars).toHaveLength(5);
});

test('A range without events has empty bars, and without a range there are none', () => {
  expect(toBars({ ...RESULT, buckets: [] }).bars.map(({ events }) => events)).toEqual([0, 0, 0, 0, 0]);
  const nothing = { ...RESULT, buckets: [], fromAt: null, toAt: null };
  expect(toBars(nothing)).toEqual({ bucketMs: 3_600_000, bars: [], most: 0 });
});

test('The totals are the sums of the bars', () => {
  expect(totals(toBars(RESULT).bars)).toEqual({ success: 8, denied: 2 });
});

test('A selection of bars is a range whose end is not part of it', () => {
  const bars = toBars(RESULT);
  const expected = { from: '2023-07-10T09:00:00.000Z', to: '2023-07-10T11:00:00.000Z' };
  expect(rangeOfBars(bars, 1, 2)).toEqual(expected);
  expect(rangeOfBars(bars, 2, 1)).toEqual(expected);
  expect(rangeOfBars(bars, 9, 9)).toBeNull();
});

test('Zooming out triples the range and opens the ends it passes', () => {
  const whole = { from: at('00:00:00'), to: at('12:00:00') };
  expect(zoomOut({ from: at('09:00:00'), to: at('10:00:00') }, whole)).toEqual({
    from: '2023-07-10T08:00:00.000Z',
    to: '2023-07-10T11:00:00.000Z',
  });
  expect(zoomOut({ from: at('02:00:00'), to: at('10:00:00') }, whole)).toEqual({ from: null, to: null });
});

test('Zooming in keeps the middle half', () => {
  expect(zoomIn({ from: at('08:00:00'), to: at('12:00:00') })).toEqual({
    from: '2023-07-10T09:00:00.000Z',
    to: '2023-07-10T11:00:00.000Z',
  });
});

test('Ticks stand at round times, no more than asked for', () => {
  const span = { from: at('08:10:00'), to: at('13:05:00') };
  expect(timeTicks(span, 6, 0).map((tick) => new Date(tick).toISOString().slice(11, 16))).toEqual([
    '09:00',
    '10:00',
    '11:00',
    '12:00',
    '13:00',
  ]);
  expect(timeTicks(span, 3, 0).map((tick) => new Date(tick).toISOString().slice(11, 16))).toEqual([
    '10:00',
    '12:00',
  ]);
});

test('Days begin at midnight of the shown zone', () => {
  const span = { from: Date.parse('2023-07-10T00:00:00Z'), to: Date.parse('2023-07-13T00:00:00Z') };
  const [first] = timeTicks(span, 3, 2 * 3_600_000);
  expect(first).toBe(Date.parse('2023-07-10T22:00:00Z'));
});

test('A part of a bar stands on those below it, and never vanishes', () => {
  const bars = toBars({
    ...RESULT,
    toAt: '2023-07-10T10:00:00.000Z',
    buckets: [
      { bucketAt: '2023-07-10T08:00:00.000Z', value: 'success', events: 999 },
      { bucketAt: '2023-07-10T08:00:00.000Z', value: 'denied', events: 1 },
      { bucketAt: '2023-07-10T09:00:00.000Z', value: 'success', events: 500 },
    ],
  });
  expect(barPath(bars, 'denied', [], 10, 64)).toBe('M0 62.5h9V64h-9Z');
  expect(barPath(bars, 'success', ['denied'], 10, 64)).toBe('M0 2.56h9V62.5h-9ZM10 34h9V64h-9Z');
});
