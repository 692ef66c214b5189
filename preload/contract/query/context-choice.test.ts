import { expect, test } from 'vitest';
import { contextChoice, contextChoices } from './context-choice.ts';

const ROLE = {
  actor: 'role/admin/ana',
  principal: 'arn:aws:iam::111122223333:role/admin',
  identity: 'arn:aws:sts::111122223333:assumed-role/admin/ana',
  session: 'ana',
  sourceIPAddress: '203.0.113.7',
  resource: null,
  'userIdentity.accessKeyId': 'ASIAEXAMPLE000000001',
};

test('Each choice is a query of what the record holds, or says what it lacks', () => {
  expect(contextChoices(ROLE).map(({ kind, query, missing }) => `${kind}: ${query ?? missing}`)).toEqual([
    'actor: actor:"role/admin/ana"',
    'principal: principal:"arn:aws:iam::111122223333:role/admin"',
    'address: sourceIPAddress:203.0.113.7',
    'resource: The record names no resource.',
    'access-key: userIdentity.accessKeyId:ASIAEXAMPLE000000001',
    'session: identity:"arn:aws:sts::111122223333:assumed-role/admin/ana"',
    'everything: ',
  ]);
});

test('An event that names nobody can still be seen among everything', () => {
  const available = contextChoices({ actor: null, sourceIPAddress: '' }).filter(
    ({ missing }) => missing === null,
  );
  expect(available.map(({ kind }) => kind)).toEqual(['everything']);
});

test('A session without an ARN goes by its name, a caller without a session has none', () => {
  expect(contextChoice('session', { session: 'ana', identity: 'AROAEXAMPLE:ana' }).query).toBe('session:ana');
  expect(contextChoice('session', { session: null, identity: 'arn:aws:iam::1:user/ana' }).missing).toMatch(
    /not made in the session/,
  );
});

test('A resource is shared with the calls that gave it something', () => {
  const query = 'resource:(bob OR bob\\ \\←\\ *)';
  expect(contextChoice('resource', { resource: 'bob' }).query).toBe(query);
  expect(contextChoice('resource', { resource: 'bob ← arn:aws:iam::aws:policy/Admin' }).query).toBe(query);
});
