import { DuckDBIntervalValue, type DuckDBValue } from '@duckdb/node-api';
import type { PanelOption } from '../../../preload/contract/model/panel.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import type { Database } from '../../database/open-database.ts';
import { bucketSecondsFor } from '../histogram.ts';
import { toTimestamp } from '../scope-sql.ts';

/** A panel that does not exist, or an option value it does not have. The message says which there are. */
export class PanelRefused extends Error {
  override readonly name = 'PanelRefused';
  readonly problem: 'unknown_panel' | 'bad_option';

  constructor(problem: PanelRefused['problem'], message: string) {
    super(message);
    this.problem = problem;
  }
}

export type PanelBucket = 'auto' | 'minute' | 'hour' | 'day';

/** The range a panel covers: its scope's, or where that is open, that of the data. Instants as ISO text. */
export type PanelRange = { readonly from: string; readonly to: string };

const AUTO_BUCKETS = 400;
/** One row for each bucket has to fit into a result. */
const MOST_BUCKETS = 5000;
const MIN_AUTO_SECONDS = 60;
const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;

/**
 * The width of a time bucket over the range. `auto` is the narrowest good width that needs at most 400
 * buckets; a width that was asked for becomes wider where it would need more than 5,000.
 */
export function panelBucketSeconds(bucket: PanelBucket, { from, to }: PanelRange): number {
  const span = Math.max(1, (Date.parse(to) - Date.parse(from)) / 1000);
  if (bucket === 'auto') return Math.max(MIN_AUTO_SECONDS, bucketSecondsFor(span, AUTO_BUCKETS - 1));
  return Math.max(SECONDS[bucket], bucketSecondsFor(span, MOST_BUCKETS - 1));
}

/** The next good width that halves the number of buckets over the range at least; null where one is left. */
export function widerBucketSeconds(seconds: number, { from, to }: PanelRange): number | null {
  const buckets = (Date.parse(to) - Date.parse(from)) / 1000 / seconds;
  return buckets <= 1 ? null : bucketSecondsFor(buckets * seconds, Math.max(1, Math.floor(buckets / 2)));
}

/** The range of a scope; `windowHours` before its end where the panel reads just these. */
export async function panelRange(
  database: Database,
  scope: Scope,
  windowHours: number | null,
  signal: AbortSignal,
): Promise<PanelRange> {
  const [span] = await database.rows(
    'select min("eventTime") as oldest, max("eventTime") + interval 1 second as newest from "case".main.record',
    {},
    { signal },
  );
  const epoch = '1970-01-01T00:00:00Z';
  const to = scope.to ?? String(span?.newest ?? epoch);
  if (windowHours !== null) {
    return { from: new Date(Date.parse(to) - windowHours * 3_600_000).toISOString(), to };
  }
  return { from: scope.from ?? String(span?.oldest ?? to), to };
}

/** Every option with the value chosen for it, or its default. Throws PanelRefused for a value it has not. */
export function chooseOptions(
  options: readonly PanelOption[],
  chosen: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const unknown = Object.keys(chosen).find((name) => !options.some((option) => option.name === name));
  if (unknown !== undefined) {
    const names = options.map((option) => option.name).join(', ') || 'none';
    throw new PanelRefused('bad_option', `This panel has no option “${unknown}”; it has: ${names}.`);
  }
  return new Map(
    options.map(({ name, values, default: first }) => {
      const value = chosen[name] ?? first;
      if (!values.some((choice) => choice.value === value)) {
        const list = values.map((choice) => choice.value).join(', ');
        throw new PanelRefused('bad_option', `The option ${name} cannot be “${value}”; it can be: ${list}.`);
      }
      return [name, value];
    }),
  );
}

/** What a case has set that panels ask for. */
export type PanelSettings = {
  readonly homeCountries: readonly string[];
  readonly shortLivedMinutes: number;
};

function interval(seconds: number): DuckDBIntervalValue {
  return new DuckDBIntervalValue(0, 0, BigInt(seconds) * 1_000_000n);
}

/** The parameters that stand for the built-in values, by name. */
export function builtInValues(
  range: PanelRange,
  bucketSeconds: number,
  { homeCountries, shortLivedMinutes }: PanelSettings,
): ReadonlyMap<string, DuckDBValue> {
  return new Map<string, DuckDBValue>([
    ['range_from', toTimestamp(range.from)],
    ['range_to', toTimestamp(range.to)],
    ['bucket', interval(bucketSeconds)],
    ['home_countries', JSON.stringify(homeCountries)],
    ['short_lived', interval(shortLivedMinutes * 60)],
  ]);
}
