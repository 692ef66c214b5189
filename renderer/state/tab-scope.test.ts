import { describe, expect, it } from 'vitest';
import { newSearch } from './tab-list.ts';
import { effectiveScope, holdsPins, withoutPins } from './tab-scope.ts';

const PIN = 'actor:alice.dev';
const scoped = (query: string, rest: object = {}) =>
  newSearch('s', { scope: { query, from: null, to: null }, ...rest });

describe('the scope in force', () => {
  it('is that of the tab with what is pinned, and without what is disabled', () => {
    const tab = newSearch('s', { scope: { query: 'a OR b', from: null, to: null, disabled: ['x'] } });
    expect(effectiveScope(tab, [PIN])).toEqual({ query: `(a OR b) AND ${PIN}`, from: null, to: null });
    expect(effectiveScope(tab, [])).toEqual({ query: 'a OR b', from: null, to: null });
  });

  it('is one object for one scope of the tab, as long as the same is pinned', () => {
    const tab = scoped('a');
    const first = effectiveScope(tab, [PIN]);
    expect(effectiveScope({ ...tab }, [PIN])).toBe(first);
    expect(effectiveScope(tab, [])).toEqual({ query: 'a', from: null, to: null });
    expect(effectiveScope({ ...tab, pinsOff: true }, [PIN]).query).toBe('a');
    expect(effectiveScope(scoped('a'), [PIN])).not.toBe(effectiveScope(tab, [PIN]));
  });

  it('says nothing twice', () => {
    expect(effectiveScope(scoped('x ACTOR:"alice.dev"'), [PIN]).query).toBe('x ACTOR:"alice.dev"');
  });

  it('does not turn a pinned clause around that the tab contradicts', () => {
    expect(effectiveScope(scoped(`-${PIN}`), [PIN]).query).toBe(`-${PIN} AND ${PIN}`);
  });

  it('is the tab’s alone where the pins are off', () => {
    expect(effectiveScope(scoped('a', { pinsOff: true }), [PIN]).query).toBe('a');
  });

  it('leaves a broken query broken', () => {
    expect(effectiveScope(scoped('a AND ('), [PIN]).query).toBe('a AND (');
  });
});

describe('what is a tab’s own', () => {
  it.each([
    [`(a OR b) AND ${PIN} AND c`, '(a OR b) AND c'],
    [PIN, ''],
    ['a', 'a'],
    [`a OR ${PIN}`, `a OR ${PIN}`],
    ['a (', 'a ('],
  ])('of %j is %j', (query, own) => {
    expect(withoutPins(query, [PIN])).toBe(own);
  });

  it('comes back whole from under any pinned clause', () => {
    for (const pin of [PIN, '(a OR b)', '(x AND -y)', '-errorCode:*', 'eventName:(a* NOT ab)']) {
      const { query } = effectiveScope(scoped('outcome:denied z'), [pin]);
      expect(holdsPins(query, [pin])).toBe(true);
      expect(withoutPins(query, [pin])).toBe('outcome:denied z');
      expect(withoutPins(effectiveScope(scoped(''), [pin]).query, [pin])).toBe('');
    }
  });
});
