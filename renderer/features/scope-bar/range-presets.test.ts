import { expect, it } from 'vitest';
import { presetRange, presetTitle } from './range-presets.ts';

const NEWEST = '2023-07-10T11:42:07.000Z';

it('counts presets back from the newest event, not from now', () => {
  expect(presetRange(NEWEST, 3_600_000)).toEqual({ from: '2023-07-10T10:42:07.000Z', to: null });
});

it('knows a preset again, and no other range', () => {
  expect(presetTitle(presetRange(NEWEST, 86_400_000), NEWEST)).toBe('Last 24 hours');
  expect(presetTitle({ from: null, to: null }, NEWEST)).toBe('All data');
  expect(presetTitle({ from: NEWEST, to: null }, NEWEST)).toBeNull();
  expect(presetTitle({ from: null, to: NEWEST }, NEWEST)).toBeNull();
});
