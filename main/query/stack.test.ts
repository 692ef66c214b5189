import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../preload/contract/model/scope.ts';
import { type StackRow, stackOrder } from '../../preload/contract/model/stack.ts';
import { fieldClause } from '../../preload/contract/query/field-clause.ts';
import { countEvents } from './count.ts';
import { runFacets } from './facet.ts';
import {
  countStack,
  HOSTILE_AGENTS,
  hostileRecords,
  inOrder,
  readEvents,
  type StackEvent,
  sampleRecords,
} from './stack.fixture.ts';
import { createStacks, type StackInput, type Stacks } from './stack.ts';
import { createTestCase, type TestCase } from './test-case.ts';

const NEVER = new AbortController().signal;
const ALL: Scope = { query: '', from: null, to: null };

const FIELDS = [
  'eventName',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'userIdentity.accessKeyId',
  'requestParameters.roleArn',
  'requestParameters.probe',
  'requestParameters.probes',
  'requestParameters.probes.inner',
  'requestParameters."1"."0"',
  'resources.ARN',
  'resources',
  'nothing.here',
];

let testCase: TestCase;
let stacks: Stacks;
let events: readonly StackEvent[];

beforeAll(async () => {
  testCase = await createTestCase([...sampleRecords(), ...hostileRecords()]);
  stacks = createStacks(testCase.database);
  events = await readEvents(testCase.database);
});
afterAll(() => testCase.close());

const run = (input: Partial<StackInput> & { readonly field: string }, of: Stacks = stacks) =>
  of.run({ scope: ALL, order: 'rare', contains: '', offset: 0, limit: 1000, ...input }, NEVER);

async function allRows(input: Partial<StackInput> & { readonly field: string }, limit: number) {
  const rows: StackRow[] = [];
  for (;;) {
    const page = await run({ ...input, offset: rows.length, limit });
    rows.push(...page.rows);
    if (page.rows.length < limit) return rows;
  }
}

const keysOf = (field: string) => field.replaceAll('"', '').split('.');

describe('a stack', () => {
  it.each(FIELDS)('of %s is what plain loops over the records count', async (field) => {
    const expected = countStack(events, keysOf(field));
    const { rows: _page, ...totals } = await run({ field });
    expect(await allRows({ field }, 1000)).toEqual(inOrder(expected.rows, 'rare'));
    expect(totals).toMatchObject({
      events: events.length,
      distinct: expected.rows.length,
      matching: expected.rows.length,
      missing: expected.missing,
    });
  });

  it.each(stackOrder.options)('comes in the order %s, page by page', async (order) => {
    for (const field of ['userAgent', 'resources.ARN']) {
      const expected = countStack(events, keysOf(field)).rows;
      expect(await allRows({ field, order }, 37)).toEqual(inOrder(expected, order));
    }
  });

  it('adds up: the events of all values and those without one are all events', async () => {
    for (const field of [
      'actor',
      'eventName',
      'country',
      'errorCode',
      'readOnly',
      'asn',
      'eventTime',
      'role',
    ]) {
      const { events: all, missing, multiple } = await run({ field });
      const rows = await allRows({ field }, 1000);
      expect(multiple, field).toBe(false);
      expect(
        rows.reduce((sum, row) => sum + row.events, missing.events),
        field,
      ).toBe(all);
    }
  });

  it('says where an event counts for several values', async () => {
    expect(await run({ field: 'requestParameters.probes' })).toMatchObject({ multiple: true });
    expect(await run({ field: 'requestParameters.probe' })).toMatchObject({ multiple: false });
  });

  it('is the same where the condition reads the raw records', async () => {
    const whole = await run({ field: 'userAgent' });
    expect(await run({ field: 'userAgent', scope: { ...ALL, query: 'eventVersion' } })).toEqual(whole);
  });

  it('follows query and range', async () => {
    const scope = { query: 'eventName:PutObject', from: '2025-03-05T12:00:00Z', to: '2025-03-05T12:00:10Z' };
    const within = events.filter(
      ({ record, at }) =>
        (record as { readonly eventName: string }).eventName === 'PutObject' &&
        at >= '2025-03-05T12:00:00' &&
        at < '2025-03-05T12:00:10',
    );
    const expected = countStack(within, ['userAgent']);
    const result = await run({ field: 'userAgent', scope });
    expect(result.rows).toEqual(inOrder(expected.rows, 'rare'));
    expect(result.events).toBe(within.length);
  });

  it('is searched within, without regard to case', async () => {
    const expected = countStack(events, ['userAgent']).rows.filter(({ value }) =>
      value.toLowerCase().includes('probe/'),
    );
    const result = await run({ field: 'userAgent', contains: 'pRoBe/' });
    expect(result.rows).toEqual(expected);
    expect(result.matching).toBe(1);
    expect(result.rows[0]).toMatchObject({ value: 'PROBE/1.0', spellings: 3, events: 4 });
    expect((await run({ field: 'userAgent', contains: '%_' })).matching).toBe(0);
  });

  it('keeps hostile values as they are, and each opens as many events as it counts', async () => {
    for (const field of ['userAgent', 'requestParameters.probe', 'requestParameters.probes']) {
      const scope = { ...ALL, query: 'eventID:ffffffff*' };
      const { rows, missing } = await run({ field, scope });
      for (const { value, events: counted } of rows) {
        const query = `${scope.query} ${fieldClause(field, value)}`;
        const found = await countEvents(testCase.database, { ...ALL, query }, NEVER);
        expect(found.events, `${field} ${value.slice(0, 40)}`).toBe(counted);
      }
      const without = await countEvents(
        testCase.database,
        { ...ALL, query: `${scope.query} -${field}:*` },
        NEVER,
      );
      expect(without.events).toBe(missing.events);
    }
    const { rows } = await run({ field: 'requestParameters.probe' });
    expect(rows.map(({ value }) => value)).toEqual(
      expect.arrayContaining([HOSTILE_AGENTS[2], HOSTILE_AGENTS[4]]),
    );
  });

  it('of times is by the day, and by the hour within two days', async () => {
    const days = await run({ field: 'eventTime', order: 'value' });
    expect(days.rows.every(({ value }) => /^\d{4}-\d\d-\d\d$/.test(value))).toBe(true);
    const scope = { query: '', from: '2025-03-05T00:00:00Z', to: '2025-03-06T00:00:00Z' };
    const hours = await run({ field: 'eventTime', order: 'value', scope });
    expect(hours.rows.every(({ value }) => /^2025-03-05T\d\d$/.test(value))).toBe(true);
    for (const { value, events: counted } of hours.rows) {
      const query = fieldClause('eventTime', value);
      expect((await countEvents(testCase.database, { ...ALL, query }, NEVER)).events).toBe(counted);
    }
  });

  it('is worked out once for callers at the same time, and again when one of them gives up', async () => {
    const fresh = createStacks(testCase.database);
    const control = new AbortController();
    const input = { field: 'actor', scope: ALL, order: 'rare', contains: '', offset: 0, limit: 10 } as const;
    const gone = fresh.run(input, control.signal).catch((error: Error) => error.message);
    const kept = fresh.run(input, NEVER);
    control.abort();
    expect(await gone).toBe('The query was cancelled.');
    expect(await kept).toEqual(await run({ field: 'actor', limit: 10 }));
  });

  it('keeps few results, and none after it is told to forget', async () => {
    const fresh = createStacks(testCase.database);
    for (const field of FIELDS) for (const order of stackOrder.options) await run({ field, order }, fresh);
    const tables = () =>
      testCase.database.rows(`select count(*) as tables from duckdb_tables() where table_name like 'stack%'`);
    await fresh.forget();
    await stacks.forget();
    expect(await tables()).toEqual([{ tables: 0 }]);
  });
});

describe('facets', () => {
  const facet = { scope: ALL, order: 'common', limit: 1000, contains: '', also: [] } as const;

  it.each(['', 'outcome:success', 'eventVersion', 'country:DE OR sourceIPAddress:10.0.0.0/8'])(
    'together are what they are one by one: %s',
    async (query) => {
      const inputs = [...FIELDS, 'actor', 'country', 'eventTime'].map((field, index) => ({
        ...facet,
        field,
        limit: 6,
        order: index % 2 === 0 ? ('common' as const) : ('rare' as const),
        scope: { ...ALL, query: index % 5 === 0 ? '' : query },
      }));
      const together = await runFacets(testCase.database, inputs, NEVER);
      const alone = await Promise.all(inputs.map((input) => runFacets(testCase.database, [input], NEVER)));
      expect(together).toEqual(alone.flat());
    },
  );

  it.each(FIELDS)('of %s count what plain loops over the records count', async (field) => {
    const expected = countStack(events, keysOf(field));
    const byEvents = (sign: 1 | -1) => (a: StackRow, b: StackRow) =>
      sign * (b.events - a.events) || (a.value < b.value ? -1 : 1);
    for (const [order, sign] of [
      ['common', 1],
      ['rare', -1],
    ] as const) {
      const [found] = await runFacets(testCase.database, [{ ...facet, field, order }], NEVER);
      expect(found).toEqual({
        field,
        distinct: expected.rows.length,
        missing: expected.missing.events,
        values: expected.rows
          .toSorted(byEvents(sign))
          .slice(0, 1000)
          .map(({ value, events: counted }) => ({ value, events: counted })),
      });
    }
  });

  it('tell the values that are also asked for, in any case, and search within', async () => {
    const [also] = await runFacets(
      testCase.database,
      [{ ...facet, field: 'userAgent', limit: 1, also: ['probe/1.0', 'unknown'] }],
      NEVER,
    );
    expect(also?.values.slice(1)).toEqual([{ value: 'PROBE/1.0', events: 4 }]);
    const [found] = await runFacets(
      testCase.database,
      [{ ...facet, field: 'userAgent', contains: 'OnError=' }],
      NEVER,
    );
    expect(found?.values).toEqual([{ value: HOSTILE_AGENTS[0], events: 1 }]);
  });
});
