import { beforeEach, describe, expect, it } from 'vitest';
import { colorOf, giveColors, givenColors, outcomeOf, restoreColors } from './color-registry.ts';

describe('colours of values', () => {
  beforeEach(() => restoreColors([]));

  it('are the same for the same value, and different for seven values of a chart', () => {
    const values = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    giveColors(values);
    const colors = values.map(colorOf);
    expect(new Set(colors).size).toBe(7);
    expect(colorOf('c')).toBe(colors[2]);
  });

  it('differ within a chart even when other charts have used all of them', () => {
    giveColors(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    giveColors(['a', 'x', 'y', 'z']);
    expect(new Set(['a', 'x', 'y', 'z'].map(colorOf)).size).toBe(4);
  });

  it('are fixed for outcomes, in any spelling', () => {
    expect(colorOf('Success')).toBe(colorOf('success'));
    expect(colorOf('Failure')).toBe('var(--outcome-failed)');
    expect(outcomeOf('denied')).toBe('denied');
    expect(outcomeOf('alice')).toBeNull();
    expect(givenColors()).toEqual([]);
  });

  it('come back with the case', () => {
    colorOf('x');
    const before = colorOf('y');
    const saved = givenColors();
    restoreColors([]);
    restoreColors(saved);
    expect(colorOf('y')).toBe(before);
  });
});
