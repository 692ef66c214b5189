import type { FeatureCollection } from 'geojson';
import { feature } from 'topojson-client';
import { unwrapGeometry } from './unwrap-geometry.ts';

const ANTARCTICA = '010';

/** How fine the outlines are: Natural Earth 1:110m for the whole world, 1:50m for looking closer. */
export type Detail = 'far' | 'near';

const ATLASES = {
  far: () => import('world-atlas/countries-110m.json'),
  near: () => import('world-atlas/countries-50m.json'),
} as const;

const loaded = new Map<Detail, Promise<FeatureCollection>>();

/** Outlines of all countries but Antarctica, read once from the program's own files. */
export function loadCountries(detail: Detail): Promise<FeatureCollection> {
  const known = loaded.get(detail);
  if (known) return known;
  const reading = read(detail);
  loaded.set(detail, reading);
  return reading;
}

async function read(detail: Detail): Promise<FeatureCollection> {
  const { default: atlas } = await ATLASES[detail]();
  const topology = atlas as unknown as Parameters<typeof feature>[0];
  const countries = topology.objects.countries;
  if (!countries) return { type: 'FeatureCollection', features: [] };
  const collection = feature(topology, countries);
  const features = collection.type === 'FeatureCollection' ? collection.features : [collection];
  return {
    type: 'FeatureCollection',
    features: features
      .filter(({ id }) => id !== ANTARCTICA)
      .map((one) => ({ ...one, geometry: unwrapGeometry(one.geometry) })),
  };
}
