import type { Cell, PanelResult } from '../../../preload/contract/model/panel.ts';
import type { StackRow } from '../../../preload/contract/model/stack.ts';

const COLUMNS = ['value', 'spellings', 'events', 'denied', 'failed', 'firstSeenUtc', 'lastSeenUtc', 'actors'];

/** The rows of a stack as a result that `panelCsv` and `panelTsv` can write, instants in UTC. */
export function stackTable(rows: readonly StackRow[]): Pick<PanelResult, 'columns' | 'rows'> {
  return {
    columns: COLUMNS.map((name) => ({ name, type: 'VARCHAR' })),
    rows: rows.map(
      (row): Record<string, Cell> => ({
        value: row.value,
        spellings: row.spellings,
        events: row.events,
        denied: row.denied,
        failed: row.failed,
        firstSeenUtc: row.firstAt,
        lastSeenUtc: row.lastAt,
        actors: row.actors,
      }),
    ),
  };
}
