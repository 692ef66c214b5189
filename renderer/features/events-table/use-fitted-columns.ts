import { useMemo } from 'react';
import type { SearchTab } from '../../state/tab.ts';
import { type Column, columnOf, fitColumns } from './column.ts';
import { pinnedLefts } from './pinned-columns.ts';
import { MARKS_WIDTH } from './row-marks.tsx';

type FittedColumns = {
  readonly columns: readonly Column[];
  /** How many of the first columns stand still. */
  readonly fixed: number;
  /** Width of those and of the marks before them, in pixels. */
  readonly fixedWidth: number;
  /** The widths as a CSS grid template. */
  readonly template: string;
};

/** The columns of a tab at their widths, with what is left over of the view given to the last one. */
export function useFittedColumns(
  { columns: names, pinned }: SearchTab,
  widths: readonly number[],
  fullWidth: number,
): FittedColumns {
  const viewWidth = Math.max(0, fullWidth - MARKS_WIDTH);
  const sum = widths.reduce((total, width) => total + width, 0);
  const last = widths.length - 1;
  const filled = widths.map((width, index) =>
    index === last ? width + Math.max(0, viewWidth - sum) : width,
  );
  const template = filled.map((width) => `${width}px`).join(' ');
  return useMemo(() => {
    const shown = template.split(' ').map(Number.parseFloat);
    const pinnedCount = names.filter((name) => pinned.includes(name)).length;
    const lefts = pinnedLefts(shown, pinnedCount, viewWidth).map((left) => left + MARKS_WIDTH);
    return {
      columns: fitColumns(names.map(columnOf), shown, lefts),
      fixed: lefts.length,
      fixedWidth: shown.slice(0, lefts.length).reduce((total, width) => total + width, MARKS_WIDTH),
      template: `${MARKS_WIDTH}px ${template}`,
    };
  }, [names, pinned, template, viewWidth]);
}
