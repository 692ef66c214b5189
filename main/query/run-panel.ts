import type { DuckDBValue } from '@duckdb/node-api';
import type { Cell, PanelInfo, PanelResult, Row } from '../../preload/contract/model/panel.ts';
import type { Scope } from '../../preload/contract/model/scope.ts';
import { existsClause, fieldClause } from '../../preload/contract/query/field-clause.ts';
import { joinQueries } from '../../preload/contract/query/join-queries.ts';
import { printLiteral } from '../../preload/contract/query/print-query.ts';
import type { Database } from '../database/open-database.ts';
import { type QueryResult, toRows } from '../database/run-query.ts';
import type { PanelCatalogue } from './panel-catalogue.ts';
import type { Panel } from './panel-catalogue-header.ts';
import { fillPlaceholders, quoteColumn } from './panel-catalogue-placeholders.ts';
import {
  builtInValues,
  chooseOptions,
  type PanelBucket,
  type PanelRange,
  PanelRefused,
  panelBucketSeconds,
  panelRange,
  readHomeCountries,
  widerBucketSeconds,
} from './run-panel-values.ts';
import { type Condition, scopeSql } from './scope-sql.ts';

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

type PanelKey = PanelInfo['keys'][number];

/** What a run of a panel has been given: its options' values and what is built in. */
type Given = {
  readonly options: ReadonlyMap<string, string>;
  readonly homeCountries: readonly string[];
};

function usesPlaceholder({ placeholders }: Panel, name: string): boolean {
  return placeholders.some((placeholder) => placeholder.name === name);
}

/** Puts `event`, narrowed to the condition, before the SELECT of a panel, where it hides the view `event`. */
function withEvent(condition: Condition, sql: string): string {
  const event = `event as not materialized (select * from main.event where ${condition.sql})`;
  const own = /^with\s+/i.exec(sql)?.[0];
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

function keyClause(field: string, value: Cell): string {
  return value === null ? `NOT ${existsClause(field)}` : fieldClause(field, value);
}

/**
 * The query of the events of these rows, by the panel's keys; a null stands for the events without the field.
 * A key that has one value in all rows is written once.
 */
function rowsQuery(panel: Panel, rows: readonly Row[]): string {
  const [first = {}] = rows;
  const keys = panel.info.keys.filter(({ column }) => column in first);
  const isSame = ({ column }: PanelKey) => rows.every((row) => row[column] === first[column]);
  const same = keys.filter(isSame).map(({ column, field }) => keyClause(field, first[column] ?? null));
  const others = keys.filter((key) => !isSame(key));
  const each = rows.map((row) =>
    others.map(({ column, field }) => keyClause(field, row[column] ?? null)).reduce(joinQueries, ''),
  );
  const either = others.length > 1 ? each.map((query) => `(${query})`) : each;
  return [...same, others.length > 0 ? either.join(' OR ') : ''].reduce(joinQueries, '');
}

function messagesQuery(panel: Panel, scope: Scope, given: Given, rows: readonly Row[]): string {
  const query = joinQueries(scope.query, panelQuery(panel, given));
  if (!panel.messagesByRows || rows.length === 0) return query;
  const narrowed = joinQueries(query, rowsQuery(panel, rows));
  return narrowed.length <= LONGEST_QUERY ? narrowed : query;
}

/** The events of the messages that have no place, by source class (P2). */
async function countUnplaced(database: Database, messages: Scope, signal: AbortSignal) {
  const condition = scopeSql(messages);
  const rows = await database.rows(
    `select coalesce("sourceClass", 'other') as "sourceClass", count(*) as events
     from event where (${condition.sql}) and latitude is null
     group by all order by events desc, 1`,
    condition.parameters,
    { signal },
  );
  return rows.map((row) => ({ sourceClass: String(row.sourceClass), events: Number(row.events) }));
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
  const builtIns = builtInValues(range, bucketSeconds, given.homeCountries);
  const { sql, parameters } = composeSql(panel, condition, builtIns, given);
  const result = await database.query(sql, parameters, { signal, maxRows: MOST_ROWS });
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
  const condition = scopeSql(scope);
  const homeCountries = usesPlaceholder(panel, 'home_countries')
    ? await readHomeCountries(database, signal)
    : [];
  const given = { options, homeCountries };
  const first = panelBucketSeconds(input.bucket, range);
  const { result, bucketSeconds } = await runWithBucket(
    database,
    { panel, condition, range, given },
    first,
    signal,
  );
  const rows = toRows(result).map((row) => leaveOut(row, panel.optionalColumns));
  const messages = { ...scope, query: messagesQuery(panel, scope, given, rows) };
  return {
    id: info.id,
    columns: [...result.columns],
    rows,
    truncated: result.truncated,
    messages,
    unplaced: info.chart === 'map' ? await countUnplaced(database, messages, signal) : [],
    bucketSeconds: usesPlaceholder(panel, 'bucket') ? bucketSeconds : null,
  };
}
