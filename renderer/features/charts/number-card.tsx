import { formatCount } from '../../format/number.ts';
import { usePreferences } from '../../state/preferences.ts';
import { menuPoint } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { cellText, columnTitle, lookOf } from './cell-text.ts';
import { type ChartProps, EVENTS, markOfRow, pointedAt, toNumber } from './mark.ts';
import styles from './number-card.module.css';

const c = classNames(styles);

type NumberCardProps = ChartProps & {
  /** Opens the events that are counted. */
  readonly onOpen: () => void;
};

/** One large figure and the facts beside it; the figure opens its events. */
export function NumberCard({ info, result, onMark, onOpen }: NumberCardProps) {
  const zone = usePreferences((state) => state.zone);
  const row = result.rows[0] ?? {};
  const figure = result.columns.find(({ name }) => name === EVENTS) ?? result.columns[0];
  const events = toNumber(figure && row[figure.name]);
  const facts = result.columns.filter(
    ({ name }) => name !== figure?.name && row[name] !== null && row[name] !== undefined,
  );
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
        {facts.map((column) => (
          <div key={column.name} className={c('fact')}>
            <dt>{columnTitle(column.name)}</dt>
            <dd>
              <button
                type="button"
                className={c('value')}
                onClick={(event) =>
                  onMark(
                    pointedAt(markOfRow(info, result, row), info, column.name),
                    menuPoint(event.currentTarget),
                  )
                }
              >
                <MiddleTruncate text={cellText(row[column.name], lookOf(column), zone)} />
              </button>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
