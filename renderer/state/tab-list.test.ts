import { describe, expect, it } from 'vitest';
import { insertTab, moveTabTo, newSearch, nextActive } from './tab-list.ts';

const tabs = ['a', 'b', 'c'].map((id) => newSearch(id, {}));
const ids = (list: readonly { readonly id: string }[]) => list.map((tab) => tab.id).join('');

describe('tab list', () => {
  it('opens a tab beside the one it came from', () => {
    expect(ids(insertTab(tabs, newSearch('x', {}), 'a'))).toBe('axbc');
    expect(ids(insertTab(tabs, newSearch('x', {}), null))).toBe('abcx');
  });

  it('moves a tab to another place', () => {
    expect(ids(moveTabTo(tabs, 'a', 2))).toBe('bca');
    expect(ids(moveTabTo(tabs, 'c', 0))).toBe('cab');
    expect(ids(moveTabTo(tabs, 'unknown', 0))).toBe('abc');
  });

  it('shows the neighbour of a closed tab, and leaves the active tab alone otherwise', () => {
    expect(nextActive(tabs, 'b', 'b')).toBe('c');
    expect(nextActive(tabs, 'c', 'c')).toBe('b');
    expect(nextActive(tabs, 'a', 'b')).toBe('b');
    expect(nextActive(tabs.slice(0, 1), 'a', 'a')).toBeNull();
  });
});
