import type { Database } from '../../main/database/open-database.ts';
import type { PanelCatalogue } from '../../main/query/panel/panel-catalogue.ts';
import { runPanel } from '../../main/query/panel/run-panel.ts';
import { type Timed, timed } from './statistics.ts';

const WHOLE = { query: '', from: null, to: null };

/** Times every dashboard with all its panels at once, as the window asks for them, and each panel alone, by name. */
export async function measurePanels(
  database: Database,
  catalogue: PanelCatalogue,
  runs: number,
): Promise<ReadonlyMap<string, Timed>> {
  const signal = new AbortController().signal;
  const run = (id: string) =>
    runPanel(database, catalogue, { id, scope: WHOLE, options: {}, bucket: 'hour' }, signal);
  const figures = new Map<string, Timed>();
  for (const { id, panels } of catalogue.dashboards) {
    const all = await timed(runs, () => Promise.all(panels.map((panel) => run(panel.id))));
    figures.set(`${id}: all ${panels.length} panels at once`, all);
    for (const panel of panels) figures.set(panel.id, await timed(runs, () => run(panel.id)));
  }
  return figures;
}
