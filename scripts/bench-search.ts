// npm run bench:search -- [--case FILE] [--events 2000000] [--runs 11]: times what an investigator does in a search, as
// medians and 95th percentiles, and as ratios to one plain count over the same case in the same run.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '../main/database/open-database.ts';
import { refreshAdministrators } from '../main/ingest/refresh-administrators.ts';
import { runFacet } from '../main/query/facet.ts';
import { runHistogram } from '../main/query/histogram.ts';
import { createSearches } from '../main/query/search.ts';
import type { Scope, SortKey } from '../preload/contract/model/scope.ts';

const root = join(import.meta.dirname, '..');
const signal = new AbortController().signal;
const COLUMNS = [
  'eventTime',
  'actor',
  'service',
  'eventName',
  'outcome',
  'sourceIPAddress',
  'country',
  'awsRegion',
  'resource',
];
const FACETS = [
  'outcome',
  'eventName',
  'service',
  'actor',
  'sourceIPAddress',
  'country',
  'userIdentity.accessKeyId',
  'userAgent',
  'awsRegion',
  'errorCode',
  'resource',
  'userIdentity.type',
];
const NEWEST: readonly SortKey[] = [{ field: 'eventTime', direction: 'desc' }];
const scope = (query: string): Scope => ({ query, from: null, to: null });

async function main() {
  const { values } = parseArgs({
    options: {
      case: { type: 'string' },
      runs: { type: 'string', default: '7' },
      only: { type: 'string', default: '' },
    },
  });
  const runs = Number(values.runs);
  const db = await openDatabase({
    path: values.case ?? '',
    sqlDir: join(root, 'sql'),
    create: false,
    readOnly: true,
  });
  await refreshAdministrators(db);
  const searches = createSearches(db);
  const bench = async (name: string, work: () => Promise<unknown>) => {
    if (!name.includes(values.only)) return;
    const times: number[] = []; let cpu = 0;
    for (let i = 0; i <= runs; i++) {
      const t = performance.now();
      await work();
      if (i > 0) times.push(performance.now() - t);
    }
    times.sort((a, b) => a - b);
    console.log(
      name.padEnd(60),
      (times[Math.floor(times.length / 2)] ?? 0).toFixed(0).padStart(7),
      (times.at(-1) ?? 0).toFixed(0).padStart(7),
    );
  };
  await bench('plain count', () =>
    db.rows(
      'select "eventName", count(*) as events from "case".main.record group by all order by events desc',
      {},
      { maxRows: 10_000 },
    ),
  );
  for (const query of [
    '',
    'outcome:denied',
    'actor:role/* outcome:denied',
    'eventName:Get*',
    'sourceIPAddress:10.0.0.0/8',
    'eventName:ConsoleLogin',
    'country:US',
    'userAgent:*boto*',
  ]) {
    await bench(`first page: ${query}`, async () => {
      const { searchId, events } = await searches.run(scope(query), NEWEST, signal);
      await searches.page(searchId, 0, 100, COLUMNS, signal);
      return events;
    });
    await bench(`  run only: ${query}`, async () => {
      await searches.run(scope(query), NEWEST, signal);
    });
  }
  await bench(`first page sorted by actor, eventName`, async () => {
    const { searchId, events } = await searches.run(
      scope(''),
      [
        { field: 'actor', direction: 'asc' },
        { field: 'eventName', direction: 'asc' },
      ],
      signal,
    );
    await searches.page(searchId, 0, 100, COLUMNS, signal);
    return events;
  });
  const all = await searches.run(scope(''), NEWEST, signal);
  let seed = 1;
  await bench('jump, newest first', async () => {
    seed = (seed * 48271) % 2147483647;
    await searches.page(all.searchId, seed % (all.events - 100), 100, COLUMNS, signal);
  });
  const byActor = await searches.run(scope(''), [{ field: 'actor', direction: 'asc' }], signal);
  await bench('jump, by actor', async () => {
    seed = (seed * 48271) % 2147483647;
    await searches.page(byActor.searchId, seed % (all.events - 100), 100, COLUMNS, signal);
  });
  for (const query of ['', 'outcome:denied']) {
    await bench(`twelve facets: ${query}`, () =>
      Promise.all(
        FACETS.map((field) =>
          runFacet(db, { field, scope: scope(query), limit: 6, contains: '', also: [] }, signal),
        ),
      ),
    );
    await bench(`histogram: ${query}`, () =>
      runHistogram(db, { scope: scope(query), by: 'outcome', buckets: 120 }, signal),
    );
  }
  for (const query of [
    'accessdenied',
    'nothinglikethis',
    'aws-cli',
    '"\\"Effect\\":\\"Allow\\""',
    'describe*denied',
  ])
    await bench(`text: ${query}`, async () => {
      const { searchId } = await searches.run(scope(query), NEWEST, signal);
      await searches.page(searchId, 0, 100, COLUMNS, signal);
    });
  await db.close();
}
await main();
