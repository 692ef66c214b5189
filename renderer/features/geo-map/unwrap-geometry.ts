import type { Geometry, Position } from 'geojson';

/**
 * A shape whose outlines go on past 180° instead of jumping to −180°: on a flat map such a jump would be
 * a line across the whole world (Russia, Fiji).
 */
export function unwrapGeometry(geometry: Geometry): Geometry {
  if (geometry.type === 'Polygon') return { ...geometry, coordinates: geometry.coordinates.map(unwrapRing) };
  if (geometry.type === 'MultiPolygon') {
    return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(unwrapRing)) };
  }
  return geometry;
}

function unwrapRing(ring: readonly Position[]): Position[] {
  let shift = 0;
  let before: number | null = null;
  const unwrapped = ring.map(([longitude = 0, latitude = 0]) => {
    if (before !== null && longitude - before > 180) shift -= 360;
    if (before !== null && longitude - before < -180) shift += 360;
    before = longitude;
    return [longitude + shift, latitude];
  });
  const west = Math.min(...unwrapped.map(([longitude = 0]) => longitude));
  return west < -180.5
    ? unwrapped.map(([longitude = 0, latitude = 0]) => [longitude + 360, latitude])
    : unwrapped;
}
