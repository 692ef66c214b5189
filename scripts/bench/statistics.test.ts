import { expect, it } from 'vitest';
import { quantile } from './statistics.ts';

it('takes medians and high quantiles of runs', () => {
  expect(quantile([], 0.5)).toBe(0);
  expect(quantile([7], 0.95)).toBe(7);
  expect(quantile([5, 1, 3], 0.5)).toBe(3);
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
  expect(
    quantile(
      Array.from({ length: 100 }, (_, i) => i + 1),
      0.95,
    ),
  ).toBe(95);
});
