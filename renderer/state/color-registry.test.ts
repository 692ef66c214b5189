import { beforeEach, describe, expect, it } from 'vitest';
import { colorOf, givenColors, outcomeOf, restoreColors } from './color-registry.ts';

describe('colours of values', () => {
  beforeEach(() => restoreColors([]));

  it('gives the same value the same colour, and different ones to the first seven', () => {
    const colors = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(colorOf);
    expect(new Set(colors).size).toBe(7);
    expect(colorOf('c')).toBe(colors[2]);
  });

  it('keeps outcomes out of the series, in any spelling', () => {
    expect(colorOf('Success')).toBe(colorOf('success'));
    expect(colorOf('Failure')).toBe('var(--outcome-failed)');
    expect(outcomeOf('denied')).toBe('denied');
    expect(outcomeOf('alice')).toBeNull();
    expect(givenColors()).toEqual([]);
  });

  it('brings back the colours of a case', () => {
    colorOf('x');
    const before = colorOf('y');
    const saved = givenColors();
    restoreColors([]);
    restoreColors(saved);
    expect(colorOf('y')).toBe(before);
  });
});
