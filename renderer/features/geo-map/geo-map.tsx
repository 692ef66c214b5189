import L from 'leaflet';
import { Globe, Minus, Plus, SquareDashedMousePointer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { useAppInfo } from '../../data/use-app-info.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { menuPoint } from '../../state/value-menu.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import type { ChartProps } from '../charts/mark.ts';
import { BubbleMark } from './bubble-mark.tsx';
import { type Bubble, clusterPlaces } from './cluster.ts';
import styles from './geo-map.module.css';
import { MapSide } from './map-side.tsx';
import { eventsWithoutPoint, type Place, toPlaces } from './place.ts';
import { PlaceCard } from './place-card.tsx';
import { sourceClassTitle } from './source-class.ts';
import { boxQuery, useBoxSelect } from './use-box-select.ts';
import { showWorld, useLeaflet } from './use-leaflet.ts';

const c = classNames(styles);
const LARGEST_PART = 0.06;

type GeoMapProps = ChartProps & {
  readonly onUnplaced: (sourceClass: string) => void;
  /** Called with the query of an area that was drawn on the map. */
  readonly onArea: (query: string) => void;
};

/** Where events came from: bubbles over an offline map, and a line about the events without a place. */
export function GeoMap({ info, result, large, onMark, onUnplaced, onArea }: GeoMapProps) {
  const places = useMemo(() => toPlaces(info, result), [info, result]);
  const { element, map, view } = useLeaflet(large);
  const [pointed, setPointed] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `view` changes where places are drawn
  const bubbles = useMemo(() => (map ? bubblesOf(map, places) : []), [map, places, view]);
  const size = map?.getSize();
  const shown = bubbles.find(
    ({ key, places: within }) => key === pointed || within.some((one) => one.key === pointed),
  );
  const [selecting, setSelecting] = useState(false);
  const box = useBoxSelect(map, selecting, (area) => {
    setSelecting(false);
    onArea(boxQuery(area));
  });
  const choose = (bubble: Bubble, at: Element) => {
    const [first] = bubble.places;
    if (!map || !first) return;
    const apart = boundsOf(bubble.places);
    const canZoom = bubble.places.length > 1 && map.getBoundsZoom(apart) > map.getZoom() + 0.2;
    if (canZoom) map.fitBounds(apart, { animate: false, padding: [60, 60], maxZoom: 9 });
    else onMark(first.mark, menuPoint(at));
  };
  const total = places.reduce((sum, place) => sum + place.events, 0);
  return (
    <div className={c('root')}>
      <div className={c('plane')}>
        <div className={c('frame', selecting && 'selecting')}>
          <div
            ref={element}
            className={c('map')}
            role="application"
            aria-label={`${info.title}: ${countOf(total, 'event')} from ${countOf(places.length, 'place')}. All figures are in the table view of this panel.`}
          />
          {map
            ? createPortal(
                <div className={c('bubbles')}>
                  {bubbles.map((bubble) => (
                    <BubbleMark
                      key={bubble.key}
                      bubble={bubble}
                      onPoint={(one) => setPointed(one?.key ?? null)}
                      onChoose={choose}
                    />
                  ))}
                  {box ? (
                    <span
                      className={c('box')}
                      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
                    />
                  ) : null}
                  {shown && size ? <PlaceCard bubble={shown} width={size.x} height={size.y} /> : null}
                </div>,
                map.getContainer(),
              )
            : null}
          <div className={c('buttons')}>
            <IconButton icon={Plus} size="small" label="Zoom in" onClick={() => map?.zoomIn()} />
            <IconButton icon={Minus} size="small" label="Zoom out" onClick={() => map?.zoomOut()} />
            <IconButton icon={Globe} size="small" label="Whole world" onClick={() => map && showWorld(map)} />
            <IconButton
              icon={SquareDashedMousePointer}
              size="small"
              label="Select an area to filter by (or drag with Shift)"
              pressed={selecting}
              onClick={() => setSelecting(!selecting)}
            />
          </div>
        </div>
        {large ? <MapSide places={places} result={result} onMark={onMark} onPoint={setPointed} /> : null}
      </div>
      <MapFooter result={result} onUnplaced={onUnplaced} />
    </div>
  );
}

function MapFooter({ result, onUnplaced }: Pick<GeoMapProps, 'result' | 'onUnplaced'>) {
  const attribution = useAppInfo()?.attribution ?? [];
  const unplaced = result.unplaced.filter(({ events }) => events > 0);
  const total = unplaced.reduce((sum, { events }) => sum + events, 0);
  const pointless = eventsWithoutPoint(result);
  return (
    <div className={c('footer')}>
      <p>
        {total === 0
          ? 'Every event has a place.'
          : `${countOf(total, 'event')} ${total === 1 ? 'has' : 'have'} no place: `}
        {unplaced.map(({ sourceClass, events }, index) => (
          <span key={sourceClass}>
            {index > 0 ? ' · ' : ''}
            <button type="button" className={c('link')} onClick={() => onUnplaced(sourceClass)}>
              {sourceClassTitle(sourceClass)} {formatCount(events)}
            </button>
          </span>
        ))}
        {pointless > 0 ? ` ${countOf(pointless, 'event')} with a country only.` : ''}
      </p>
      <p className={c('attribution')}>
        {attribution.map(({ text, url }, index) => (
          <span key={url}>
            {index > 0 ? ' · ' : ''}
            <a href={url} target="_blank" rel="noreferrer">
              {text}
            </a>
          </span>
        ))}
      </p>
    </div>
  );
}

function bubblesOf(map: L.Map, places: readonly Place[]): readonly Bubble[] {
  const { x, y } = map.getSize();
  const largest = Math.min(34, Math.max(12, Math.min(x, y * 1.6) * LARGEST_PART));
  const all = clusterPlaces(
    places,
    ({ latitude, longitude }) => map.latLngToContainerPoint([latitude, longitude]),
    largest,
  );
  return all.filter((bubble) => bubble.x > -40 && bubble.y > -40 && bubble.x < x + 40 && bubble.y < y + 40);
}

function boundsOf(places: readonly Place[]): L.LatLngBounds {
  return L.latLngBounds(places.map(({ latitude, longitude }) => L.latLng(latitude, longitude)));
}
