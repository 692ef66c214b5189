import { expect, test } from 'vitest';
import type { Row } from '../../../preload/contract/model/panel.ts';
import { summariseEvent } from './event-summary.ts';
import type { Leaf } from './json-tree.ts';

function headline(fields: Row, leaves: readonly Leaf[] = []): string {
  const row = { actor: 'alice.dev', outcome: 'success', ...fields };
  return summariseEvent(row, leaves)
    .headline.map(({ text }) => text)
    .join('');
}

test('What was done is said in words', () => {
  expect(headline({ eventName: 'ListBuckets' })).toBe('alice.dev listed buckets');
  expect(headline({ eventName: 'GetBucketVersioning' })).toBe('alice.dev read bucket versioning');
  expect(headline({ eventName: 'StopLogging' })).toBe('alice.dev stopped logging');
  expect(headline({ eventName: 'DescribeDBInstances' })).toBe('alice.dev described DB instances');
  expect(headline({ eventName: 'DeleteVpc' })).toBe('alice.dev deleted vpc');
  expect(headline({ eventName: 'ModifyInstanceAttribute' })).toBe('alice.dev modified instance attribute');
  expect(headline({ eventName: 'Decrypt' })).toBe('alice.dev decrypted');
  expect(headline({ eventName: 'ConsoleLogin' })).toBe('alice.dev signed in to the console');
});

test('The version that some names end in is left out', () => {
  expect(headline({ eventName: 'UpdateFunctionCode20150331v2' })).toBe('alice.dev updated function code');
});

test('What did not succeed was only tried', () => {
  expect(headline({ eventName: 'ListUsers', outcome: 'denied' })).toBe('alice.dev tried to list users');
  expect(headline({ eventName: 'LookupEvents', outcome: 'failed' })).toBe(
    'alice.dev tried to look up events',
  );
});

test('A call on the resource itself names it, one about something else says what for', () => {
  const bucket = [{ field: 'requestParameters.bucketName', value: 'acme-backups' }];
  expect(headline({ eventName: 'DeleteBucket', resource: 'acme-backups' }, bucket)).toBe(
    'alice.dev deleted bucket acme-backups',
  );
  expect(headline({ eventName: 'PutBucketPolicy', resource: 'acme-backups' }, bucket)).toBe(
    'alice.dev set bucket policy on acme-backups',
  );
  const user = [{ field: 'requestParameters.userName', value: 'bob' }];
  expect(headline({ eventName: 'CreateAccessKey', resource: 'bob' }, user)).toBe(
    'alice.dev created access key for bob',
  );
});

test('A caller that is not recorded is said to be so', () => {
  expect(headline({ actor: null, eventName: 'GetUser' })).toBe('An unrecorded caller read user');
  expect(headline({ eventName: null })).toBe('alice.dev did something that is not named');
});

test('The origin holds address, place, network, program and region as far as they are known', () => {
  const { origin, outcome, error } = summariseEvent(
    {
      eventName: 'ListUsers',
      outcome: 'denied',
      errorCode: 'AccessDenied',
      sourceIPAddress: '185.220.101.4',
      city: 'Berlin',
      country: 'DE',
      asn: 60729,
      network: 'Stiftung Erneuerbare Freiheit',
      userAgent: 'Boto3/1.18.1',
      awsRegion: 'us-east-1',
    },
    [],
  );
  expect(origin.map(({ text }) => text).join('')).toBe(
    'from 185.220.101.4 (Berlin, DE · AS60729 Stiftung Erneuerbare Freiheit) with Boto3/1.18.1 in us-east-1',
  );
  expect(origin.find(({ text }) => text === '185.220.101.4')?.field).toBe('sourceIPAddress');
  expect([outcome, error]).toEqual(['denied', 'AccessDenied']);
  expect(summariseEvent({ sourceIPAddress: 'AWS Internal', userAgent: null }, []).origin).toEqual([
    { text: 'from ' },
    { text: 'AWS Internal', field: 'sourceIPAddress' },
  ]);
});

test('Text of a record never becomes a pattern', () => {
  const leaves = [{ field: 'requestParameters.(+', value: 'x' }];
  expect(headline({ eventName: 'GetThing', resource: 'x' }, leaves)).toBe('alice.dev read thing on x');
});
