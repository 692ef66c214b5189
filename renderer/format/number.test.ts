import { describe, expect, it } from 'vitest';
import { countOf, formatCount, formatShare, formatShort } from './number.ts';

describe('numbers', () => {
  it('separates thousands', () => {
    expect(formatCount(1_204_881)).toBe('1,204,881');
  });

  it('shortens large counts to three figures and leaves small ones exact', () => {
    expect(formatShort(9_999)).toBe('9,999');
    expect(formatShort(18_234)).toBe('18.2 k');
    expect(formatShort(1_941_203)).toBe('1.94 M');
    expect(formatShort(999_999)).toBe('1 M');
  });

  it('never shows a share that is not zero as zero', () => {
    expect(formatShare(1, 1_000_000)).toBe('<0.1%');
    expect(formatShare(0, 10)).toBe('0%');
    expect(formatShare(1, 8)).toBe('12.5%');
    expect(formatShare(1, 0)).toBe('–');
  });

  it('uses the singular for one', () => {
    expect(countOf(1, 'event')).toBe('1 event');
    expect(countOf(0, 'entry', 'entries')).toBe('0 entries');
  });
});
