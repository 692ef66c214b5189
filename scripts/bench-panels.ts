// npm run bench:panels -- [--case FILE] [--events 2000000]: times every dashboard, all its panels at once as the window
// asks for them, and every panel alone, as ratios to one plain count over the same case in the same run.
import { parseArgs } from 'node:util';
import type { Database } from '../main/database/open-database.ts';
import { loadPanelCatalogue, type PanelCatalogue } from '../main/query/panel/panel-catalogue.ts';
import { runPanel } from '../main/query/panel/run-panel.ts';
import { SQL_DIR, type Timed, timed, withBenchCase } from './bench-case.ts';

const RUNS = 5;
const WHOLE = { query: '', from: null, to: null };

async function measure(database: Database, catalogue: PanelCatalogue, referenceMs: number): Promise<void> {
  const signal = new AbortController().signal;
  const run = (id: string) =>
    runPanel(database, catalogue, { id, scope: WHOLE, options: {}, bucket: 'hour' }, signal);
  const line = ({ medianMs, worstMs }: Timed) => ({
    'median (ms)': medianMs.toFixed(0),
    'worst (ms)': worstMs.toFixed(0),
    ratio: (medianMs / referenceMs).toFixed(1),
  });
  for (const { id, panels } of catalogue.dashboards) {
    const whole = await timed(RUNS, () => Promise.all(panels.map((panel) => run(panel.id))));
    const rows: Record<string, object> = {};
    for (const panel of panels) rows[panel.id] = line(await timed(RUNS, () => run(panel.id)));
    rows[`${id}: all ${panels.length} at once`] = line(whole);
    console.table(rows);
  }
}

const { values } = parseArgs({
  options: { case: { type: 'string' }, events: { type: 'string', default: '2000000' } },
});
const catalogue = await loadPanelCatalogue(SQL_DIR);
await withBenchCase(values.case, Number(values.events), (database, referenceMs) =>
  measure(database, catalogue, referenceMs),
);
