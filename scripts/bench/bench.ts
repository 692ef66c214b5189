// npm run bench -- [--events 100k,1m] [--layouts small-gz,big-gz,ndjson,single] [--runs 3] [--query-runs 15]
//   [--questions TEXT] [--markdown FILE] [--case FILE] [--smoke]
// Generates logs, reads them into a case, and asks the case what an investigator asks; prints Markdown tables.
// --case asks an existing case only, --questions only what has that text in its name. --smoke is one tiny run that shows
// that all of it works. BENCHMARK.md has results.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { arch, cpus, platform, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LAYOUTS, type Layout } from '../../fixtures/make/log-writers.ts';
import { loadPanelCatalogue } from '../../main/query/panel/panel-catalogue.ts';
import { generate, type IngestFigures, measureIngest } from './ingest.ts';
import { ROOT, SQL_DIR, withCase } from './open-case.ts';
import { measurePanels } from './panels.ts';
import { measureQueries } from './queries.ts';
import type { Timed } from './statistics.ts';
import { markdownTable } from './table.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100k,1m' },
    layouts: { type: 'string', default: 'small-gz,big-gz,ndjson' },
    runs: { type: 'string', default: '3' },
    'query-runs': { type: 'string', default: '15' },
    questions: { type: 'string', default: '' },
    markdown: { type: 'string' },
    case: { type: 'string' },
    smoke: { type: 'boolean', default: false },
  },
});

const runs = values.smoke ? 1 : wholeNumber(values.runs, 'runs');
const queryRuns = values.smoke ? 1 : wholeNumber(values['query-runs'], 'query-runs');
const sizes = values.smoke ? [2000] : values.events.split(',').map(eventCount);
const layouts = values.smoke ? [...LAYOUTS] : values.layouts.split(',').map(layoutNamed);

function wholeNumber(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} takes a whole number above 0, not ${text}.`);
  return value;
}

function eventCount(text: string): number {
  const [, amount, unit = ''] = /^(\d+)(k|m)?$/i.exec(text.trim()) ?? [];
  if (amount === undefined) throw new Error(`--events takes amounts such as 500k or 2m, not ${text}.`);
  return Number(amount) * ({ k: 1000, m: 1_000_000 }[unit.toLowerCase()] ?? 1);
}

function layoutNamed(text: string): Layout {
  const layout = LAYOUTS.find((name) => name === text.trim());
  if (layout === undefined) throw new Error(`--layouts takes ${LAYOUTS.join(', ')}, not ${text}.`);
  return layout;
}

function say(text: string): void {
  console.log(`${text}\n`);
  if (values.markdown !== undefined) appendFileSync(values.markdown, `${text}\n\n`);
}

function heading(): string {
  const versionOf = (file: string) =>
    (JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { readonly version: string }).version;
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return [
    `## ${day}`,
    '',
    `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gigabytes} GiB, ${platform()} ${release()} ${arch()}; Spoor ${versionOf('package.json')}, Node ${process.versions.node}, DuckDB ${versionOf('node_modules/@duckdb/node-api/package.json')}`,
  ].join('\n');
}

const fixed = (value: number, digits: number): string => value.toFixed(digits);

function ingestTable(figures: readonly IngestFigures[]): string {
  const rows = figures.map((one) => [
    one.events.toLocaleString('en-US'),
    one.layout,
    fixed(one.ingestSeconds, 1),
    Math.round(one.events / one.ingestSeconds).toLocaleString('en-US'),
    fixed(one.gunzipSeconds, 1),
    fixed(one.ingestSeconds / one.gunzipSeconds, 2),
    one.plainSeconds === null ? '–' : fixed(one.plainSeconds, 1),
    one.plainSeconds === null ? '–' : fixed(one.ingestSeconds / one.plainSeconds, 2),
    one.peakBytes === 0 ? '–' : fixed(one.peakBytes / 2 ** 30, 2),
    fixed(one.caseBytes / one.rawBytes, 3),
  ]);
  const columns = [
    'events',
    'layout',
    'ingest s',
    'events/s',
    'gunzip s',
    '× gunzip',
    'plain load s',
    '× plain load',
  ];
  return markdownTable([...columns, 'peak GiB', 'case ÷ raw'], rows);
}

function queryTable(figures: ReadonlyMap<string, Timed>, reference: Timed): string {
  const rows = [...figures].map(([name, { medianMs, p95Ms }]) => [
    name,
    fixed(medianMs, 0),
    fixed(p95Ms, 0),
    fixed(medianMs / reference.medianMs, 1),
  ]);
  return markdownTable(['question', 'median ms', 'p95 ms', '× one count'], rows);
}

async function askCase(path: string): Promise<void> {
  const catalogue = await loadPanelCatalogue(SQL_DIR);
  await withCase(path, async (database, reference) => {
    const [size] = await database.rows('select count(*) as events from "case".main.record');
    say(
      `### Questions to ${Number(size?.events).toLocaleString('en-US')} events\n\nOne count of all events by one column, the reference: ${fixed(reference.medianMs, 1)} ms.`,
    );
    const isAskedFor = (name: string) => name.includes(values.questions);
    say(queryTable(await measureQueries(database, queryRuns, isAskedFor), reference));
    say(queryTable(await measurePanels(database, catalogue, values.smoke ? 1 : 5, isAskedFor), reference));
  });
}

async function measureSize(events: number, work: string): Promise<void> {
  const figures: IngestFigures[] = [];
  const casePath = join(work, 'bench.spoor');
  for (const layout of layouts.toReversed()) {
    const folder = join(work, layout);
    const rawBytes = await generate(events, layout, folder);
    figures.unshift(await measureIngest(folder, casePath, { events, layout, rawBytes, runs }));
    rmSync(folder, { recursive: true });
  }
  say(ingestTable(figures));
  await askCase(casePath);
}

const work = mkdtempSync(join(tmpdir(), 'spoor-bench-'));
try {
  say(heading());
  if (values.case === undefined) for (const events of sizes) await measureSize(events, work);
  else await askCase(values.case);
} finally {
  rmSync(work, { recursive: true, force: true });
}
