import L from 'leaflet';
import { useEffect, useRef, useState } from 'react';

/** A rectangle on the map in degrees. */
export type GeoBox = {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
};

/** A rectangle being drawn, in pixels of the map. */
export type PixelBox = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

const LEAST_PIXELS = 6;
const ACROSS_THE_WORLD = 360;

/**
 * Draws a rectangle on the map with the pointer: while `active`, or with Shift held. `onSelect` gets it when the
 * pointer is let go; Escape gives it up. Answers the rectangle while it is being drawn.
 */
export function useBoxSelect(
  map: L.Map | null,
  active: boolean,
  onSelect: (box: GeoBox) => void,
): PixelBox | null {
  const [box, setBox] = useState<PixelBox | null>(null);
  const latest = useRef({ active, onSelect });
  useEffect(() => {
    latest.current = { active, onSelect };
  });
  useEffect(() => {
    if (!map) return;
    const container = map.getContainer();
    let start: L.Point | null = null;
    const pointOf = (event: PointerEvent): L.Point => map.mouseEventToContainerPoint(event);
    const end = () => {
      start = null;
      setBox(null);
      map.dragging.enable();
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || !(latest.current.active || event.shiftKey)) return;
      if (event.target instanceof Element && event.target.closest('button')) return;
      start = pointOf(event);
      map.dragging.disable();
      container.setPointerCapture(event.pointerId);
      event.preventDefault();
    };
    const move = (event: PointerEvent) => {
      if (start) setBox(boxOf(start, pointOf(event)));
    };
    const up = (event: PointerEvent) => {
      if (!start) return;
      const from = start;
      const to = pointOf(event);
      end();
      const { width, height } = boxOf(from, to);
      if (width < LEAST_PIXELS || height < LEAST_PIXELS) return;
      latest.current.onSelect(
        toGeoBox(L.latLngBounds(map.containerPointToLatLng(from), map.containerPointToLatLng(to))),
      );
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && start) end();
    };
    container.addEventListener('pointerdown', down, true);
    container.addEventListener('pointermove', move);
    container.addEventListener('pointerup', up);
    container.addEventListener('pointercancel', end);
    window.addEventListener('keydown', key);
    return () => {
      container.removeEventListener('pointerdown', down, true);
      container.removeEventListener('pointermove', move);
      container.removeEventListener('pointerup', up);
      container.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', key);
    };
  }, [map]);
  return box;
}

function boxOf(a: L.Point, b: L.Point): PixelBox {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** The bounds within the one world that has events: longitudes from −180 to 180. */
function toGeoBox(bounds: L.LatLngBounds): GeoBox {
  const whole = bounds.getEast() - bounds.getWest() >= ACROSS_THE_WORLD;
  return {
    south: Math.max(-90, bounds.getSouth()),
    north: Math.min(90, bounds.getNorth()),
    west: whole ? -180 : Math.max(-180, bounds.getWest()),
    east: whole ? 180 : Math.min(180, bounds.getEast()),
  };
}

/** The query of the events whose place lies in the rectangle. */
export function boxQuery({ south, north, west, east }: GeoBox): string {
  return `latitude:[${degrees(south)} TO ${degrees(north)}] AND longitude:[${degrees(west)} TO ${degrees(east)}]`;
}

/** Places are known to 0.01°; finer bounds would only be noise in the query. */
function degrees(value: number): string {
  return String(Math.round(value * 100) / 100);
}
