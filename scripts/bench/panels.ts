import type { Database } from '../../main/database/open-database.ts';
import type { PanelCatalogue } from '../../main/query/panel/panel-catalogue.ts';
import { runPanel } from '../../main/query/panel/run-panel.ts';
import { type Timed, timed } from './statistics.ts';

const WHOLE = { query: '', from: null, to: null };

/**
 * Times every dashboard with all its panels at once, as the window asks for them, and each panel alone, by name; of these
 * the ones asked for.
 */
export async function measurePanels(
  database: Database,
  catalogue: PanelCatalogue,
  runs: number,
  isAskedFor: (name: string) => boolean,
): Promise<ReadonlyMap<string, Timed>> {
  const signal = new AbortController().signal;
  const run = (id: string) =>
    runPanel(database, catalogue, { id, scope: WHOLE, options: {}, bucket: 'hour' }, signal);
  const figures = new Map<string, Timed>();
  const add = async (name: string, work: () => Promise<unknown>) => {
    if (isAskedFor(name)) figures.set(name, await timed(runs, work));
  };
  for (const { id, panels } of catalogue.dashboards) {
    await add(`${id}: all ${panels.length} panels at once`, () =>
      Promise.all(panels.map((panel) => run(panel.id))),
    );
    for (const panel of panels) await add(panel.id, () => run(panel.id));
  }
  return figures;
}
