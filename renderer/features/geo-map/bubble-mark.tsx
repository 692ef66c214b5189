import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { slicePath } from '../charts/pie.ts';
import type { Bubble } from './cluster.ts';
import styles from './geo-map.module.css';
import type { Outcomes } from './place.ts';

const c = classNames(styles);
const RING_PX = 2.5;
const ORDER = ['denied', 'failed', 'success'] as const;

type BubbleMarkProps = {
  readonly bubble: Bubble;
  readonly onPoint: (bubble: Bubble | null) => void;
  readonly onChoose: (bubble: Bubble, element: Element) => void;
};

/** A bubble with a ring that is divided by outcome; several places have a second ring. */
export function BubbleMark({ bubble, onPoint, onChoose }: BubbleMarkProps) {
  const { radius, outcomes, places } = bubble;
  const size = radius + (places.length > 1 ? 4 : 1);
  const inner = Math.max(0, radius - RING_PX) / radius;
  return (
    <button
      type="button"
      className={c('bubble')}
      style={{ left: bubble.x - size, top: bubble.y - size, width: size * 2, height: size * 2 }}
      aria-label={describeBubble(bubble)}
      onPointerEnter={() => onPoint(bubble)}
      onPointerLeave={() => onPoint(null)}
      onFocus={() => onPoint(bubble)}
      onBlur={() => onPoint(null)}
      onClick={(event) => onChoose(bubble, event.currentTarget)}
    >
      <svg viewBox={`${-size} ${-size} ${size * 2} ${size * 2}`} aria-hidden>
        {places.length > 1 ? <circle r={radius + 3} className={c('second')} /> : null}
        <circle r={radius - RING_PX / 2} className={c('disc', dominant(outcomes))} />
        <g transform={`scale(${radius})`}>
          {arcs(outcomes).map(({ outcome, from, to }) => (
            <path key={outcome} className={c(outcome)} d={slicePath(from, to, inner, 1)} />
          ))}
        </g>
      </svg>
    </button>
  );
}

function dominant({ success, denied, failed }: Outcomes): keyof Outcomes {
  if (denied > success && denied >= failed) return 'denied';
  return failed > success ? 'failed' : 'success';
}

function arcs(outcomes: Outcomes) {
  const total = outcomes.success + outcomes.denied + outcomes.failed;
  let at = 0;
  return ORDER.filter((outcome) => outcomes[outcome] > 0).map((outcome) => {
    const from = at;
    at += outcomes[outcome] / total;
    return { outcome, from, to: at };
  });
}

function describeBubble({ places, events, outcomes }: Bubble): string {
  const names = places.slice(0, 3).map(({ name }) => visibleText(name));
  const more = places.length > 3 ? ` and ${places.length - 3} more places` : '';
  const bad = outcomes.denied + outcomes.failed;
  const ended = bad > 0 ? `, ${formatCount(bad)} of them denied or failed` : '';
  return `${names.join('; ')}${more}: ${countOf(events, 'event')}${ended}`;
}
