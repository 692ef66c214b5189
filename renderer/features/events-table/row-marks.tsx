// biome-ignore-all lint/a11y/useSemanticElements: a grid over any number of rows cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell

import { NotebookPen, Star } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { TagColor } from '../../../preload/contract/model/mark.ts';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { starEvents } from '../marks/mark-actions.ts';
import { cellOf, type EventRow } from './page-cache.ts';
import styles from './row-marks.module.css';

const c = classNames(styles);

/** Width of what stands before the columns of a row, in pixels. */
export const MARKS_WIDTH = 36;

/** What rows are read with besides their columns to show how they are marked. */
export const MARK_COLUMNS: readonly string[] = ['star', 'tag', 'note'];

type RowMarksProps = {
  /** Undefined while it is being read. */
  readonly row: EventRow | undefined;
  readonly colors: ReadonlyMap<string, TagColor>;
};

/** How an event is marked: a strip in the colours of its tags, its star, and a sign that it has a note. */
export function RowMarks({ row, colors }: RowMarksProps) {
  const starred = row !== undefined && cellOf(row, 'star') === true;
  const tags = row === undefined ? [] : tagsOf(cellOf(row, 'tag'));
  const note = row === undefined ? null : cellOf(row, 'note');
  const text = markText(starred, tags, typeof note === 'string' ? note : null);
  const onClick = (event: MouseEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    if (row) void starEvents({ recordIds: [row.recordId] }, !starred);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way to the star is the grid's own
    <div
      role="gridcell"
      aria-colindex={1}
      aria-label={text}
      title={text}
      className={c('marks', starred && 'starred')}
      onClick={onClick}
    >
      {tags.length === 0 ? null : (
        <span className={c('strip')} style={{ background: stripOf(tags, colors) }} />
      )}
      <Star size={13} aria-hidden className={c('star')} />
      {typeof note === 'string' ? <NotebookPen size={11} aria-hidden className={c('note')} /> : null}
    </div>
  );
}

/** What stands above the marks. */
export function MarksHeader() {
  return (
    <div role="columnheader" aria-colindex={1} aria-label="Marks" title="Marks" className={c('head')}>
      <Star size={12} aria-hidden />
    </div>
  );
}

/** Names of tags have no comma in them. */
function tagsOf(cell: unknown): readonly string[] {
  return typeof cell === 'string' && cell !== '' ? cell.split(', ') : [];
}

function stripOf(tags: readonly string[], colors: ReadonlyMap<string, TagColor>): string {
  const share = 100 / tags.length;
  const stops = tags.map((tag, index) => {
    const color = `var(--tag-${colors.get(tag) ?? 'grey'})`;
    return `${color} ${index * share}% ${(index + 1) * share}%`;
  });
  return `linear-gradient(${stops.join(', ')})`;
}

function markText(starred: boolean, tags: readonly string[], note: string | null): string {
  const parts = [
    starred ? 'Starred' : 'Not starred',
    ...(tags.length > 0 ? [`tagged ${tags.map(visibleText).join(', ')}`] : []),
    ...(note === null ? [] : [`noted: ${visibleText(note).slice(0, 300)}`]),
  ];
  return parts.join(' · ');
}
