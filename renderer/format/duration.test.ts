import { expect, it } from 'vitest';
import { formatBucket, formatDuration, formatOffset } from './duration.ts';

it('writes a duration in its two largest units', () => {
  expect(formatDuration(430)).toBe('430 ms');
  expect(formatDuration(1_430)).toBe('1.4 s');
  expect(formatDuration(185_000)).toBe('3 min 5 s');
  expect(formatDuration(12 * 86_400_000 + 4 * 3_600_000)).toBe('12 d 4 h');
  expect(formatDuration(60_000)).toBe('1 min');
});

it('writes the width of a bucket', () => {
  expect(formatBucket(3_600)).toBe('1 h');
  expect(formatBucket(900)).toBe('15 min');
  expect(formatBucket(86_400)).toBe('1 d');
  expect(formatBucket(5)).toBe('5 s');
});

it('writes a distance in time as a signed clock, beyond a day in units', () => {
  expect(formatOffset(0)).toBe('0:00');
  expect(formatOffset(-42_000)).toBe('−0:42');
  expect(formatOffset(3_599_000)).toBe('+59:59');
  expect(formatOffset(3_723_000)).toBe('+1:02:03');
  expect(formatOffset(-(2 * 86_400_000 + 4 * 3_600_000))).toBe('−2 d 4 h');
});
