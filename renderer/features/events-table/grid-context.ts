import type { SearchTab } from '../../state/tab.ts';
import type { GridCell } from './grid-keys.ts';
import type { ColumnActions } from './header-cell.tsx';
import type { PageStore } from './page-store.ts';
import type { GridPosition } from './use-grid-position.ts';

/** What the keys and buttons of an events table work on. */
export type GridContext = GridPosition & {
  /** The tab with its columns in the order they are shown. */
  readonly tab: SearchTab;
  /** The result whose rows are shown; null while there is none. */
  readonly searchId: string | null;
  readonly store: PageStore;
  readonly actions: ColumnActions;
  readonly rowCount: number;
  /** Rows that fit the view. */
  readonly pageRows: number;
  readonly elementOf: (cell: GridCell) => Element | null;
};

/** Something keys do in the table, as the sheet of keys describes it and as it is done. */
export type GridAction = {
  readonly keys: readonly string[];
  readonly does: string;
  readonly run: (grid: GridContext) => void;
};
