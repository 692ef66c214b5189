import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { StackOrder, StackRow } from '../../preload/contract/model/stack.ts';
import type { Database } from '../database/open-database.ts';

// Records of the sample incident and hostile ones, and stacks of them counted by plain loops over their JSON.

const SAMPLE = join(import.meta.dirname, '../../fixtures/archives/sample-incident/AWSLogs/111122223333');
const MOST_RECORDS = 1500;

/** Texts of records of one region of the sample incident. */
export function sampleRecords(): readonly unknown[] {
  const folder = join(SAMPLE, 'CloudTrail/eu-central-1');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json.gz'),
  );
  const records = files.toSorted().flatMap((name) => {
    const text = gunzipSync(readFileSync(join(folder, name))).toString('utf8');
    return (JSON.parse(text) as { readonly Records: readonly unknown[] }).Records;
  });
  return records.slice(0, MOST_RECORDS);
}

/** A user agent that no screen may run or lose, with 10 kB of it. */
export const HOSTILE_AGENTS = [
  '<img src=x onerror=alert(1)>',
  '"quoted" \\ back:slash* ? (OR) AND',
  'line\nbreak\ttab\u0000\u001b[31m',
  '\u202Eright to left',
  'x'.repeat(10_000),
  'Probe/1.0',
  'probe/1.0',
  'PROBE/1.0',
  'PROBE/1.0',
  '',
];

/** One event for each hostile user agent, which is also a parameter of the request, alone and in a list. */
export function hostileRecords(): readonly unknown[] {
  return HOSTILE_AGENTS.map((agent, index) => ({
    eventVersion: '1.08',
    eventID: `ffffffff-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
    eventTime: `2025-03-05T12:00:${String(index).padStart(2, '0')}Z`,
    eventSource: 's3.amazonaws.com',
    eventName: 'PutObject',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '10.2.3.4',
    userAgent: agent === '' ? undefined : agent,
    recipientAccountId: '111122223333',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/ana',
      accountId: '111122223333',
      principalId: 'AIDAEXAMPLE',
      userName: 'ana',
    },
    requestParameters: {
      probe: agent,
      probes: index % 3 === 0 ? [] : [agent, agent.toUpperCase(), { inner: index }],
      1: { 0: `number ${index}` },
    },
  }));
}

/** An event as its raw record and what was derived from it. */
export type StackEvent = {
  readonly record: unknown;
  readonly outcome: string;
  readonly actor: string | null;
  readonly at: string;
};

export async function readEvents(database: Database): Promise<readonly StackEvent[]> {
  const { rows } = await database.query('select raw, outcome, actor, "eventTime" from event');
  return rows.map(([raw, outcome, actor, at]) => ({
    record: JSON.parse(String(raw)),
    outcome: String(outcome),
    actor: actor === null || actor === undefined ? null : String(actor),
    at: String(at),
  }));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flatMap(elements) : [value];
}

function textsOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap(textsOf);
  if (isRecord(value)) return [JSON.stringify(value), ...Object.values(value).flatMap(textsOf)];
  return [String(value)];
}

/** The values of a record at a path, through all arrays on the way. */
function valuesAt(record: unknown, path: readonly string[]): readonly string[] {
  const ends = path.reduce<readonly unknown[]>(
    (values, key) => values.flatMap(elements).map((value) => (isRecord(value) ? value[key] : undefined)),
    [record],
  );
  return ends.flatMap(textsOf);
}

type Tally = { events: number; denied: number; failed: number; times: string[]; actors: Set<string | null> };

function toCounts({ events, denied, failed, times, actors }: Tally) {
  const sorted = times.toSorted();
  return {
    events,
    denied,
    failed,
    firstAt: sorted[0] ?? null,
    lastAt: sorted.at(-1) ?? null,
    actors: [...actors].filter((actor) => actor !== null).length,
  };
}

const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);

/** All values with their counts, and those of the events without any, in no order. */
export function countStack(events: readonly StackEvent[], path: readonly string[]) {
  const empty = (): Tally => ({ events: 0, denied: 0, failed: 0, times: [], actors: new Set() });
  const missing = empty();
  const tallies = new Map<string, Tally>();
  const spellings = new Map<string, Map<string, number>>();
  for (const { record, outcome, actor, at } of events) {
    const bySpelling = new Map<string, string>();
    for (const value of valuesAt(record, path).toSorted()) {
      const key = value.toLowerCase();
      if (!bySpelling.has(key)) bySpelling.set(key, value);
    }
    for (const [key, value] of bySpelling) {
      const seen = spellings.get(key) ?? new Map<string, number>();
      spellings.set(key, seen.set(value, (seen.get(value) ?? 0) + 1));
      if (!tallies.has(key)) tallies.set(key, empty());
    }
    const counted =
      bySpelling.size === 0 ? [missing] : [...bySpelling.keys()].flatMap((key) => tallies.get(key) ?? []);
    for (const tally of counted) {
      tally.events += 1;
      if (outcome === 'denied') tally.denied += 1;
      if (outcome === 'failed') tally.failed += 1;
      tally.times.push(at);
      tally.actors.add(actor);
    }
  }
  const rows = Array.from(tallies, ([key, tally]): StackRow => {
    const seen = [...(spellings.get(key) ?? [])].toSorted(([a, n], [b, m]) => m - n || compare(b, a));
    return { value: seen[0]?.[0] ?? '', spellings: seen.length, ...toCounts(tally) };
  });
  return { rows, missing: toCounts(missing) };
}

/** The rows in an order, as the specification of the orders says. */
export function inOrder(rows: readonly StackRow[], order: StackOrder): readonly StackRow[] {
  const first = ({ firstAt }: StackRow) => firstAt ?? '';
  const last = ({ lastAt }: StackRow) => lastAt ?? '';
  const byValue = (a: StackRow, b: StackRow) => compare(a.value, b.value);
  const rules: Readonly<Record<StackOrder, (a: StackRow, b: StackRow) => number>> = {
    rare: (a, b) => a.events - b.events || compare(last(b), last(a)) || byValue(a, b),
    common: (a, b) => b.events - a.events || compare(last(b), last(a)) || byValue(a, b),
    first: (a, b) => compare(first(a), first(b)) || byValue(a, b),
    new: (a, b) => compare(first(b), first(a)) || byValue(a, b),
    last: (a, b) => compare(last(b), last(a)) || byValue(a, b),
    denied: (a, b) => b.denied - a.denied || b.events - a.events || byValue(a, b),
    failed: (a, b) => b.failed - a.failed || b.events - a.events || byValue(a, b),
    value: (a, b) => compare(a.value.toLowerCase(), b.value.toLowerCase()),
  };
  return rows.toSorted(rules[order]);
}
