import { expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';

it('writes sizes in decimal units with three figures', () => {
  expect(formatBytes(0)).toBe('0 B');
  expect(formatBytes(999)).toBe('999 B');
  expect(formatBytes(1_234)).toBe('1.23 kB');
  expect(formatBytes(854_000_000)).toBe('854 MB');
  expect(formatBytes(999_999)).toBe('1 MB');
});
