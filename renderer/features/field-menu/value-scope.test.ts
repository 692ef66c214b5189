import { describe, expect, it } from 'vitest';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { eventsBehind, valueQuery } from './value-scope.ts';

const all: Scope = { query: '', from: null, to: null };
const request = { tabId: 't', x: 0, y: 0 };

describe('the events behind a mark', () => {
  it('have all its values, in the scope of its result', () => {
    const scope = eventsBehind(
      {
        ...request,
        base: { ...all, query: 'eventName:ConsoleLogin' },
        targets: [
          { field: 'actor', value: 'alice.dev' },
          { field: 'country', value: null },
        ],
      },
      all,
    );
    expect(scope).toEqual({ ...all, query: 'eventName:ConsoleLogin AND actor:alice.dev AND -country:*' });
  });

  it('lie in its time, cut to the range of its result', () => {
    const base = { ...all, from: '2023-07-10T11:20:00.000Z' };
    const range = { from: '2023-07-10T11:00:00.000Z', to: '2023-07-10T12:00:00.000Z' };
    expect(eventsBehind({ ...request, targets: [], range }, base)).toEqual({
      query: '',
      from: '2023-07-10T11:20:00.000Z',
      to: '2023-07-10T12:00:00.000Z',
    });
  });

  it('are not told twice, nor listed beside the other rows of their panel', () => {
    const rows = '((actor:alice AND account:1) OR (actor:"role/x" AND account:1))';
    const base = { ...all, query: `outcome:denied AND ${rows} AND account:1` };
    const targets = [
      { field: 'actor', value: 'role/x' },
      { field: 'account', value: '1' },
    ];
    expect(eventsBehind({ ...request, base, targets }, all).query).toBe(
      'outcome:denied AND account:1 AND actor:"role/x"',
    );
    const other = [{ field: 'actor', value: 'bob' }];
    expect(eventsBehind({ ...request, base, targets: other }, all).query).toBe(`${base.query} AND actor:bob`);
  });

  it('are those of any of several values of one field', () => {
    const targets = ['a', 'b'].map((value) => ({ field: 'eventID', value }));
    const base = { ...all, query: 'service:iam' };
    expect(eventsBehind({ ...request, base, targets }, all).query).toBe(
      'service:iam AND (eventID:a OR eventID:b)',
    );
  });

  it('are copied as a clause that means exactly the value', () => {
    expect(valueQuery({ field: 'userAgent', value: 'a "b" *' })).toContain('userAgent:');
    expect(valueQuery({ field: 'country', value: null })).toBe('-country:*');
  });
});
