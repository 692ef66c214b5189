import type { FeatureCollection } from 'geojson';
import { feature } from 'topojson-client';
import { unwrapGeometry } from './unwrap-geometry.ts';

const ANTARCTICA = '010';

let loaded: Promise<FeatureCollection> | null = null;

/** Outlines of all countries but Antarctica (Natural Earth 1:50m), read once from the program's own files. */
export function loadCountries(): Promise<FeatureCollection> {
  loaded ??= read();
  return loaded;
}

async function read(): Promise<FeatureCollection> {
  const { default: atlas } = await import('world-atlas/countries-50m.json');
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
