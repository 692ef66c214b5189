// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus and names its active option
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list handles the keys of all its options

import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { formatOffset } from '../../format/duration.ts';
import { formatInstant } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { OutcomeMark } from '../events-table/outcome-mark.tsx';
import { VisibleText } from '../search/visible-text.tsx';
import type { ContextLine } from './context-lines.ts';
import styles from './context-list.module.css';

const c = classNames(styles);
const PAGE_LINES = 8;

type ContextListProps = {
  readonly lines: readonly ContextLine[];
  readonly openId: number;
  readonly onOpen: (recordId: number) => void;
};

/** The surroundings as a list with the origin in its middle. Arrows move, Enter opens. */
export function ContextList({ lines, openId, onOpen }: ContextListProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const originAt = lines.findIndex(({ role }) => role === 'origin');
  const openAt = lines.findIndex(({ event }) => event.recordId === openId);
  const [active, setActive] = useState(originAt);
  const optionAt = (index: number) => document.getElementById(`${id}-${index}`);
  useLayoutEffect(() => {
    const origin = list.current?.querySelector<HTMLElement>('[data-origin]');
    if (!list.current || !origin) return;
    list.current.scrollTop = origin.offsetTop - (list.current.clientHeight - origin.offsetHeight) / 2;
    setActive(lines.findIndex(({ role }) => role === 'origin'));
  }, [lines]);
  useEffect(() => {
    if (openAt >= 0) setActive(openAt);
  }, [openAt]);
  const goTo = (index: number) => {
    const next = Math.min(Math.max(0, index), lines.length - 1);
    setActive(next);
    optionAt(next)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = targetOf(event.key, active, originAt, lines.length);
    const line = lines[active];
    if (to !== null) goTo(to);
    else if ((event.key === 'Enter' || event.key === ' ') && line) onOpen(line.event.recordId);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Events around this one"
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      tabIndex={0}
      className={c('list')}
      onKeyDown={onKeyDown}
    >
      {lines.map((line, index) => (
        <Option
          key={line.event.recordId}
          id={`${id}-${index}`}
          line={line}
          active={index === active}
          open={line.event.recordId === openId}
          onClick={() => onOpen(line.event.recordId)}
        />
      ))}
    </div>
  );
}

/** The line a key leads to: `o` is the origin; null for any other key. */
function targetOf(key: string, active: number, originAt: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return active + 1;
    case 'ArrowUp':
    case 'k':
      return active - 1;
    case 'PageDown':
      return active + PAGE_LINES;
    case 'PageUp':
      return active - PAGE_LINES;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'o':
      return originAt;
    default:
      return null;
  }
}

type OptionProps = {
  readonly id: string;
  readonly line: ContextLine;
  readonly active: boolean;
  readonly open: boolean;
  readonly onClick: () => void;
};

function Option({ id, line, active, open, onClick }: OptionProps) {
  const zone = usePreferences((state) => state.zone);
  const { event, role, offsetMs } = line;
  const { actor, eventName, outcome, resource, sourceIPAddress, errorCode, eventTime } = event;
  const who = [actor ?? 'Unrecorded caller', sourceIPAddress, errorCode]
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <div
      id={id}
      role="option"
      aria-selected={open}
      data-origin={role === 'origin' || undefined}
      data-active={active || undefined}
      className={c('line', role, open && 'open')}
      onClick={onClick}
    >
      <span className={c('offset')} title={formatInstant(eventTime, zone)}>
        {formatOffset(offsetMs)}
      </span>
      <OutcomeMark outcome={outcome} brief />
      <span className={c('what')}>
        <span className={c('call')}>
          <VisibleText text={eventName ?? 'Unnamed call'} />
        </span>
        {resource === null ? null : (
          <span className={c('resource')} title={visibleText(resource)}>
            <MiddleTruncate text={visibleText(resource)} mono hint={false} />
          </span>
        )}
      </span>
      {role === 'near' ? null : <span className={c('tag')}>{role === 'origin' ? 'origin' : 'nearest'}</span>}
      <span className={c('who')} title={visibleText(who)}>
        <VisibleText text={who} />
      </span>
    </div>
  );
}
