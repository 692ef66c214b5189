import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestCase, type TestCase } from '../../main/query/test-case.ts';

let testCase: TestCase;
beforeAll(async () => {
  testCase = await createTestCase([]);
});
afterAll(() => testCase.close());

/** The value of an SQL expression over the JSON $a, as JSON text. */
async function evaluate(expression: string, a: unknown): Promise<unknown> {
  const [row] = await testCase.database.rows(
    `select to_json(${expression})::varchar as value from (select $a::json as a)`,
    { a: JSON.stringify(a) },
  );
  return row?.value === null ? null : JSON.parse(String(row?.value));
}

const allow = (Principal: unknown, Condition?: unknown) => ({
  Statement: { Effect: 'Allow', Principal, ...(Condition === undefined ? {} : { Condition }) },
});

describe('whom a policy lets in', () => {
  it.each([
    ['everybody', allow('*'), ['*']],
    ['a list of accounts', allow({ AWS: ['1', '2'] }), ['1', '2']],
    ['no service', allow({ Service: 'ec2.amazonaws.com' }), []],
    ['everybody but some', { Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: '1' } }] }, ['*']],
    ['nobody by a denial', { Statement: [{ Effect: 'Deny', Principal: '*' }] }, []],
    [
      'the callers a condition names',
      allow('*', {
        StringEquals: { 'aws:SourceAccount': ['999988887777'], 'aws:PrincipalOrgID': 'o-abcdefghij' },
      }),
      ['999988887777', 'o-abcdefghij'],
    ],
    [
      'everybody, where a condition narrows nothing',
      allow('*', { Bool: { 'aws:SecureTransport': 'true' } }),
      ['*'],
    ],
    [
      'whoever a condition lets in',
      allow({ AWS: '*' }, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
      ['everybody, under a condition'],
    ],
    ['the same from a policy that is a text', JSON.stringify(allow('*')), ['*']],
  ])('is %s', async (_, policy, grantees) => {
    expect(await evaluate('policy_grantees(a)', policy)).toEqual(grantees);
  });

  it.each([
    [[]],
    [[1, null, 'x']],
    [5],
    ['x'],
    [null],
    [{ Statement: null }],
    [{ Statement: [null, 'x', 7] }],
    [{ Statement: [{ Effect: ['Allow'], Principal: '*' }] }],
    [allow(3)],
    [allow({ AWS: { a: 1 } })],
  ])('is nobody in %j', async (policy) => {
    expect(await evaluate('policy_grantees(a)', policy)).toEqual([]);
  });

  it.each([['y'], [[]], [[1]], [{ StringEquals: 'y' }], [{ StringEquals: null }]])(
    'is everybody where the condition %j is none',
    async (condition) => {
      expect(await evaluate('policy_grantees(a)', allow('*', condition))).toEqual(['*']);
    },
  );
});

describe('an outsider', () => {
  it.each([
    ['*', 'everybody'],
    ['all', 'everybody'],
    ['arn:aws:iam::*:root', 'everybody'],
    ['999988887777', '999988887777'],
    ['arn:aws-cn:iam::999988887777:root', '999988887777'],
    ['arn:aws:sts::999988887777:assumed-role/x/y', '999988887777'],
    ['111122223333', null],
    ['arn:aws:iam::111122223333:role/x', null],
    ['o-abcdefghij', 'organisation o-abcdefghij'],
    ['o-abcdefghij/r-1/*', 'organisation o-abcdefghij'],
    ['arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-1', 'organisation o-abcdefghij'],
    ['ec2.amazonaws.com', null],
    ['arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1', null],
    ['AROAEXAMPLE', 'AROAEXAMPLE'],
    ['', null],
  ])('named %s is %s', async (grantee, outsider) => {
    expect(await evaluate(`outsider_of(a ->> '$', '111122223333')`, grantee)).toBe(outsider);
  });
});

describe('a request against logs', () => {
  it.each([
    [[]],
    [5],
    ['x'],
    [null],
    [{ eventSelectors: { a: 1 } }],
    [{ LifecycleConfiguration: { Rule: [1, [2]] } }],
    [{ LifecycleConfiguration: { Rule: { Expiration: { Days: 'x' } } } }],
  ])('of another shape, as %j, says nothing and raises nothing', async (request) => {
    expect(
      await evaluate('[event_selection(a), trail_change(a), least_days_to_expiry(a)::varchar]', request),
    ).toEqual(['what the trail records changes', 'the trail is changed', null]);
  });

  it('names no data events where selectors list no objects', async () => {
    const selector = {
      includeManagementEvents: false,
      dataResources: [{ type: 'AWS::S3::Object', values: [] }],
    };
    expect(await evaluate('event_selection(a)', { eventSelectors: [selector] })).toBe('nothing is recorded');
  });
});
