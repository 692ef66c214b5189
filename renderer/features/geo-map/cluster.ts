import { addOutcomes, type Outcomes, type Place } from './place.ts';

/** A bubble on the map: one place, or several that would overlap. `x` and `y` are pixels. */
export type Bubble = {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly events: number;
  readonly outcomes: Outcomes;
  /** The places in it, the largest first. */
  readonly places: readonly Place[];
};

type Pixel = { readonly x: number; readonly y: number };

const SMALLEST = 4;
/** Part of the smaller bubble that may lie under the larger one before they become one. */
const OVERLAP = 0.55;

/** The radius of a bubble in pixels: its area grows with the events, `most` of them give `largest`. */
export function bubbleRadius(events: number, most: number, largest: number): number {
  if (most <= 0) return SMALLEST;
  return Math.max(SMALLEST, Math.sqrt(events / most) * largest);
}

/**
 * Joins places whose bubbles would hide each other at this zoom. Places come largest first; a bubble stays
 * where its largest place is, so that it never floats over the sea.
 */
export function clusterPlaces(
  places: readonly Place[],
  project: (place: Place) => Pixel,
  largest: number,
): readonly Bubble[] {
  const most = places.reduce((max, place) => Math.max(max, place.events), 0);
  const bubbles: Bubble[] = [];
  for (const place of places) {
    const at = project(place);
    const radius = bubbleRadius(place.events, most, largest);
    const index = bubbles.findIndex((bubble) => hides(bubble, at, radius));
    const found = bubbles[index];
    if (found) bubbles[index] = joined(found, place, most, largest);
    else bubbles.push(single(place, at, radius));
  }
  return bubbles;
}

function hides(bubble: Bubble, at: Pixel, radius: number): boolean {
  const distance = Math.hypot(bubble.x - at.x, bubble.y - at.y);
  return distance < bubble.radius + radius - 2 * OVERLAP * Math.min(radius, bubble.radius);
}

function single(place: Place, at: Pixel, radius: number): Bubble {
  return {
    key: place.key,
    ...at,
    radius,
    events: place.events,
    outcomes: place.outcomes,
    places: [place],
  };
}

function joined(bubble: Bubble, place: Place, most: number, largest: number): Bubble {
  const events = bubble.events + place.events;
  return {
    ...bubble,
    events,
    radius: Math.min(largest * 1.25, bubbleRadius(events, most, largest)),
    outcomes: addOutcomes(bubble.outcomes, place.outcomes),
    places: [...bubble.places, place],
  };
}
