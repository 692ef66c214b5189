import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ACL_EVENTS,
  ALLOW,
  bucketPolicy,
  openPublicAccessMacros,
  type PublicAccessMacros,
} from './public-access.fixture.ts';

let macros: PublicAccessMacros;
beforeAll(async () => {
  macros = await openPublicAccessMacros();
});
afterAll(() => macros.close());

const access: PublicAccessMacros['access'] = (event, request) => macros.access(event, request);
const onlyIf = (condition: unknown) => bucketPolicy({ ...ALLOW, Condition: condition });

describe('the policy of a bucket', () => {
  it.each([
    ['a text', '*'],
    ['an object', { AWS: '*' }],
    ['an object with a list', { AWS: ['arn:aws:iam::111122223333:root', '*'] }],
    ['a list', ['*']],
  ])('is public when Principal is everybody as %s', async (_, principal) => {
    expect(await access('PutBucketPolicy', bucketPolicy({ ...ALLOW, Principal: principal }))).toBe('policy');
    expect(await access('PutBucketPolicy', bucketPolicy([{ ...ALLOW, Principal: principal }]))).toBe(
      'policy',
    );
  });

  it.each([
    ['an account', { AWS: 'arn:aws:iam::111122223333:root' }],
    ['accounts', { AWS: ['111122223333', '444455556666'] }],
    ['a service', { Service: 'cloudtrail.amazonaws.com' }],
    ['a canonical user', { CanonicalUser: 'abc' }],
    [
      'an identity of CloudFront',
      { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' },
    ],
  ])('is not when Principal is %s', async (_, principal) => {
    expect(await access('PutBucketPolicy', bucketPolicy({ ...ALLOW, Principal: principal }))).toBeNull();
  });

  it('is public when one of its statements is', async () => {
    const service = { ...ALLOW, Principal: { Service: 'cloudtrail.amazonaws.com' } };
    expect(await access('PutBucketPolicy', bucketPolicy([service, ALLOW]))).toBe('policy');
    expect(await access('PutBucketPolicy', bucketPolicy([service, service]))).toBeNull();
  });

  it('is public when it allows everybody but some', async () => {
    const { Principal: _, ...rest } = ALLOW;
    const statement = { ...rest, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/eve' } };
    expect(await access('PutBucketPolicy', bucketPolicy(statement))).toBe('policy');
    expect(await access('PutBucketPolicy', bucketPolicy({ ...statement, Effect: 'Deny' }))).toBeNull();
    expect(await access('PutBucketPolicy', bucketPolicy(rest))).toBeNull();
  });

  it('is not public by what it denies, as one that demands TLS does', async () => {
    const deny = { ...ALLOW, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(await access('PutBucketPolicy', bucketPolicy(deny))).toBeNull();
    expect(await access('PutBucketPolicy', bucketPolicy([deny, ALLOW]))).toBe('policy');
  });

  it('may be a text of JSON', async () => {
    const text = JSON.stringify({ Statement: [ALLOW] });
    expect(await access('PutBucketPolicy', { bucketPolicy: text, policy: '' })).toBe('policy');
    expect(await access('PutBucketPolicy', { policy: text })).toBe('policy');
    expect(await access('PutBucketPolicy', { bucketPolicy: 'no JSON', policy: [''] })).toBeNull();
  });

  it('is told by what it lets everybody do, each action once', async () => {
    const said = (statement: unknown) => macros.policyText('PutBucketPolicy', bucketPolicy(statement));
    expect(await said({ ...ALLOW, Action: ['s3:ListBucket', 's3:GetObject'] })).toBe(
      's3:GetObject, s3:ListBucket',
    );
    expect(await said([ALLOW, ALLOW, { ...ALLOW, Principal: { AWS: '1' }, Action: 's3:*' }])).toBe(
      's3:GetObject',
    );
    expect(await said({ ...ALLOW, Action: 7, NotAction: 's3:DeleteObject' })).toBe(
      '7, all but s3:DeleteObject',
    );
    expect(await said({ ...ALLOW, Effect: 'Deny' })).toBeNull();
    expect(await said({ ...ALLOW, Action: { a: 1 } })).toBeNull();
  });

  it('counts in no other call', async () => {
    expect(await access('GetBucketPolicy', bucketPolicy(ALLOW))).toBeNull();
    expect(await access('PutBucketAcl', bucketPolicy(ALLOW))).toBeNull();
  });
});

describe('a condition', () => {
  it.each([
    ['an organisation', { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } }],
    ['an account', { StringEquals: { 'aws:PrincipalAccount': ['111122223333', '444455556666'] } }],
    ['an account written as a number', { StringEquals: { 'aws:SourceAccount': 111122223333 } }],
    ['an ARN', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::example' } }],
    ['a principal', { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/app' } }],
    ['a VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-91237329' } }],
    ['an endpoint', { 'ForAnyValue:StringEquals': { 'aws:sourcevpce': 'vpce-1' } }],
    ['a user id', { StringLike: { 'aws:userid': 'AIDAEXAMPLE' } }],
    ['addresses', { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.7', '2001:db8::/32'] } }],
    ['the addresses of a large block', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    [
      'access points of an account',
      { StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3:eu-west-1:111122223333:accesspoint/*' } },
    ],
    [
      'two things, one of them narrow',
      { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
    ],
  ])('on %s keeps everybody else out', async (_, condition) => {
    expect(await access('PutBucketPolicy', onlyIf(condition))).toBeNull();
  });

  it.each([
    ['TLS', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['every address', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }],
    ['every address of IPv6', { IpAddress: { 'aws:SourceIp': '::/0' } }],
    ['half of all addresses', { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }],
    ['a block of IPv6 wider than /32', { IpAddress: { 'aws:SourceIp': '2001::/16' } }],
    ['one address or all', { IpAddress: { 'aws:SourceIp': ['192.0.2.7', '0.0.0.0/0'] } }],
    ['other addresses', { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }],
    ['other accounts', { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }],
    ['any VPC', { StringLike: { 'aws:SourceVpc': 'vpc-*' } }],
    ['any principal', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/app' } }],
    ['a variable', { StringEquals: { 'aws:SourceVpc': `$${'{aws:PrincipalTag/vpc}'}` } }],
    ['a VPC, or none', { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }],
    ['all of no values', { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-example/r-1/' } }],
    ['a name that can be had in any account', { StringEquals: { 'aws:username': 'alice' } }],
    ['a referrer', { StringLike: { 'aws:Referer': 'https://www.example.com/*' } }],
    ['a user agent', { StringEquals: { 'aws:UserAgent': 'secret' } }],
    ['time', { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } }],
    ['the absence of a key', { Null: { 'aws:SourceVpc': 'true' } }],
    ['an ACL of the request', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }],
    ['no values', { StringEquals: { 'aws:SourceVpc': [] } }],
    ['nothing', {}],
  ])('on %s keeps nobody out', async (_, condition) => {
    expect(await access('PutBucketPolicy', onlyIf(condition))).toBe('policy');
  });

  it.each([
    ['a number', 7],
    ['null', null],
    ['a text', 'aws:SourceVpc'],
    ['a list', [{ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }]],
    ['operators without keys', { StringEquals: 'vpc-1', IpAddress: null, StringLike: [1] }],
    ['nested nonsense', { StringEquals: { 'aws:SourceVpc': { a: [{ b: null }] } } }],
    ['a block that is none', { IpAddress: { 'aws:SourceIp': ['/8', '192.0.2.0/999999999999', null] } }],
  ])('that is %s keeps nobody out', async (_, condition) => {
    expect(await access('PutBucketPolicy', onlyIf(condition))).toBe('policy');
  });

  it('that is written twice counts in each writing', async () => {
    const twice = JSON.stringify(onlyIf('?')).replace(
      '"?"',
      '{"Bool":{"a":"b"},"StringEquals":{"x":"y","aws:SourceVpc":"vpc-1"},"StringEquals":{"x":"y","x":"y"}}',
    );
    expect(await access('PutBucketPolicy', twice)).toBeNull();
  });
});

describe('the policy of an access point', () => {
  it('is judged alike, and is held as text', async () => {
    const text = JSON.stringify({ Statement: [ALLOW] });
    expect(await access('PutAccessPointPolicy', { PutAccessPointPolicyRequest: { Policy: text } })).toBe(
      'policy',
    );
    expect(await access('PutAccessPointPolicy', { name: 'example', policy: text })).toBe('policy');
    const closed = JSON.stringify({ Statement: [{ ...ALLOW, Principal: { AWS: '111122223333' } }] });
    expect(
      await access('PutAccessPointPolicy', { PutAccessPointPolicyRequest: { Policy: closed } }),
    ).toBeNull();
  });

  it('is not narrowed by the ARN of an access point', async () => {
    const points = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/*';
    const text = JSON.stringify({
      Statement: [{ ...ALLOW, Condition: { StringLike: { 's3:DataAccessPointArn': points } } }],
    });
    expect(await access('PutAccessPointPolicy', { policy: text })).toBe('policy');
  });
});

/** Requests with a shape put at the question mark; AllUsers is there so that they are looked at closely. */
const PLACES = [
  '?',
  '{"x-amz-acl":?}',
  '{"acl":?}',
  '{"x-amz-grant-read":?,"key":"AllUsers"}',
  '{"accessControlList":?,"key":"AllUsers"}',
  '{"AccessControlPolicy":?,"key":"AllUsers"}',
  '{"AccessControlPolicy":{"AccessControlList":?},"key":"AllUsers"}',
  '{"AccessControlPolicy":{"AccessControlList":{"Grant":?}},"key":"AllUsers"}',
  '{"AccessControlPolicy":{"AccessControlList":{"Grant":[{"Grantee":?}]}},"key":"AllUsers"}',
  '{"bucketPolicy":?}',
  '{"bucketPolicy":{"Statement":?}}',
  '{"bucketPolicy":{"Statement":[?]}}',
  '{"bucketPolicy":{"Statement":{"Effect":?,"Principal":"*"}}}',
  '{"PutAccessPointPolicyRequest":?}',
];
const SHAPES = [
  'null',
  '7',
  'true',
  '""',
  '"*"',
  '[]',
  '{}',
  '[[["*"]]]',
  '[null,7]',
  '{"a":{"b":[{"c":null}]}}',
];

describe('a request of an unexpected shape', () => {
  it('is never an error and opens nothing', async () => {
    const requests = PLACES.flatMap((place) => SHAPES.map((shape) => place.replace('?', shape)));
    const sql = `select event, text, public_access_of(event, text::json) as access, public_acl_text(text::json) as said
      from (select unnest($requests::json::varchar[]) as text)
      cross join (select unnest($events::json::varchar[]) as event)`;
    const events = JSON.stringify([...ACL_EVENTS, 'PutBucketPolicy', 'PutAccessPointPolicy']);
    const read = await macros.connection.runAndReadAll(sql, { requests: JSON.stringify(requests), events });
    expect(read.getRows()).toHaveLength(PLACES.length * SHAPES.length * 9);
    expect(read.getRows().filter(([, , opened, said]) => opened !== null || said !== null)).toEqual([]);
  });

  it('with an odd Principal opens nothing', async () => {
    for (const principal of [
      7,
      null,
      true,
      {},
      [],
      [7],
      { AWS: 7 },
      { AWS: null },
      { AWS: { a: '*' } },
      '',
    ]) {
      expect(await access('PutBucketPolicy', bucketPolicy({ ...ALLOW, Principal: principal }))).toBeNull();
    }
  });

  it('or none at all opens nothing', async () => {
    expect(await access('PutObject', null)).toBeNull();
    expect(await access(null, bucketPolicy(ALLOW))).toBeNull();
  });
});
