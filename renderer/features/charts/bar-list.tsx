import { useMemo } from 'react';
import { formatCount, formatShare } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { menuPoint } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import styles from './bar-list.module.css';
import { type Bar, toBars } from './bars.ts';
import { type ChartProps, labelColumn } from './mark.ts';
import { OutcomeSwatch } from './outcome-swatch.tsx';
import { seriesColor } from './series-look.ts';

const c = classNames(styles);

/** Horizontal bars with label and count, the largest first; a bar is split by outcome where that is known. */
export function BarList({ info, result, large, onMark }: ChartProps) {
  const bars = useMemo(() => toBars(info, result), [info, result]);
  const most = bars.reduce((max, bar) => Math.max(max, bar.events), 0);
  const total = bars.reduce((sum, bar) => sum + bar.events, 0);
  const parts = [...new Map(bars.flatMap((bar) => bar.parts).map((part) => [part.name, part])).values()];
  const labels = bars.map(({ label }) => label);
  const twice = new Set(labels.filter((label, index) => labels.indexOf(label) !== index));
  const mono = isIdentifier(labelColumn(info, result));
  return (
    <div className={c('root', large && 'large')}>
      <ul className={c('list')}>
        {bars.map((bar) => (
          <li key={bar.key}>
            <button
              type="button"
              className={c('row')}
              aria-label={`${visibleText(bar.label)}: ${formatCount(bar.events)} events, ${formatShare(bar.events, total)} of those shown${partsText(bar)}`}
              onClick={(event) => onMark(bar.mark, menuPoint(event.currentTarget))}
            >
              <span className={c('label')}>
                <MiddleTruncate text={visibleText(bar.label)} mono={mono} />
                {bar.detail && twice.has(bar.label) ? (
                  <span className={c('detail')}>{visibleText(bar.detail)}</span>
                ) : null}
              </span>
              <span className={c('track')}>
                <BarFill bar={bar} most={most} />
              </span>
              <span className={c('count')}>{formatCount(bar.events)}</span>
            </button>
          </li>
        ))}
      </ul>
      {parts.length > 1 ? (
        <p className={c('key')}>
          {parts.map((part) => (
            <span key={part.name} className={c('keyEntry')}>
              <OutcomeSwatch value={part.value} color={seriesColor(part)} /> {visibleText(part.name)}
            </span>
          ))}
        </p>
      ) : null}
    </div>
  );
}

function BarFill({ bar, most }: { readonly bar: Bar; readonly most: number }) {
  const width = most > 0 ? (bar.events / most) * 100 : 0;
  return (
    <span className={c('fill')} style={{ width: `max(2px, ${width}%)` }}>
      {bar.parts.map((part) => (
        <span key={part.name} className={c('part')} style={{ flexGrow: part.events }}>
          <OutcomeSwatch value={part.value} color={seriesColor(part)} />
        </span>
      ))}
    </span>
  );
}

function partsText({ parts }: Bar): string {
  if (parts.length < 2) return '';
  return ` (${parts.map((part) => `${formatCount(part.events)} ${part.name}`).join(', ')})`;
}

function isIdentifier(column: string | null): boolean {
  return column !== null && /arn|key|address|id$/i.test(column);
}
