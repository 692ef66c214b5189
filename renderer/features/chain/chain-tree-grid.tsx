// biome-ignore-all lint/a11y/useSemanticElements: rows that open and close are a treegrid, which no element is
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row

import { ChevronRight, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { formatCount } from '../../format/number.ts';
import { formatInstant, zoneName } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { kindText, stepText } from './chain-text.ts';
import type { ChainLine } from './chain-tree.ts';
import styles from './chain-tree-grid.module.css';
import { openNode } from './open-node.ts';

const c = classNames(styles);
const INDENT = 18;

type ChainTreeGridProps = {
  readonly lines: readonly ChainLine[];
  readonly chosenId: string;
  readonly scope: Scope;
  readonly onChoose: (id: string) => void;
  readonly onToggle: (id: string) => void;
  readonly onUnfold: () => void;
};

/** The chain as an indented list: arrow keys move, open and close; Enter opens the events of the row. */
export function ChainTreeGrid(props: ChainTreeGridProps) {
  const { lines, chosenId, onChoose } = props;
  const id = useId();
  const zone = usePreferences((state) => state.zone);
  const grid = useRef<HTMLDivElement>(null);
  const active = Math.max(
    0,
    lines.findIndex(({ node }) => node.id === chosenId),
  );
  useEffect(() => {
    grid.current?.querySelector(`[aria-rowindex="${active + 2}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (handleKey(event.key, active, props)) event.preventDefault();
  };
  return (
    <div
      ref={grid}
      role="treegrid"
      aria-label="Sessions of the chain"
      aria-rowcount={lines.length + 1}
      aria-activedescendant={`${id}-${active}`}
      tabIndex={0}
      className={c('grid')}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className={c('row', 'titles')}>
        <span role="columnheader">Session</span>
        <span role="columnheader">Came by</span>
        <span role="columnheader" className={c('account')}>
          Account
        </span>
        <span role="columnheader" className={c('number')}>
          Events
        </span>
        <span role="columnheader" className={c('number')}>
          Denied
        </span>
        <span role="columnheader">First seen, {zoneName(zone)}</span>
      </div>
      {lines.map((line, index) => (
        <Row
          key={line.id}
          id={`${id}-${index}`}
          index={index}
          line={line}
          isActive={index === active}
          onChoose={() => onChoose(line.node.id)}
          onToggle={() => props.onToggle(line.node.id)}
          onUnfold={props.onUnfold}
        />
      ))}
    </div>
  );
}

function handleKey(key: string, active: number, props: ChainTreeGridProps): boolean {
  const { lines, scope, onChoose, onToggle, onUnfold } = props;
  const line = lines[active];
  if (!line) return false;
  const goTo = (index: number) => {
    const next = lines[Math.min(Math.max(0, index), lines.length - 1)];
    if (next) onChoose(next.node.id);
  };
  switch (key) {
    case 'ArrowDown':
    case 'j':
      goTo(nextOf(lines, active));
      return true;
    case 'ArrowUp':
    case 'k':
      goTo(active - 1);
      return true;
    case 'Home':
      goTo(0);
      return true;
    case 'End':
      goTo(lines.length - 1);
      return true;
    case 'ArrowRight':
      if (line.hasChildren && !line.isOpen) onToggle(line.node.id);
      else if (line.isOpen) goTo(active + 1);
      return true;
    case 'ArrowLeft':
      if (line.isOpen) onToggle(line.node.id);
      else goTo(parentOf(lines, active));
      return true;
    case 'Enter':
      if (line.node.kind === 'folded') onUnfold();
      else openNode(line.node, scope);
      return true;
    default:
      return false;
  }
}

/** The next row of another node: one that is shown again further down would lead back to where it was first. */
function nextOf(lines: readonly ChainLine[], active: number): number {
  const next = lines.findIndex((line, index) => index > active && !line.isRepeated);
  return next < 0 ? active : next;
}

function parentOf(lines: readonly ChainLine[], index: number): number {
  const depth = lines[index]?.depth ?? 0;
  for (let above = index - 1; above >= 0; above -= 1) {
    if ((lines[above]?.depth ?? 0) < depth) return above;
  }
  return index;
}

type RowProps = {
  readonly id: string;
  readonly index: number;
  readonly line: ChainLine;
  readonly isActive: boolean;
  readonly onChoose: () => void;
  readonly onToggle: () => void;
  readonly onUnfold: () => void;
};

function Row({ id, index, line, isActive, onChoose, onToggle, onUnfold }: RowProps) {
  const zone = usePreferences((state) => state.zone);
  const { node, edge, depth } = line;
  const key = node.kind === 'key' ? node.keys[0] : null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-level={depth + 1}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-expanded={line.hasChildren ? line.isOpen : undefined}
      aria-selected={isActive}
      className={c('row', isActive && 'active')}
      onClick={onChoose}
    >
      <span role="gridcell" className={c('session')} style={{ paddingLeft: depth * INDENT }}>
        {line.hasChildren ? (
          <button
            type="button"
            tabIndex={-1}
            className={c('chevron')}
            aria-label={line.isOpen ? 'Close' : 'Open'}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            <ChevronRight size={13} aria-hidden className={c(line.isOpen && 'down')} />
          </button>
        ) : (
          <span className={c('chevron')} />
        )}
        <span className={c('name')} title={visibleText(node.name)}>
          <MiddleTruncate text={visibleText(node.name)} tail={6} hint={false} />
        </span>
        {key ? (
          <span className={c('key')} title={key}>
            <MiddleTruncate text={visibleText(key)} tail={6} hint={false} mono />
          </span>
        ) : (
          <span className={c('kind')}>
            {kindText(node)}
            {node.kind === 'session' ? ` of ${formatCount(node.keyCount)} keys` : ''}
          </span>
        )}
        {line.isStart ? <span className={c('start')}>start</span> : null}
        {line.isRepeated ? <span className={c('kind')}>shown above</span> : null}
        {node.origin === 'not-in-evidence' ? (
          <span className={c('unknown')}>
            <TriangleAlert size={12} aria-hidden /> origin not in evidence
          </span>
        ) : null}
        {node.kind === 'folded' ? (
          <button type="button" tabIndex={-1} className={c('more')} onClick={onUnfold}>
            {formatCount(node.sessions)} sessions, show each
          </button>
        ) : null}
        {node.leftOut > 0 ? (
          <span className={c('kind')}>{formatCount(node.leftOut)} more sessions not shown</span>
        ) : null}
      </span>
      <span role="gridcell" className={c('cell')}>
        {edge === null ? '' : stepText(edge, node)}
      </span>
      <span role="gridcell" className={c('cell', 'mono', 'account')}>
        {node.account ?? ''}
      </span>
      <span role="gridcell" className={c('number')}>
        {node.query === null ? '–' : formatCount(node.events.total)}
      </span>
      <span role="gridcell" className={c('number', node.events.denied > 0 && 'denied')}>
        {node.query === null ? '–' : formatCount(node.events.denied)}
      </span>
      <span role="gridcell" className={c('cell', 'time')}>
        {node.firstSeenAt === null ? 'no events' : formatInstant(node.firstSeenAt, zone, { withZone: false })}
      </span>
    </div>
  );
}
