import type { EntityEvent } from '../../../preload/contract/model/entity.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { formatInstant, zoneName } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { menuPoint, openValueMenu } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { useRovingCells } from '../charts/use-roving-cells.ts';
import { OutcomeMark } from '../events-table/outcome-mark.tsx';
import { openEvent } from '../field-menu/open-event.ts';
import styles from './event-lines.module.css';

const c = classNames(styles);

/** What a line tells of its event besides its time and its call. */
type Told = 'actor' | 'resource';

type EventLinesProps = {
  readonly title: string;
  readonly events: readonly EntityEvent[];
  readonly told: readonly Told[];
  /** Whether the outcome is told: not where it is the same in all of them. */
  readonly outcome?: boolean;
  readonly tabId: string;
  /** The events that values of the lines narrow. */
  readonly base: Scope;
};

const COLUMN_TITLES: Readonly<Record<Told, string>> = { actor: 'Actor', resource: 'Resource' };

/** Events a line each: the time opens the event, any value the menu of values; arrow keys move among them. */
export function EventLines({ title, events, told, outcome = false, tabId, base }: EventLinesProps) {
  const zone = usePreferences((state) => state.zone);
  const columns = ['eventTime', 'eventName', ...told] as const;
  const roving = useRovingCells(events.length, columns.length);
  return (
    <table className={c('table')} aria-label={title}>
      <thead>
        <tr>
          <th scope="col" className={c('time')}>
            Time ({zoneName(zone)})
          </th>
          <th scope="col" className={c(outcome && 'call')}>
            Call
          </th>
          {told.map((column) => (
            <th key={column} scope="col">
              {COLUMN_TITLES[column]}
            </th>
          ))}
          {outcome ? (
            <th scope="col" className={c('outcome')}>
              Outcome
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody ref={roving.body} onKeyDown={roving.onKeyDown}>
        {events.map((event, row) => (
          <tr key={event.recordId}>
            {columns.map((column, at) => (
              <td key={column}>
                <LineButton
                  event={event}
                  column={column}
                  tabId={tabId}
                  base={base}
                  tabIndex={roving.tabIndexOf(row, at)}
                  onFocus={() => roving.onFocus(row, at)}
                />
              </td>
            ))}
            {outcome ? (
              <td>
                <OutcomeMark outcome={event.outcome} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type LineButtonProps = {
  readonly event: EntityEvent;
  readonly column: 'eventTime' | 'eventName' | Told;
  readonly tabId: string;
  readonly base: Scope;
  readonly tabIndex: 0 | -1;
  readonly onFocus: () => void;
};

function LineButton({ event, column, tabId, base, tabIndex, onFocus }: LineButtonProps) {
  const zone = usePreferences((state) => state.zone);
  const { eventID } = event;
  if (column === 'eventTime') {
    const at = formatInstant(event.eventTime, zone, { withZone: false });
    return (
      <button
        type="button"
        className={c('button', 'mono')}
        tabIndex={tabIndex}
        onFocus={onFocus}
        aria-disabled={eventID === null}
        title={eventID === null ? 'The record has no eventID' : 'Open the event'}
        onClick={() => eventID !== null && void openEvent(eventID)}
      >
        {at}
      </button>
    );
  }
  const value = event[column];
  return (
    <button
      type="button"
      className={c('button', column !== 'eventName' && 'mono')}
      tabIndex={tabIndex}
      onFocus={onFocus}
      title={value === null ? 'not recorded' : visibleText(value)}
      onClick={(click) =>
        openValueMenu({ field: column, value, tabId, base, ...menuPoint(click.currentTarget) })
      }
    >
      {value === null ? (
        <span className={c('none')}>–</span>
      ) : (
        <MiddleTruncate text={visibleText(value)} tail={6} hint={false} mono={column !== 'eventName'} />
      )}
    </button>
  );
}
