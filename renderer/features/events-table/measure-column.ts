import { formatInstant, type Zone, zoneName } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { columnOf, fittedWidth } from './column.ts';
import { cellOf, type EventRow } from './page-cache.ts';

/** The width at which a column's title and its values in these rows are whole, in pixels. */
export function measureColumn(name: string, rows: readonly EventRow[], zone: Zone): number {
  const column = columnOf(name);
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return column.width;
  const style = getComputedStyle(document.documentElement);
  const measure = (text: string, weight: number, size: string, family: string) => {
    context.font = `${weight} ${style.getPropertyValue(size)} ${style.getPropertyValue(family)}`;
    return context.measureText(text).width;
  };
  const title = column.kind === 'time' ? `${column.title} (${zoneName(zone)})` : column.title;
  const widths = rows.map((row) => {
    const value = cellOf(row, name);
    if (value === undefined || value === null) return 0;
    const text =
      column.kind === 'time' && typeof value === 'string'
        ? formatInstant(value, zone, { withZone: false })
        : visibleText(String(value));
    const mark = name === 'outcome' ? OUTCOME_MARK : 0;
    return (
      mark +
      measure(
        text,
        400,
        column.mono ? '--size-mono' : '--size-text',
        column.mono ? '--font-mono' : '--font-text',
      )
    );
  });
  return fittedWidth(measure(title, 600, '--size-text', '--font-text'), widths);
}

/** The sign before the name of an outcome, with its gap. */
const OUTCOME_MARK = 18;
