import 'leaflet/dist/leaflet.css';
import L from 'leaflet';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { resolveColor, useThemeVersion } from '../charts/theme-colors.ts';
import { type Detail, loadCountries } from './countries.ts';

/** The inhabited world, without the poles. */
const WORLD = L.latLngBounds([-50, -152], [72, 172]);

/** From this zoom on the coarse outlines would look angular. */
const NEAR_ZOOM = 2.5;

type LeafletMap = {
  readonly element: RefObject<HTMLDivElement | null>;
  readonly map: L.Map | null;
  /** Changes whenever the map was moved, zoomed or resized. */
  readonly view: number;
};

/** A Leaflet map of country outlines drawn on canvas; it loads nothing from anywhere. */
export function useLeaflet(wheel: boolean): LeafletMap {
  const element = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<L.Map | null>(null);
  const [view, setView] = useState(0);
  const drawn = useRef<L.GeoJSON | null>(null);
  const theme = useThemeVersion();
  useEffect(() => {
    if (!element.current) return;
    const made = makeMap(element.current, wheel);
    let touched = false;
    const seen = () => setView((count) => count + 1);
    const touch = () => {
      touched = true;
    };
    made.on('move zoomend resize', seen);
    made.on('dragstart zoomstart', touch);
    const observer = new ResizeObserver(() => {
      made.invalidateSize({ animate: false });
      if (!touched) {
        made.fitBounds(WORLD, { animate: false });
        touched = false;
      }
      seen();
    });
    observer.observe(element.current);
    setMap(made);
    return () => {
      observer.disconnect();
      made.remove();
      drawn.current = null;
      setMap(null);
    };
  }, [wheel]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `view` may have changed the zoom
  const detail = useMemo((): Detail => (map && map.getZoom() >= NEAR_ZOOM ? 'near' : 'far'), [map, view]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `theme` changes what the colours resolve to
  useEffect(() => (map ? drawCountries(map, detail, drawn) : undefined), [map, theme, detail]);
  return { element, map, view };
}

/** Shows the whole world again. */
export function showWorld(map: L.Map): void {
  map.fitBounds(WORLD, { animate: false });
}

function makeMap(element: HTMLElement, wheel: boolean): L.Map {
  const map = L.map(element, {
    attributionControl: false,
    zoomControl: false,
    preferCanvas: true,
    zoomSnap: 0.25,
    zoomDelta: 1,
    minZoom: 0,
    maxZoom: 10,
    maxBounds: [
      [-85, -220],
      [85, 240],
    ],
    maxBoundsViscosity: 0.8,
    zoomAnimation: false,
    fadeAnimation: false,
    inertia: false,
    scrollWheelZoom: wheel,
    boxZoom: false,
  });
  map.fitBounds(WORLD, { animate: false });
  // In a page that scrolls, the wheel belongs to the page until the map was clicked.
  if (!wheel) {
    map.on('click', () => map.scrollWheelZoom.enable());
    element.addEventListener('pointerleave', () => map.scrollWheelZoom.disable());
  }
  return map;
}

/** Draws the outlines. What was drawn before goes only when the new ones are there, so that no map is ever blank. */
function drawCountries(map: L.Map, detail: Detail, drawn: RefObject<L.GeoJSON | null>): () => void {
  let wanted = true;
  void loadCountries(detail).then((countries) => {
    if (!wanted) return;
    const before = drawn.current;
    drawn.current = L.geoJSON(countries, {
      interactive: false,
      style: {
        color: resolveColor('var(--land-line)'),
        weight: 0.7,
        fillColor: resolveColor('var(--land)'),
        fillOpacity: 1,
      },
    }).addTo(map);
    before?.remove();
  });
  return () => {
    wanted = false;
  };
}
