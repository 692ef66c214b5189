import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../main/database/open-database.ts';
import { refreshAdministrators } from '../main/ingest/refresh-administrators.ts';

const root = join(import.meta.dirname, '..');

export const SQL_DIR = join(root, 'sql');

/** The reference of benchmarks over a case: every event read once and counted by one column. */
const REFERENCE =
  'select "eventName", count(*) as events from "case".main.record group by all order by events desc';

/** Milliseconds of several runs of the same work. */
export type Timed = { readonly medianMs: number; readonly p95Ms: number; readonly worstMs: number };

/** Times `runs` runs of `work`, after one that does not count. Runs are numbered from 0. */
export async function timed(runs: number, work: (run: number) => Promise<unknown>): Promise<Timed> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const startedAt = performance.now();
    await work(run);
    if (run > 0) times.push(performance.now() - startedAt);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { medianMs: at(0.5), p95Ms: at(0.95), worstMs: at(1) };
}

function makeCase(events: number, work: string): string {
  const folder = join(work, 'logs');
  const casePath = join(work, 'bench.spoor');
  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const generator = join(root, 'fixtures', 'make', 'generate-events.ts');
  run('--import', 'tsx', generator, '--events', String(events), '--out', folder);
  run(join(root, 'out', 'main', 'cli.js'), 'ingest', folder, '--case', casePath);
  return casePath;
}

/**
 * Opens the case at `path`, or one made of that many generated events, tells what it is, and runs `measure` with it
 * and with how long the reference takes there.
 */
export async function withBenchCase(
  path: string | undefined,
  events: number,
  measure: (database: Database, referenceMs: number) => Promise<void>,
): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'spoor-bench-'));
  try {
    const database = await openDatabase({
      path: path ?? makeCase(events, work),
      sqlDir: SQL_DIR,
      create: false,
      readOnly: true,
    });
    await refreshAdministrators(database);
    const [size] = await database.rows('select count(*) as events from "case".main.record');
    const reference = await timed(5, () => database.rows(REFERENCE, {}, { maxRows: 10_000 }));
    console.log(`Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`);
    console.log(`${size?.events} events; one count by eventName: ${reference.medianMs.toFixed(1)} ms`);
    await measure(database, reference.medianMs);
    await database.close();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
