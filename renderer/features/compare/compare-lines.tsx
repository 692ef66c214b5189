import { Copy } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { openValueMenu } from '../../state/value-menu.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Switch } from '../../ui/switch.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import type { JsonNode } from '../event-detail/json-node.ts';
import { ViewSearch } from '../event-detail/view-search.tsx';
import { toTsv } from '../events-table/tsv.ts';
import { copyText } from '../field-menu/copy-text.ts';
import styles from './compare-lines.module.css';
import {
  type ComparedCounts,
  type ComparedLine,
  type ComparedState,
  type ComparedValue,
  compareRecords,
  countStates,
  shownLines,
} from './compare-records.ts';

const c = classNames(styles);

/** Longer values are cut in the table; they are whole in the menu's copy, and in the text that is copied. */
const MOST_SHOWN = 600;

const STATES: Readonly<Record<ComparedState, { readonly sign: string; readonly title: string }>> = {
  differs: { sign: '≠', title: 'differs' },
  same: { sign: '=', title: 'same' },
  left: { sign: '‹', title: 'only left' },
  right: { sign: '›', title: 'only right' },
};

type Compared = { readonly name: string; readonly record: JsonNode };
type CompareLinesProps = { readonly tabId: string; readonly left: Compared; readonly right: Compared };

/** The leaves of two records by path, those that differ first of all. */
export function CompareLines({ tabId, left, right }: CompareLinesProps) {
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const [onlyDifferences, setOnlyDifferences] = useState(true);
  const lines = useMemo(() => compareRecords(left.record, right.record), [left.record, right.record]);
  const counts = useMemo(() => countStates(lines), [lines]);
  const shown = useMemo(
    () => shownLines(lines, { search, onlyDifferences }),
    [lines, search, onlyDifferences],
  );
  const columns: readonly VirtualColumn[] = [
    { key: 'state', title: 'State', width: '92px' },
    { key: 'path', title: 'Field', width: 'minmax(200px, 1.2fr)' },
    { key: 'left', title: left.name, width: 'minmax(220px, 2fr)' },
    { key: 'right', title: right.name, width: 'minmax(220px, 2fr)' },
  ];
  const copy = () => {
    const rows = shown.map((line) => [
      STATES[line.state].title,
      line.path,
      line.left?.text ?? null,
      line.right?.text ?? null,
    ]);
    void copyText(
      toTsv(['', 'field', left.name, right.name], rows),
      `${countOf(rows.length, 'line')} copied`,
    );
  };
  return (
    <>
      <div className={c('tools')}>
        <span className={c('search')}>
          <ViewSearch label="Search fields and values" value={typed} onChange={setTyped} />
        </span>
        <Switch label="Only differences" checked={onlyDifferences} onChange={setOnlyDifferences} />
        <span className={c('counts')} role="status">
          {countsText(counts)}
        </span>
        <Button size="small" icon={Copy} disabled={shown.length === 0} onClick={copy}>
          Copy as text
        </Button>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          title={
            search.trim() === ''
              ? 'Both records hold the same.'
              : `No line contains “${visibleText(search)}”.`
          }
        />
      ) : (
        <VirtualTable
          label="Fields of both events"
          columns={columns}
          rowCount={shown.length}
          rowAt={(position) => shown[position]}
          cell={({ key }, line) => (line ? <LineCell name={key} line={line} tabId={tabId} /> : null)}
        />
      )}
    </>
  );
}

/** `12 differ · 41 the same · 3 only left`; sides that have nothing of their own are left out. */
function countsText({ differs, same, left, right }: ComparedCounts): string {
  const parts = [
    `${formatCount(differs)} ${differs === 1 ? 'differs' : 'differ'}`,
    `${formatCount(same)} the same`,
    left > 0 ? `${formatCount(left)} only left` : null,
    right > 0 ? `${formatCount(right)} only right` : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

type LineCellProps = { readonly name: string; readonly line: ComparedLine; readonly tabId: string };

function LineCell({ name, line, tabId }: LineCellProps) {
  const { state, path, field } = line;
  if (name === 'state') {
    return (
      <span className={c('state', state)}>
        <span className={c('sign')} aria-hidden>
          {STATES[state].sign}
        </span>
        {STATES[state].title}
      </span>
    );
  }
  if (name === 'path') {
    return (
      <span className={c('path')} title={visibleText(path)}>
        <MiddleTruncate text={visibleText(path)} tail={18} mono hint={false} />
      </span>
    );
  }
  const value = name === 'left' ? line.left : line.right;
  if (value === null) return <span className={c('absent')}>not in this record</span>;
  return <ValueCell tabId={tabId} field={field} value={value} changed={state !== 'same'} />;
}

type ValueCellProps = {
  readonly tabId: string;
  readonly field: string;
  readonly value: ComparedValue;
  readonly changed: boolean;
};

function ValueCell({ tabId, field, value: { text, value }, changed }: ValueCellProps) {
  const shown = visibleText(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
  return (
    <button
      type="button"
      className={c('value', changed && 'changed')}
      title={shown}
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect();
        openValueMenu({ field, value, tabId, x: left, y: bottom + 2 });
      }}
    >
      <MiddleTruncate text={shown === '' ? '(empty text)' : shown} tail={16} mono hint={false} />
    </button>
  );
}
