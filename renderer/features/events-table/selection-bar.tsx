import { Copy, Filter, GitCompareArrows, Star, Tags, X } from 'lucide-react';
import { countOf } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import type { GridContext } from './grid-context.ts';
import { starSelected, tagSelected } from './mark-selected.ts';
import { countSelected } from './row-selection.ts';
import { compareSelected, copyRows, filterToSelected } from './selection-actions.ts';
import styles from './selection-bar.module.css';

const c = classNames(styles);

/** Height of the bar in pixels. */
export const SELECTION_BAR_HEIGHT = 34;

/** How many rows are selected, and what can be done with them. */
export function SelectionBar({ grid }: { readonly grid: GridContext }) {
  const count = countSelected(grid.selection);
  return (
    <section className={c('bar')} aria-label="Selection" style={{ height: SELECTION_BAR_HEIGHT }}>
      <p className={c('count')} role="status">
        {countOf(count, 'row')} selected
      </p>
      <Button size="small" variant="ghost" icon={Copy} onClick={() => copyRows(grid)}>
        Copy
      </Button>
      <Button size="small" variant="ghost" icon={Filter} onClick={() => filterToSelected(grid)}>
        Filter to these
      </Button>
      <Button size="small" variant="ghost" icon={Star} onClick={() => starSelected(grid)}>
        Star
      </Button>
      <Button size="small" variant="ghost" icon={Tags} onClick={() => tagSelected(grid)}>
        Tag…
      </Button>
      {count === 2 ? (
        <Button size="small" variant="ghost" icon={GitCompareArrows} onClick={() => compareSelected(grid)}>
          Compare
        </Button>
      ) : null}
      <Button size="small" variant="ghost" icon={X} onClick={() => grid.select(null)}>
        Clear
      </Button>
    </section>
  );
}
