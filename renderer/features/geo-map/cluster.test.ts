import { describe, expect, it } from 'vitest';
import { bubbleRadius, clusterPlaces } from './cluster.ts';
import type { Place } from './place.ts';

const place = (name: string, x: number, events: number): Place => ({
  key: name,
  latitude: 0,
  longitude: x,
  name,
  country: null,
  countryCode: null,
  events,
  outcomes: { success: events - 1, denied: 1, failed: 0 },
  addresses: 1,
  network: null,
  actors: null,
  firstAt: null,
  lastAt: null,
  mark: { targets: [], range: null },
});
const atZoom = (zoom: number) => (one: Place) => ({ x: one.longitude * zoom, y: 0 });

describe('bubbles', () => {
  it('have areas in proportion to their events, and are never too small to hit', () => {
    expect(bubbleRadius(25, 100, 30)).toBe(15);
    expect(bubbleRadius(1, 1_000_000, 30)).toBe(4);
  });

  it('become one where they would hide each other, and come apart at a closer zoom', () => {
    const places = [place('Frankfurt', 0, 100), place('Mainz', 1, 25), place('Tokyo', 100, 50)];
    const far = clusterPlaces(places, atZoom(1), 20);
    expect(far.map((bubble) => bubble.places.map(({ name }) => name))).toEqual([
      ['Frankfurt', 'Mainz'],
      ['Tokyo'],
    ]);
    expect(far[0]).toMatchObject({ events: 125, outcomes: { success: 123, denied: 2, failed: 0 } });
    expect(clusterPlaces(places, atZoom(60), 20)).toHaveLength(3);
  });

  it('lose no event', () => {
    const places = Array.from({ length: 40 }, (_, index) => place(`p${index}`, index * 3, 40 - index));
    const sum = clusterPlaces(places, atZoom(1), 18).reduce((total, bubble) => total + bubble.events, 0);
    expect(sum).toBe(820);
  });
});
