import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityPage, EntityRef, EntityType } from '../../../preload/contract/model/entity.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { targetClause } from '../../../preload/contract/query/targets-query.ts';
import { countEvents } from '../count.ts';
import { createTestCase, type TestCase } from '../test-case.ts';
import { readEntity } from './entity.ts';

/**
 * The pages of entities of the sample incident against plain loops over its records: what stands in a record is read
 * from its JSON, what is derived from it (actor, role …) from the rows of the case.
 */
const ARCHIVE = join(import.meta.dirname, '../../../fixtures/archives/sample-incident');
const EVERYTHING = { query: '', from: null, to: null };
const SIGNAL = new AbortController().signal;

type Json = { readonly [key: string]: unknown };
type Event = { readonly record: Json; readonly row: Json };

const DERIVED = [
  'actor',
  'role',
  'session',
  'identity',
  'service',
  'resource',
  'account',
  'outcome',
  'access',
];

function at(record: Json, path: string): string | null {
  const value = path
    .split('.')
    .reduce<unknown>(
      (node, key) => (typeof node === 'object' && node !== null ? (node as Json)[key] : null),
      record,
    );
  return value === undefined || value === null || value === '' ? null : String(value);
}

function fieldOf({ record, row }: Event, field: string): string | null {
  return DERIVED.includes(field) ? ((row[field] as string | null) ?? null) : at(record, field);
}

function readRecords(): Json[] {
  const files = (readdirSync(ARCHIVE, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.json.gz'))
    .toSorted();
  const records = files.flatMap((name) => {
    try {
      const text = gunzipSync(readFileSync(join(ARCHIVE, name))).toString();
      return (JSON.parse(text) as { readonly Records?: readonly Json[] }).Records ?? [];
    } catch {
      return [];
    }
  });
  return [
    ...new Map(records.map((record) => [`${record.eventID}|${record.recipientAccountId}`, record])).values(),
  ];
}

/** Counts by value, whatever its case, with the first and last time of each, the way a page tells them. */
function tally(events: readonly Event[], field: string) {
  const times = new Map<string | null, string[]>();
  for (const event of events) {
    const key = fieldOf(event, field)?.toLowerCase() ?? null;
    const seen = times.get(key) ?? [];
    seen.push(String(event.record.eventTime));
    times.set(key, seen);
  }
  const values = [...times].flatMap(([value, seen]) => {
    const [firstAt] = seen.toSorted();
    return value === null ? [] : [{ value, events: seen.length, firstAt, lastAt: seen.toSorted().at(-1) }];
  });
  return { values, missing: times.get(null)?.length ?? 0 };
}

const FIELD_OF: Readonly<Record<EntityType, readonly string[]>> = {
  actor: ['actor'],
  role: ['role'],
  session: ['session'],
  'access-key': ['userIdentity.accessKeyId'],
  address: ['sourceIPAddress'],
  'user-agent': ['userAgent'],
  'event-name': ['eventName'],
  resource: ['resource'],
  account: ['account', 'userIdentity.accountId'],
};

const CREATES = [
  'Create',
  'Run',
  'Allocate',
  'Copy',
  'Import',
  'Register',
  'Restore',
  'Upload',
  'Request',
  'Provision',
];
const DELETES = [
  'Delete',
  'Terminate',
  'Release',
  'Deregister',
  'Remove',
  'Purge',
  'Revoke',
  'Destroy',
  'ScheduleKeyDeletion',
];

function changeOf(event: Event): string | null {
  const isWrite = fieldOf(event, 'access') === 'write' && fieldOf(event, 'outcome') === 'success';
  if (!isWrite || /^AwsConsoleSignIn$/i.test(String(event.record.eventType))) return null;
  const name = String(event.record.eventName);
  if (CREATES.some((verb) => name.startsWith(verb))) return 'created';
  return DELETES.some((verb) => name.startsWith(verb)) ? 'deleted' : 'changed';
}

const ENTITIES: readonly EntityRef[] = [
  { type: 'actor', value: 'svc-cloudwatch-sync' },
  { type: 'actor', value: 'alice.dev' },
  { type: 'role', value: 'arn:aws:iam::111122223333:role/ci-deploy' },
  { type: 'session', value: 'ci-infrastructure-9892' },
  { type: 'access-key', value: 'AKIARTX3GSDSUV4E2B4O' },
  { type: 'access-key', value: 'ASIAWO645SY5G6RHSCEX' },
  { type: 'address', value: '146.70.53.171' },
  { type: 'user-agent', value: 'config.amazonaws.com' },
  { type: 'event-name', value: 'PutObject' },
  { type: 'resource', value: 'svc-cloudwatch-sync' },
  { type: 'account', value: '111122223333' },
];

describe('entities of the sample incident', () => {
  let testCase: TestCase;
  let events: readonly Event[] = [];
  const page = (entity: EntityRef): Promise<EntityPage> =>
    readEntity(testCase.database, { entity, scope: EVERYTHING }, SIGNAL);

  beforeAll(async () => {
    const records = readRecords();
    testCase = await createTestCase(records);
    const rows = await testCase.database.rows(
      `select "eventID", account, ${DERIVED.filter((name) => name !== 'account').join(', ')} from event_without_place`,
      {},
      { maxRows: 50_000 },
    );
    const byKey = new Map(rows.map((row) => [`${row.eventID}|${row.account}`, row]));
    events = records.flatMap((record) => {
      const row = byKey.get(`${record.eventID}|${record.recipientAccountId}`);
      return row ? [{ record, row }] : [];
    });
  }, 60_000);
  afterAll(() => testCase.close());

  it('are looked for among all its readable records', () => {
    expect(events.length).toBeGreaterThan(18_000);
  });

  it.each(ENTITIES)('$type $value is counted as plain loops count it', async (entity) => {
    const own = events.filter((event) =>
      FIELD_OF[entity.type].some((field) => {
        const value = fieldOf(event, field);
        const isGiven = entity.type === 'resource' && String(value).startsWith(`${entity.value} ← `);
        return value === entity.value || isGiven;
      }),
    );
    const found = await page(entity);
    expect(own.length).toBeGreaterThan(0);
    expect(found.events).toBe(own.length);
    const outcome = (name: string) => own.filter((event) => fieldOf(event, 'outcome') === name).length;
    expect(found.outcomes).toEqual({
      success: outcome('success'),
      denied: outcome('denied'),
      failed: outcome('failed'),
    });
    const times = own.map(({ record }) => String(record.eventTime)).toSorted();
    expect([found.firstAt, found.lastAt]).toEqual([times[0], times.at(-1)]);

    for (const list of found.lists) {
      const { values, missing } = tally(own, list.field);
      expect({ distinct: list.distinct, missing: list.missing }, list.field).toEqual({
        distinct: values.length,
        missing,
      });
      const direction = list.order === 'common' ? -1 : 1;
      const expected = values
        .toSorted((a, b) => direction * (a.events - b.events) || (a.value < b.value ? -1 : 1))
        .slice(0, 10);
      const shown = list.values.map(({ place: _place, value, ...rest }) => ({
        value: value.toLowerCase(),
        ...rest,
      }));
      expect(shown, `${list.field} ${list.order}`).toEqual(expected);
    }

    for (const { kind, events: counted, latest } of found.changes) {
      const changes = own.filter((event) => changeOf(event) === kind);
      expect(counted, kind).toBe(changes.length);
      const newest = changes
        .map(({ record }) => String(record.eventTime))
        .toSorted()
        .reverse();
      expect(latest.map(({ eventTime }) => eventTime)).toEqual(newest.slice(0, 20));
    }
  });

  it.each(ENTITIES)('every figure of $type $value opens as many events', async (entity) => {
    const found = await page(entity);
    const count = async (query: string) => {
      const scope = { ...found.scope, query: joinQueries(found.scope.query, query) };
      return (await countEvents(testCase.database, scope)).events;
    };
    expect(await count('')).toBe(found.events);
    for (const { field, missing, values } of found.lists) {
      expect(await count(targetClause({ field, value: null })), `${field} missing`).toBe(missing);
      for (const { value, events: counted } of values.slice(0, 2)) {
        expect(await count(targetClause({ field, value })), `${field} ${value}`).toBe(counted);
      }
    }
    for (const { query, events: counted } of found.changes) expect(await count(query), query).toBe(counted);
    for (const { query, events: counted } of found.principals?.values ?? []) {
      expect(await count(query), query).toBe(counted);
    }
  });

  it('a key is traced to the call that issued it, wherever its id stands in an answer', async () => {
    const issues = events.filter(({ record }) =>
      JSON.stringify(record.responseElements ?? null).includes('"accessKeyId":"'),
    );
    const keys = issues.flatMap(({ record }) => {
      const id =
        at(record, 'responseElements.credentials.accessKeyId') ??
        at(record, 'responseElements.accessKey.accessKeyId');
      return id === null ? [] : [{ id, eventID: String(record.eventID) }];
    });
    expect(keys.length).toBeGreaterThan(100);
    const some = keys.filter(({ id }, index) => id.startsWith('AKIA') || index % 200 === 0);
    for (const { id } of some) {
      const { key } = await page({ type: 'access-key', value: id });
      const expected = keys.filter((known) => known.id === id).map(({ eventID }) => eventID);
      expect(key?.issued.map(({ eventID }) => eventID).toSorted(), id).toEqual(expected.toSorted());
    }
  });
});
