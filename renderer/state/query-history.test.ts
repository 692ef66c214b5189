import { describe, expect, it } from 'vitest';
import { type QueryRun, withRun } from './query-history.ts';

const run = (query: string, events = 1, minute = 0): QueryRun => ({
  query,
  from: null,
  to: null,
  ranAt: new Date(Date.UTC(2024, 0, 1, 0, minute)).toISOString(),
  events,
});

describe('query history', () => {
  it('has the last query first and moves one up that is run again', () => {
    const runs = withRun(withRun(withRun([], run('a'), true), run('b'), true), run('a', 3, 5), true);
    expect(runs).toEqual([run('a', 3, 5), run('b')]);
  });

  it('tells the same query over another range apart', () => {
    const day = { ...run('a'), from: '2024-01-01T00:00:00.000Z' };
    expect(withRun([run('a')], day, true)).toEqual([day, run('a')]);
  });

  it('only counts anew what is looked at again', () => {
    const runs = [run('b'), run('a', 1, 0)];
    expect(withRun(runs, run('a', 7, 9), false)).toEqual([run('b'), run('a', 7, 0)]);
    expect(withRun(runs, run('a', 1, 9), false)).toBe(runs);
    expect(withRun(runs, run('c', 1, 9), false)[0]).toEqual(run('c', 1, 9));
  });

  it('keeps 500 queries, and no more text than a case can hold', () => {
    const many = Array.from({ length: 500 }, (_, index) => run(`q${index}`));
    expect(withRun(many, run('new'), true)).toHaveLength(500);
    const long = Array.from({ length: 30 }, (_, index) => run(`${index}`.padEnd(20_000, 'x')));
    expect(withRun(long, run('new'), true)).toHaveLength(20);
  });
});
