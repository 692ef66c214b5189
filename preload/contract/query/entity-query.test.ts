import { expect, test } from 'vitest';
import { entityType } from '../model/entity.ts';
import { entityOf } from './entity-of.ts';
import { entityQuery } from './entity-query.ts';
import { parseQuery } from './parse-query.ts';

test('An entity is found by the field that names it, and by its ARN where others share its name', () => {
  const queries = [
    entityQuery({ type: 'actor', value: 'ana' }),
    entityQuery({ type: 'actor', value: 'arn:aws:iam::111122223333:user/ana' }),
    entityQuery({ type: 'session', value: 'ci' }),
    entityQuery({ type: 'session', value: 'arn:aws:sts::111122223333:assumed-role/admin/ci' }),
    entityQuery({ type: 'account', value: '111122223333' }),
  ];
  expect(queries).toEqual([
    'actor:ana',
    'principal:"arn:aws:iam::111122223333:user/ana"',
    'session:ci',
    'identity:"arn:aws:sts::111122223333:assumed-role/admin/ci"',
    '(account:111122223333 OR userIdentity.accountId:111122223333)',
  ]);
});

test('A resource is found in the calls about it and in those that gave it something', () => {
  expect(entityQuery({ type: 'resource', value: 'bob' })).toBe('resource:(bob OR bob\\ \\←\\ *)');
  expect(entityOf('resource', 'bob ← arn:aws:iam::aws:policy/Admin')).toEqual({
    type: 'resource',
    value: 'bob',
  });
});

test('Whatever the value holds, the query of an entity can be read', () => {
  const hostile = ['a"b', '* OR x:y', '\\', ') OR (', '\u202e', ' ← ', 'AND', '/x/', '[a TO b]', '😀'];
  for (const type of entityType.options) {
    for (const value of hostile) expect(parseQuery(entityQuery({ type, value })).ok, value).toBe(true);
  }
});

test('A value anywhere in a record names an entity by its field, else by its shape', () => {
  const of = (field: string, value: string) => entityOf(field, value)?.type ?? null;
  expect(of('ACTOR', 'ana')).toBe('actor');
  expect(of('responseElements.credentials.accessKeyId', 'ASIAEXAMPLE000000001')).toBe('access-key');
  expect(of('resources.ARN', 'arn:aws:iam::111122223333:role/admin')).toBe('role');
  expect(of('resources.ARN', 'arn:aws:sts::111122223333:assumed-role/admin/ci')).toBe('session');
  expect(of('requestParameters.userArn', 'arn:aws:iam::111122223333:user/ana')).toBe('actor');
  expect(of('resources.accountId', '111122223333')).toBe('account');
  expect(of('requestParameters.size', '111122223333')).toBeNull();
  expect(of('requestParameters.cidr', '203.0.113.7')).toBe('address');
  expect(of('requestParameters.cidr', '2001:db8::1')).toBe('address');
  expect(of('requestParameters.version', '1.2.3.400')).toBeNull();
  expect(of('requestParameters.bucketName', 'logs')).toBe('resource');
  expect(of('errorCode', 'AccessDenied')).toBeNull();
  expect(of('actor', '')).toBeNull();
});
