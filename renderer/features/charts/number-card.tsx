import type { PanelResult, ResultColumn } from '../../../preload/contract/model/panel.ts';
import { formatCount } from '../../format/number.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { cellText, columnTitle, lookOf } from './cell-text.ts';
import { type ChartProps, EVENTS, toNumber } from './mark.ts';
import styles from './number-card.module.css';

const c = classNames(styles);

type NumberCardProps = ChartProps & {
  /** Opens the events that are counted. */
  readonly onOpen: () => void;
};

/** One large figure and the facts beside it; the figure opens its events. */
export function NumberCard({ info, result, onOpen }: NumberCardProps) {
  const zone = usePreferences((state) => state.zone);
  const row = result.rows[0] ?? {};
  const figure = result.columns.find(({ name }) => name === EVENTS) ?? result.columns[0];
  const events = toNumber(figure && row[figure.name]);
  const facts = factsOf(result, figure?.name ?? null);
  const failures = /fail|denied|error/i.test(info.title);
  return (
    <div className={c('root')}>
      <button
        type="button"
        className={c('figure', failures && events > 0 && 'bad')}
        aria-label={`${formatCount(events)} events, open in a search`}
        onClick={onOpen}
      >
        {formatCount(events)}
      </button>
      <dl className={c('facts')}>
        {facts.map(({ column, events: part }) => (
          <div key={column.name} className={c('fact')}>
            <dt>{columnTitle(column.name)}</dt>
            <dd>
              <MiddleTruncate text={cellText(row[column.name], lookOf(column), zone)} />
              {part === null ? null : <span className={c('part')}>{formatCount(part)}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

type Fact = {
  readonly column: ResultColumn;
  /** How many of the events that is, from the column beside it named `…_events`. */
  readonly events: number | null;
};

function factsOf({ columns, rows }: PanelResult, figure: string | null): readonly Fact[] {
  const row = rows[0] ?? {};
  const names = new Set(columns.map(({ name }) => name));
  return columns
    .filter(({ name }) => name !== figure && row[name] !== null && row[name] !== undefined)
    .filter(({ name }) => !(name.endsWith('_events') && names.has(name.replace(/_events$/, ''))))
    .map((column) => {
      const part = row[`${column.name}_events`];
      return { column, events: typeof part === 'number' ? part : null };
    });
}
