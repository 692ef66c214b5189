import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../preload/contract/model/scope.ts';
import { countEvents } from './count.ts';
import { eventRelation } from './event-relation.ts';
import { matchesOf } from './matches.ts';
import { scopeCondition } from './scope-condition.ts';
import { type Condition, scopeSql } from './scope-sql.ts';
import { createTestCase, type TestCase } from './test-case.ts';
import { whereClauses } from './where/where.ts';

const record = (index: number) => ({
  eventID: `event-${index}`,
  eventName: ['GetObject', 'PutObject', 'RunInstances'][index % 3],
  eventSource: 's3.amazonaws.com',
  eventTime: new Date(Date.UTC(2024, 2, 4, 10, index)).toISOString().replace('.000', ''),
  sourceIPAddress: index % 2 === 0 ? '203.0.113.7' : '10.0.0.9',
  userIdentity: { type: 'IAMUser', userName: `user-${index % 5}`, accountId: '111122223333' },
  requestParameters: { bucketName: `bucket-${index % 4}`, note: index % 7 === 0 ? 'Needle "in" hay' : 'hay' },
});

const all = (query: string): Scope => ({ query, from: null, to: null });

const QUERIES = [
  'needle',
  'NEEDLE AND eventName:GetObject',
  'needle OR eventName:PutObject',
  '"Needle \\"in\\" hay"',
  'requestParameters.note:needle*',
  'requestParameters.note:hay AND requestParameters.bucketName:bucket-1 AND hay',
  '-needle',
  '/need.e/ sourceIPAddress:10.0.0.0/8',
  'needle country:US',
  'requestParameters:*bucket-3* needle',
  'administrator:false needle',
  'eventName:GetObject',
  '',
];

let testCase: TestCase;
beforeAll(async () => {
  testCase = await createTestCase(Array.from({ length: 60 }, (_, index) => record(index)));
});
afterAll(() => testCase.close());

async function idsOf(condition: Condition): Promise<readonly unknown[]> {
  const rows = await testCase.database.rows(
    `select record_id from ${eventRelation(condition.sql)} where ${condition.sql} order by record_id`,
    condition.parameters,
  );
  return rows.map((row) => row.record_id);
}

describe('the condition of a scope whose clauses are answered once', () => {
  for (const query of QUERIES) {
    it(`means the same events as the plain condition: ${query || 'all'}`, async () => {
      for (const range of [
        { from: null, to: null },
        { from: '2024-03-04T10:20:00Z', to: '2024-03-04T10:40:00Z' },
      ]) {
        const scope = { query, ...range };
        const plain = await idsOf(scopeSql(scope));
        for (let round = 0; round < 2; round++) {
          expect(await idsOf(await scopeCondition(testCase.database, scope))).toEqual(plain);
        }
      }
    });
  }

  it('reads the raw records once for a clause, wherever it stands in a query', async () => {
    const [clause] = whereClauses('hay');
    if (!clause) throw new Error('The query has no clause.');
    await scopeCondition(testCase.database, all('hay'));
    const matches = matchesOf(testCase.database);
    expect(await matches.known(clause)).not.toBeNull();
    const [, second] = whereClauses('eventName:GetObject hay');
    expect(second && (await matches.known(second))).toBe(await matches.known(clause));
    expect((await scopeCondition(testCase.database, all('eventName:GetObject hay'))).sql).not.toMatch(/raw/);
  });

  it('leaves the raw records alone where no clause needs them', async () => {
    expect(await scopeCondition(testCase.database, all('eventName:GetObject'))).toEqual(
      scopeSql(all('eventName:GetObject')),
    );
  });

  it('is answered anew once records are added', async () => {
    const before = await countEvents(testCase.database, all('needle'));
    await testCase.database.write((connection) =>
      connection.run(
        `insert into "case".main.record by name
         select * replace (record_id + 1000 as record_id) from "case".main.record where contains(raw, 'Needle')`,
      ),
    );
    const after = await countEvents(testCase.database, all('needle'));
    expect(after.events).toBe(before.events * 2);
    await testCase.database.write((connection) =>
      connection.run('delete from "case".main.record where record_id >= 1000'),
    );
    expect(await countEvents(testCase.database, all('needle'))).toEqual(before);
  });

  it('is stopped by the last one who waits for it, and by nobody before', async () => {
    const first = new AbortController();
    const second = new AbortController();
    const ask = (signal: AbortSignal, query = 'ha?') => scopeCondition(testCase.database, all(query), signal);
    const asked = [ask(first.signal), ask(second.signal)];
    first.abort();
    await expect(asked[0]).rejects.toThrow('cancelled');
    expect(await idsOf((await asked[1]) ?? scopeSql(all('')))).toEqual(await idsOf(scopeSql(all('ha?'))));
    await expect(ask(AbortSignal.abort(), 'h?y')).rejects.toThrow('cancelled');
    expect((await ask(new AbortController().signal, 'h?y')).sql).toMatch(/match_/);
  });

  it('keeps the answers to 32 questions at most, and answers older ones again', async () => {
    for (let index = 0; index < 40; index++) {
      await scopeCondition(testCase.database, all(`requestParameters.note:nothing-${index}`));
    }
    const tables = async () => {
      const [row] = await testCase.database.rows(
        `select count(*) as n from duckdb_tables() where table_name like 'match\\_%' escape '\\'`,
      );
      return Number(row?.n);
    };
    await expect.poll(tables, { timeout: 10_000 }).toBeLessThanOrEqual(32);
    expect(await countEvents(testCase.database, all('needle'))).toEqual({ events: 9, total: 60 });
  });
});
