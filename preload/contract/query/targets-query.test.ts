import { expect, test } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { targetsQuery } from './targets-query.ts';

test('values of different fields hold together, a null means that the field is missing', () => {
  expect(
    targetsQuery([
      { field: 'actor', value: 'alice' },
      { field: 'country', value: null },
    ]),
  ).toBe('actor:alice AND -country:*');
});

test('several values of one field are alternatives, told once', () => {
  const targets = ['a', 'b', 'a'].map((value) => ({ field: 'eventID', value }));
  expect(targetsQuery([...targets, { field: 'account', value: '1' }])).toBe(
    '(eventID:a OR eventID:b) AND account:1',
  );
});

test('no values are all events', () => {
  expect(targetsQuery([])).toBe('');
});

test('a hostile value stays one clause', () => {
  const parsed = parseQuery(targetsQuery([{ field: 'userAgent', value: '" OR *:* OR "' }]));
  expect(parsed.ok && parsed.node?.kind).toBe('field');
});
