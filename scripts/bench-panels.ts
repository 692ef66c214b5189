// npm run bench:panels -- [--case FILE] [--events 2000000]: times every dashboard, all its panels at once as the window
// asks for them, and every panel alone, as ratios to one plain count over the same case in the same run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '../main/database/open-database.ts';
import { refreshAdministrators } from '../main/ingest/refresh-administrators.ts';
import { loadPanelCatalogue, type PanelCatalogue } from '../main/query/panel-catalogue.ts';
import { runPanel } from '../main/query/run-panel.ts';

const root = join(import.meta.dirname, '..');
const SQL_DIR = join(root, 'sql');
const RUNS = 5;
const WHOLE = { query: '', from: null, to: null };
/** The reference: every event read once and counted by one column. */
const REFERENCE =
  'select "eventName", count(*) as events from "case".main.record group by all order by events desc';

type Timed = { readonly medianMs: number; readonly worstMs: number };

async function timed(work: () => Promise<unknown>): Promise<Timed> {
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const startedAt = performance.now();
    await work();
    if (run > 0) times.push(performance.now() - startedAt);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0, worstMs: sorted.at(-1) ?? 0 };
}

function makeCase(events: number, work: string): string {
  const folder = join(work, 'logs');
  const casePath = join(work, 'bench.spoor');
  const generator = join(root, 'fixtures', 'make', 'generate-events.ts');
  const quiet = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] as const };
  execFileSync(
    process.execPath,
    ['--import', 'tsx', generator, '--events', String(events), '--out', folder],
    {
      ...quiet,
      stdio: [...quiet.stdio],
    },
  );
  execFileSync(
    process.execPath,
    [join(root, 'out', 'main', 'cli.js'), 'ingest', folder, '--case', casePath],
    {
      ...quiet,
      stdio: [...quiet.stdio],
    },
  );
  return casePath;
}

async function measure(database: Database, catalogue: PanelCatalogue): Promise<void> {
  const signal = new AbortController().signal;
  const run = (id: string) =>
    runPanel(database, catalogue, { id, scope: WHOLE, options: {}, bucket: 'hour' }, signal);
  const [size] = await database.rows('select count(*) as events from "case".main.record');
  const reference = await timed(() => database.rows(REFERENCE, {}, { maxRows: 10_000 }));
  const ratio = (ms: number) => (ms / reference.medianMs).toFixed(1);
  console.log(`Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`);
  console.log(`${size?.events} events; one count by eventName: ${reference.medianMs.toFixed(1)} ms`);
  for (const { id, panels } of catalogue.dashboards) {
    const whole = await timed(() => Promise.all(panels.map((panel) => run(panel.id))));
    const rows: Record<string, object> = {};
    for (const panel of panels) {
      const { medianMs, worstMs } = await timed(() => run(panel.id));
      rows[panel.id] = {
        'median (ms)': medianMs.toFixed(0),
        'worst (ms)': worstMs.toFixed(0),
        ratio: ratio(medianMs),
      };
    }
    const { medianMs, worstMs } = whole;
    rows[`${id}: all ${panels.length} at once`] = {
      'median (ms)': medianMs.toFixed(0),
      'worst (ms)': worstMs.toFixed(0),
      ratio: ratio(medianMs),
    };
    console.table(rows);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { case: { type: 'string' }, events: { type: 'string', default: '2000000' } },
  });
  const work = mkdtempSync(join(tmpdir(), 'spoor-bench-'));
  try {
    const path = values.case ?? makeCase(Number(values.events), work);
    const database = await openDatabase({ path, sqlDir: SQL_DIR, create: false, readOnly: true });
    await refreshAdministrators(database);
    await measure(database, await loadPanelCatalogue(SQL_DIR));
    await database.close();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

await main();
