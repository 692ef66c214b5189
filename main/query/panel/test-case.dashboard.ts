import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PanelInfo, PanelResult, Row } from '../../../preload/contract/model/panel.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { targetsQuery } from '../../../preload/contract/query/targets-query.ts';
import { countEvents } from '../count.ts';
import { createTestCase, SQL_DIR, type TestCase, type TestPlace } from '../test-case.ts';
import { loadPanelCatalogue } from './panel-catalogue.ts';
import { rowTargets, runPanel } from './run-panel.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const WHOLE: Scope = { query: '', from: null, to: null };

/** The values chosen for a panel's options. */
export type Options = Readonly<Record<string, string>>;

/** A dashboard over the case of its fixture. */
export type DashboardCase = {
  readonly case: TestCase;
  readonly panels: readonly PanelInfo[];
  /** Runs a panel of the dashboard by its name, hour by hour. */
  readonly run: (name: string, options?: Options, scope?: Partial<Scope>) => Promise<PanelResult>;
  /** The rows worked out by hand for a panel. */
  readonly expected: (name: string) => Promise<readonly Row[]>;
};

async function readJson<T>(...path: string[]): Promise<T> {
  return JSON.parse(await readFile(join(FIXTURES, ...path), 'utf8')) as T;
}

/**
 * Opens the records of `fixtures/archives/panels/<archive>.json` as a case, by default those named as the dashboard.
 * `panels` are the names of those to test where an archive is made for some of the dashboard's.
 */
export async function openDashboardCase(
  dashboard: string,
  { archive = dashboard, panels }: { readonly archive?: string; readonly panels?: readonly string[] } = {},
): Promise<DashboardCase> {
  const { Records } = await readJson<{ Records: unknown[] }>('archives', 'panels', `${archive}.json`);
  const places = await readJson<TestPlace[]>('archives', 'panels', 'places.json');
  const testCase = await createTestCase(Records, places);
  const catalogue = await loadPanelCatalogue(SQL_DIR);
  const own = catalogue.dashboards.find(({ id }) => id === dashboard)?.panels ?? [];
  const names = panels?.map((name) => `${dashboard}/${name}`);
  return {
    case: testCase,
    panels: own.filter(({ id }) => names?.includes(id) ?? true),
    run: (name, options = {}, scope = {}) =>
      runPanel(
        testCase.database,
        catalogue,
        { id: `${dashboard}/${name}`, scope: { ...WHOLE, ...scope }, options, bucket: 'hour' },
        new AbortController().signal,
      ),
    expected: (name) => readJson('expected', 'panels', dashboard, `${name}.json`),
  };
}

/** Every combination of the values of a panel's options. */
export function optionChoices(info: PanelInfo): readonly Options[] {
  return info.options.reduce<readonly Options[]>(
    (choices, option) =>
      choices.flatMap((choice) => option.values.map(({ value }) => ({ ...choice, [option.name]: value }))),
    [{}],
  );
}

/** The events a row names by their ids, where it lists events instead of counting them. */
function listedIds(info: Pick<PanelInfo, 'keys'>, row: Row): readonly string[] {
  const ids = info.keys.filter(({ field }) => field === 'eventID').map(({ column }) => row[column] ?? null);
  return [...new Set(ids.filter((id) => id !== null).map(String))];
}

function eventsOf(info: Pick<PanelInfo, 'keys'>, row: Row): number {
  if ('events' in row) return Number(row.events) + Number(row.events_day_before ?? 0);
  return listedIds(info, row).length;
}

/**
 * How many events a result says it counts: those of its rows (each once where rows list events), and on a map
 * those without a place.
 */
export function countedEvents(info: Pick<PanelInfo, 'keys'>, { rows, unplaced }: PanelResult): number {
  const counting = rows.filter((row) => 'events' in row);
  const counted = counting.reduce((sum, row) => sum + eventsOf(info, row), 0);
  const listed = new Set(rows.filter((row) => !('events' in row)).flatMap((row) => listedIds(info, row)));
  return unplaced.reduce((sum, { events }) => sum + events, counted + listed.size);
}

/** The scope that a click on a row opens: the messages, narrowed by the row's keys and its bucket. */
function rowScope(info: PanelInfo, result: PanelResult, row: Row): Scope {
  const query = joinQueries(result.messages.query, targetsQuery(rowTargets(info, row)));
  const bucketAt = row.bucket_at;
  if (typeof bucketAt !== 'string') return { ...result.messages, query };
  const end = Date.parse(bucketAt) + (result.bucketSeconds ?? 0) * 1000;
  return { query, from: bucketAt, to: new Date(end).toISOString() };
}

/**
 * Where a result and the events behind it disagree, as a whole and row by row. Empty when all of it leads to
 * exactly the events it counts.
 */
export async function findDisagreements(
  { case: { database }, run }: DashboardCase,
  info: PanelInfo,
  options: Options,
): Promise<readonly string[]> {
  const result = await run(info.id.split('/')[1] ?? '', options);
  const found: string[] = [];
  const behind = (await countEvents(database, result.messages)).events;
  const counted = countedEvents(info, result);
  if (result.rows.length > 0 && behind !== counted)
    found.push(`counts ${counted}, its messages are ${behind}`);
  for (const row of result.rows) {
    const { events } = await countEvents(database, rowScope(info, result, row));
    if (events !== eventsOf(info, row)) found.push(`${JSON.stringify(row)} leads to ${events}`);
  }
  return found;
}
