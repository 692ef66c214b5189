import { countOf, formatCount } from '../../format/number.ts';
import { formatRange } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { OutcomeSwatch } from '../charts/outcome-swatch.tsx';
import type { Bubble } from './cluster.ts';
import styles from './geo-map.module.css';

const c = classNames(styles);
const LISTED = 5;
const OUTCOMES = ['success', 'denied', 'failed'] as const;

type PlaceCardProps = { readonly bubble: Bubble; readonly width: number; readonly height: number };

/** What is known of the bubble under the pointer. */
export function PlaceCard({ bubble, width, height }: PlaceCardProps) {
  const zone = usePreferences((state) => state.zone);
  const { places, outcomes } = bubble;
  const [first] = places;
  if (!first) return null;
  const side =
    bubble.x > width / 2
      ? { right: width - bubble.x + bubble.radius + 8 }
      : { left: bubble.x + bubble.radius + 8 };
  const edge =
    bubble.y > height / 2
      ? { bottom: Math.max(4, height - bubble.y - 12) }
      : { top: Math.max(4, bubble.y - 12) };
  return (
    <div className={c('card')} style={{ ...side, ...edge }} aria-hidden>
      <strong>{places.length === 1 ? visibleText(first.name) : countOf(places.length, 'place')}</strong>
      {places.length > 1 ? (
        <ul>
          {places.slice(0, LISTED).map((place) => (
            <li key={place.key} className={c('cardRow')}>
              <span>{visibleText(place.name)}</span>
              <span>{formatCount(place.events)}</span>
            </li>
          ))}
          {places.length > LISTED ? <li className={c('quiet')}>{places.length - LISTED} more</li> : null}
        </ul>
      ) : (
        <>
          {first.addresses === null ? null : (
            <span className={c('quiet')}>{countOf(first.addresses, 'address', 'addresses')}</span>
          )}
          {first.network ? <span className={c('quiet')}>{visibleText(first.network)}</span> : null}
          {first.actors ? <span>{visibleText(first.actors)}</span> : null}
          {first.firstAt && first.lastAt ? (
            <span className={c('quiet')}>{formatRange(first.firstAt, first.lastAt, zone)}</span>
          ) : null}
        </>
      )}
      <ul className={c('outcomes')}>
        {OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map((outcome) => (
          <li key={outcome} className={c('cardRow')}>
            <span className={c('named')}>
              <OutcomeSwatch value={outcome} color={`var(--outcome-${outcome})`} /> {outcome}
            </span>
            <span>{formatCount(outcomes[outcome])}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
