import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContextKind, EventContext } from '../../preload/contract/model/context.ts';
import type { Scope } from '../../preload/contract/model/scope.ts';
import { countEvents } from './count.ts';
import { ContextMissing, readContext } from './event-context.ts';
import { createTestCase, type TestCase } from './test-case.ts';

const NEVER = new AbortController().signal;
const EVERYTHING: Scope = { query: '', from: null, to: null };
const MINUTE = 60_000;

function record(eventID: string, eventTime: string, extra: object = {}): object {
  return {
    eventID,
    eventTime,
    eventSource: 'iam.amazonaws.com',
    eventName: 'ListUsers',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    recipientAccountId: '111122223333',
    userIdentity: {
      type: 'IAMUser',
      userName: 'ana',
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLE000000001',
    },
    ...extra,
  };
}

/** Made by hand: ties at 10:05:00, one event at either edge of five minutes, one just beyond each. */
const RECORDS = [
  record('edge-before', '2024-03-01T10:00:00Z'),
  record('tie-1', '2024-03-01T10:05:00Z'),
  record('origin', '2024-03-01T10:05:00Z'),
  record('tie-2', '2024-03-01T10:05:00Z'),
  record('edge-after', '2024-03-01T10:10:00Z'),
  record('beyond-before', '2024-03-01T09:59:59Z'),
  record('beyond-after', '2024-03-01T10:10:01Z'),
  record('other', '2024-03-01T10:05:30Z', {
    sourceIPAddress: '198.51.100.9',
    userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
  }),
  record('alone', '2024-03-02T12:00:00Z', { sourceIPAddress: '198.51.100.9' }),
];

let small: TestCase;

beforeAll(async () => {
  small = await createTestCase(RECORDS);
});
afterAll(() => small.close());

async function idsOf({ database }: TestCase): Promise<ReadonlyMap<string, number>> {
  const rows = await database.rows('select "eventID", record_id from "case".main.record');
  return new Map(rows.map((row) => [String(row.eventID), Number(row.record_id)]));
}

type Asked = {
  readonly by?: ContextKind;
  readonly aroundMs?: number;
  readonly scope?: Scope;
  readonly limit?: number;
};

async function around(eventID: string, asked: Asked = {}): Promise<EventContext> {
  const recordId = (await idsOf(small)).get(eventID) ?? -1;
  const input = {
    recordId,
    by: 'actor',
    aroundMs: 5 * MINUTE,
    scope: EVERYTHING,
    limit: 100,
    ...asked,
  } as const;
  const context = await readContext(small.database, input, NEVER);
  if (!context) throw new Error('There is no such event.');
  return context;
}

async function named(context: EventContext): Promise<{ before: string[]; after: string[] }> {
  const names = new Map([...(await idsOf(small))].map(([eventID, id]) => [id, eventID]));
  const side = (events: EventContext['before']['events']) =>
    events.map(({ recordId }) => names.get(recordId) ?? '');
  return { before: side(context.before.events), after: side(context.after.events) };
}

describe('the surroundings of an event', () => {
  it('hold both edges of the window and nothing beyond', async () => {
    const context = await around('origin');
    expect(await named(context)).toEqual({
      before: ['edge-before', 'tie-1'],
      after: ['tie-2', 'edge-after'],
    });
    expect([context.before.total, context.after.total]).toEqual([2, 2]);
    expect(context.originInScope).toBe(true);
  });

  it('put events of the same second on one side or the other by their record, each once', async () => {
    expect(await named(await around('tie-1', { aroundMs: 0 }))).toEqual({
      before: [],
      after: ['origin', 'tie-2'],
    });
    expect(await named(await around('origin', { aroundMs: 0 }))).toEqual({
      before: ['tie-1'],
      after: ['tie-2'],
    });
    expect(await named(await around('tie-2', { aroundMs: 0 }))).toEqual({
      before: ['tie-1', 'origin'],
      after: [],
    });
  });

  it('are opened by their scope: exactly these and the origin', async () => {
    for (const by of ['actor', 'address', 'access-key', 'everything'] as const) {
      for (const aroundMs of [0, MINUTE, 5 * MINUTE, 60 * MINUTE]) {
        const { before, after, scope } = await around('origin', { by, aroundMs });
        const { events } = await countEvents(small.database, scope, NEVER);
        expect(events, `${by} ${aroundMs}`).toBe(before.total + after.total + 1);
      }
    }
  });

  it('are counted whole where the nearest alone are listed', async () => {
    const context = await around('origin', { limit: 1 });
    expect(await named(context)).toEqual({ before: ['tie-1'], after: ['tie-2'] });
    expect([context.before.total, context.after.total]).toEqual([2, 2]);
  });

  it('name the nearest beyond the window where it holds none', async () => {
    const { before, after } = await around('alone', { by: 'address' });
    expect([before.total, before.events, after.total, after.nearest]).toEqual([0, [], 0, null]);
    expect(before.nearest?.eventTime).toBe('2024-03-01T10:05:30Z');
    expect((await around('origin')).before.nearest).toBeNull();
  });

  it('are what the query and range given leave of them; the origin stays even where these do not match it', async () => {
    const scope = {
      query: 'actor:ec2* OR eventID:tie-2',
      from: '2024-03-01T10:05:00Z',
      to: '2024-03-01T10:06:00Z',
    };
    const context = await around('origin', { by: 'everything', scope });
    expect(await named(context)).toEqual({ before: [], after: ['tie-2', 'other'] });
    expect(context.originInScope).toBe(false);
    expect((await countEvents(small.database, context.scope, NEVER)).events).toBe(2);
    expect(await named(await around('origin', { scope }))).toEqual({ before: [], after: ['tie-2'] });
  });

  it('of a resource hold what it was given, and nothing whose name only begins alike', async () => {
    const on = (eventID: string, eventName: string, requestParameters: object) =>
      record(eventID, '2024-03-01T10:05:00Z', { eventName, requestParameters });
    const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const given = await createTestCase([
      on('create', 'CreateUser', { userName: 'b*b "x' }),
      on('attach', 'AttachUserPolicy', { userName: 'b*b "x', policyArn }),
      on('other', 'CreateUser', { userName: 'bob "x' }),
      on('longer', 'CreateUser', { userName: 'b*b "xy' }),
    ]);
    const ids = await idsOf(given);
    for (const [eventID, sides] of [
      ['create', [0, 1]],
      ['attach', [1, 0]],
      ['other', [0, 0]],
    ] as const) {
      const input = {
        recordId: ids.get(eventID) ?? -1,
        by: 'resource',
        aroundMs: 0,
        scope: EVERYTHING,
      } as const;
      const context = await readContext(given.database, { ...input, limit: 10 }, NEVER);
      expect([context?.before.total, context?.after.total], eventID).toEqual(sides);
    }
    await given.close();
  });

  it('cannot be asked for by a field that the event lacks, and say which', async () => {
    await expect(around('other', { by: 'access-key' })).rejects.toThrow(
      new ContextMissing('The record holds no access key.'),
    );
    await expect(around('origin', { by: 'session' })).rejects.toThrow(/not made in the session/);
    expect(
      await readContext(
        small.database,
        { recordId: 999, by: 'actor', aroundMs: 1, scope: EVERYTHING, limit: 1 },
        NEVER,
      ),
    ).toBeNull();
  });
});

type SampleRecord = {
  readonly eventID: string;
  readonly eventTime: string;
  readonly sourceIPAddress: string;
  readonly userIdentity?: { readonly accessKeyId?: string };
};

/** The readable records of the sample's first account on the day of the intrusion, each once. */
function sampleRecords(): readonly SampleRecord[] {
  const folder = join(import.meta.dirname, '../../fixtures/archives/sample-incident/AWSLogs');
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json.gz') && name.includes('/03/10/'))
    .toSorted()
    .map((name) => gunzipSync(readFileSync(join(folder, name))).toString());
  const records = texts.flatMap((text) => (JSON.parse(text) as { Records?: SampleRecord[] }).Records ?? []);
  return [...new Map(records.map((one) => [one.eventID, one])).values()];
}

describe('over the sample incident', () => {
  const records = sampleRecords();
  let sample: TestCase;
  let ids: ReadonlyMap<string, number>;

  beforeAll(async () => {
    sample = await createTestCase(records);
    ids = await idsOf(sample);
  });
  afterAll(() => sample.close());

  const SHARED = {
    address: (one: SampleRecord) => one.sourceIPAddress,
    'access-key': (one: SampleRecord) => one.userIdentity?.accessKeyId,
    everything: () => '',
  };

  it.each(['address', 'access-key', 'everything'] as const)(
    'a plain count over the records agrees: %s',
    async (by) => {
      const idOf = ({ eventID }: SampleRecord) => ids.get(eventID) ?? -1;
      const timed = records
        .map((one) => ({ one, at: Date.parse(one.eventTime), id: idOf(one) }))
        .toSorted((a, b) => a.at - b.at || a.id - b.id);
      const origins = timed.filter(({ one }, index) => index % 97 === 0 && SHARED[by](one) !== undefined);
      expect(origins.length).toBeGreaterThan(5);
      for (const origin of origins) {
        for (const minutes of [1, 15, 60]) {
          const aroundMs = minutes * MINUTE;
          const alike = timed.filter(
            ({ one, at }) =>
              SHARED[by](one) === SHARED[by](origin.one) && Math.abs(at - origin.at) <= aroundMs,
          );
          const place = alike.indexOf(origin);
          const context = await readContext(
            sample.database,
            { recordId: origin.id, by, aroundMs, scope: EVERYTHING, limit: 500 },
            NEVER,
          );
          const expected = alike.map(({ id }) => id);
          expect(context?.before.events.map(({ recordId }) => recordId)).toEqual(
            expected.slice(Math.max(0, place - 500), place),
          );
          expect(context?.after.events.map(({ recordId }) => recordId)).toEqual(
            expected.slice(place + 1, place + 501),
          );
          expect([context?.before.total, context?.after.total]).toEqual([place, alike.length - place - 1]);
        }
      }
    },
  );
});
