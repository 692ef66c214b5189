import type { DuckDBValue } from '@duckdb/node-api';
import type { PanelInfo, PanelResult, Row } from '../../../preload/contract/model/panel.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { printLiteral } from '../../../preload/contract/query/print-query.ts';
import { type Target, targetsQuery } from '../../../preload/contract/query/targets-query.ts';
import type { Database } from '../../database/open-database.ts';
import { type QueryResult, toRows } from '../../database/run-query.ts';
import { eventRelation } from '../event-relation.ts';
import { scopeCondition } from '../scope-condition.ts';
import { type Condition, scopeSql } from '../scope-sql.ts';
import type { PanelCatalogue } from './panel-catalogue.ts';
import type { Panel } from './panel-catalogue-header.ts';
import { fillPlaceholders, quoteColumn } from './panel-catalogue-placeholders.ts';
import {
  builtInValues,
  chooseOptions,
  type PanelBucket,
  type PanelRange,
  PanelRefused,
  type PanelSettings,
  panelBucketSeconds,
  panelRange,
  widerBucketSeconds,
} from './run-panel-values.ts';
import { readHomeCountries, readShortLivedMinutes } from './settings-sql.ts';

/** Rows of a result; more are cut off and the result says so. */
const MOST_ROWS = 5000;
/** A query as long as a scope may hold. */
const LONGEST_QUERY = 20_000;

export type PanelInput = {
  readonly id: string;
  readonly scope: Scope;
  readonly options: Readonly<Record<string, string>>;
  readonly bucket: PanelBucket;
};

/** What a run of a panel has been given: its options' values and the settings of the case. */
type Given = PanelSettings & { readonly options: ReadonlyMap<string, string> };

function usesPlaceholder({ placeholders }: Panel, name: string): boolean {
  return placeholders.some((placeholder) => placeholder.name === name);
}

/** Puts `event`, narrowed to the condition, before the SELECT of a panel, where it hides the view `event`. */
function withEvent(condition: Condition, sql: string): string {
  const relation = eventRelation(sql, condition.sql);
  const event = `event as not materialized (select * from main.${relation} where ${condition.sql})`;
  const own = /^(?:\s|--[^\n]*\n)*with\s+/i.exec(sql)?.[0];
  return own === undefined ? `with ${event}\n${sql}` : `with ${event},\n\n${sql.slice(own.length)}`;
}

/** The panel's SELECT over the events of the condition, and the parameters that both use. */
function composeSql(
  panel: Panel,
  condition: Condition,
  builtIns: ReadonlyMap<string, DuckDBValue>,
  given: Given,
) {
  const parameters: Record<string, DuckDBValue> = { ...condition.parameters };
  const sql = fillPlaceholders(panel.info.sql, panel.placeholders, ({ kind, name }) => {
    const value = given.options.get(name) ?? builtIns.get(name) ?? null;
    if (kind === 'column') return quoteColumn(String(value));
    parameters[`panel_${name}`] = value;
    return name === 'home_countries' ? `from_json($panel_${name}, '["VARCHAR"]')` : `$panel_${name}`;
  });
  return { sql: withEvent(condition, sql), parameters };
}

/** The query of the events a panel counts with these options. */
function panelQuery(panel: Panel, { options, homeCountries }: Given): string {
  return panel.queryParts
    .filter(({ when }) => {
      if (when === null) return true;
      return when.value === null ? homeCountries.length > 0 : options.get(when.name) === when.value;
    })
    .map(({ query }) =>
      query.replaceAll('$home_countries', () => homeCountries.map(printLiteral).join(' OR ')),
    )
    .reduce(joinQueries, '');
}

/** The values by which a row names its events. A row without a key's column stands for any value of it. */
export function rowTargets({ keys }: Pick<PanelInfo, 'keys'>, row: Row): readonly Target[] {
  return keys
    .filter(({ column }) => column in row)
    .map(({ column, field }) => ({ field, value: row[column] ?? null }));
}

/** The time a row's bucket covers as a query; empty where it has none. */
function bucketQuery({ bucket_at: bucketAt }: Row, bucketSeconds: number): string {
  if (typeof bucketAt !== 'string') return '';
  const end = new Date(Date.parse(bucketAt) + bucketSeconds * 1000).toISOString();
  return `eventTime:[${printLiteral(bucketAt)} TO ${printLiteral(end)}}`;
}

/**
 * The query of the events of these rows, by the panel's keys and buckets; a null stands for the events without the
 * field. A key that has one value in all rows is written once.
 */
function rowsQuery(panel: Panel, rows: readonly Row[], bucketSeconds: number): string {
  const [first = {}] = rows;
  const targets = rows.map((row) => rowTargets(panel.info, row));
  const fields = panel.info.keys.map(({ field }) => field);
  const isSame = ({ column, field }: PanelInfo['keys'][number]) =>
    fields.indexOf(field) === fields.lastIndexOf(field) &&
    rows.every((row) => column in row === column in first && row[column] === first[column]);
  const same = new Set(panel.info.keys.filter(isSame).map(({ field }) => field));
  const of = (all: readonly Target[], wanted: boolean) =>
    all.filter(({ field }) => same.has(field) === wanted);
  const each = rows.map((row, index) =>
    joinQueries(targetsQuery(of(targets[index] ?? [], false)), bucketQuery(row, bucketSeconds)),
  );
  const distinct = [...new Set(each)].filter((query) => query !== '');
  const either = distinct.map((query) => (distinct.length > 1 && / AND /.test(query) ? `(${query})` : query));
  return joinQueries(targetsQuery(of(targets[0] ?? [], true)), either.join(' OR '));
}

/**
 * The query of the events behind the rows, and how many of the rows it stands for. A list that is read from the top
 * ends where the query would become too long; any other panel keeps its rows, and the query is that of the panel.
 */
function messagesQuery(
  panel: Panel,
  scope: Scope,
  given: Given,
  rows: readonly Row[],
  bucketSeconds: number,
): { readonly query: string; readonly named: number } {
  const query = joinQueries(scope.query, panelQuery(panel, given));
  if (!panel.messagesByRows || rows.length === 0) return { query, named: rows.length };
  const narrowed = joinQueries(query, rowsQuery(panel, rows, bucketSeconds));
  if (narrowed.length <= LONGEST_QUERY) return { query: narrowed, named: rows.length };
  if (panel.mostRows === null || rows.length === 1) return { query, named: rows.length };
  return messagesQuery(panel, scope, given, rows.slice(0, Math.floor(rows.length * 0.9)), bucketSeconds);
}

/** The events of the messages that have no place, by source class (P2). */
async function countUnplaced(database: Database, messages: Scope, signal: AbortSignal) {
  const condition = await scopeCondition(database, messages, signal);
  const rows = await database.rows(
    `select coalesce("sourceClass", 'other') as "sourceClass", count(*) as events
     from event where (${condition.sql}) and latitude is null
     group by all order by events desc, 1`,
    condition.parameters,
    { signal },
  );
  return rows.map((row) => ({ sourceClass: String(row.sourceClass), events: Number(row.events) }));
}

/** Whether the case has any of the events that the panel needs, in whatever scope. */
async function isLogged(database: Database, { needs }: PanelInfo, signal: AbortSignal): Promise<boolean> {
  if (needs === null) return true;
  const condition = scopeSql({ query: needs, from: null, to: null });
  const [row] = await database.rows(
    `select exists (from main.${eventRelation(condition.sql)} where ${condition.sql}) as is_true`,
    condition.parameters,
    { signal },
  );
  return row?.is_true === true;
}

function countsNothing(rows: readonly Row[]): boolean {
  return rows.every((row) => row.events === 0);
}

async function readPanelSettings(
  database: Database,
  panel: Panel,
  signal: AbortSignal,
): Promise<PanelSettings> {
  return {
    homeCountries: usesPlaceholder(panel, 'home_countries') ? await readHomeCountries(database, signal) : [],
    shortLivedMinutes: usesPlaceholder(panel, 'short_lived')
      ? await readShortLivedMinutes(database, signal)
      : 0,
  };
}

/** Leaves a column out of the rows where it is null and that means any value. */
function leaveOut(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null || !columns.includes(name)),
  );
}

type Prepared = {
  readonly panel: Panel;
  readonly condition: Condition;
  readonly range: PanelRange;
  readonly given: Given;
};

/** Runs the panel with buckets of that width, or wider ones where its rows over time would be cut off. */
async function runWithBucket(
  database: Database,
  prepared: Prepared,
  bucketSeconds: number,
  signal: AbortSignal,
): Promise<{ readonly result: QueryResult; readonly bucketSeconds: number }> {
  const { panel, condition, range, given } = prepared;
  const builtIns = builtInValues(range, bucketSeconds, given);
  const { sql, parameters } = composeSql(panel, condition, builtIns, given);
  const result = await database.query(sql, parameters, { signal, maxRows: panel.mostRows ?? MOST_ROWS });
  const wider = widerBucketSeconds(bucketSeconds, range);
  return result.truncated && usesPlaceholder(panel, 'bucket') && wider !== null
    ? runWithBucket(database, prepared, wider, signal)
    : { result, bucketSeconds };
}

/**
 * Runs a panel over the events of the scope: at most 5,000 rows, and the scope of the events they count. Throws
 * PanelRefused for an unknown panel or option, QueryError for a wrong query text.
 */
export async function runPanel(
  database: Database,
  catalogue: PanelCatalogue,
  input: PanelInput,
  signal: AbortSignal,
): Promise<PanelResult> {
  const panel = catalogue.panels.get(input.id);
  if (!panel) throw new PanelRefused('unknown_panel', `There is no panel “${input.id}”.`);
  const { info } = panel;
  const options = chooseOptions(info.options, input.options);
  const range = await panelRange(database, input.scope, info.windowHours, signal);
  const scope = info.windowHours === null ? input.scope : { ...input.scope, from: range.from };
  const condition = await scopeCondition(database, scope, signal);
  const given = { options, ...(await readPanelSettings(database, panel, signal)) };
  const first = panelBucketSeconds(input.bucket, range);
  const { result, bucketSeconds } = await runWithBucket(
    database,
    { panel, condition, range, given },
    first,
    signal,
  );
  const all = toRows(result).map((row) => leaveOut(row, panel.optionalColumns));
  const { query, named } = messagesQuery(panel, scope, given, all, bucketSeconds);
  const messages = { ...scope, query };
  const rows = all.slice(0, named);
  return {
    id: info.id,
    columns: [...result.columns],
    rows,
    truncated: result.truncated || named < all.length,
    messages,
    unplaced: info.chart === 'map' ? await countUnplaced(database, messages, signal) : [],
    bucketSeconds: usesPlaceholder(panel, 'bucket') ? bucketSeconds : null,
    logged: countsNothing(rows) ? await isLogged(database, info, signal) : true,
  };
}
