import { describe, expect, it } from 'vitest';
import { nextPlace, type Place, recordPlace, type Trail } from './trail.ts';

const place = (tabId: string, query = ''): Place => ({ tabId, scope: { query, from: null, to: null } });
const trailOf = (...places: readonly Place[]): Trail =>
  places.reduce(recordPlace, { places: [], at: -1 } satisfies Trail);

describe('the trail', () => {
  it('notes each place once while one stays there', () => {
    const trail = trailOf(place('a'), place('a'), place('a', 'x'), place('b'));
    expect(trail.places).toEqual([place('a'), place('a', 'x'), place('b')]);
    expect(trail.at).toBe(2);
  });

  it('leads back through scopes and tabs, past those that are closed', () => {
    const trail = trailOf(place('a'), place('b'), place('c'));
    expect(nextPlace(trail, -1, new Set(['a', 'b', 'c']))).toBe(1);
    expect(nextPlace(trail, -1, new Set(['a', 'c']))).toBe(0);
    expect(nextPlace(trail, -1, new Set(['c']))).toBeNull();
    expect(nextPlace({ ...trail, at: 0 }, 1, new Set(['a', 'c']))).toBe(2);
    expect(nextPlace(trail, 1, new Set(['a', 'b', 'c']))).toBeNull();
  });

  it('forgets what lay ahead once one goes another way', () => {
    const trail = trailOf(place('a'), place('b'), place('c'));
    expect(recordPlace({ ...trail, at: 0 }, place('d')).places).toEqual([place('a'), place('d')]);
  });
});
