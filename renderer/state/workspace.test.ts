import { beforeEach, describe, expect, it } from 'vitest';
import { effectiveScope } from './tab-scope.ts';
import { useWorkspace } from './workspace.ts';

const PIN = 'actor:alice.dev';
const workspace = () => useWorkspace.getState();
const tabOf = (id: string) => {
  const tab = workspace().tabs.find((each) => each.id === id);
  if (!tab) throw new Error(`No tab ${id}.`);
  return tab;
};
const inForce = (id: string) => effectiveScope(tabOf(id), workspace().pinned).query;
const scope = (query: string) => ({ query, from: null, to: null });

beforeEach(() => workspace().restore({ tabs: [], activeTabId: null, history: {}, pinned: [] }));

describe('pinned clauses', () => {
  it('apply to every tab, those that are open and those to come', () => {
    const own = workspace().openSearch({ scope: scope(`${PIN} AND outcome:denied`) });
    const other = workspace().openSearch();
    workspace().setPinned([PIN]);
    expect(tabOf(own).scope.query).toBe('outcome:denied');
    expect([inForce(own), inForce(other)]).toEqual([`outcome:denied AND ${PIN}`, PIN]);
    expect(inForce(workspace().openSearch())).toBe(PIN);
  });

  it('do not become a tab’s own when the scope in force is changed, undone and redone', () => {
    workspace().setPinned([PIN]);
    const id = workspace().openSearch();
    workspace().setScope(id, scope(`${inForce(id)} AND outcome:denied`));
    expect(tabOf(id).scope.query).toBe('outcome:denied');
    workspace().undo(id);
    expect(tabOf(id).scope.query).toBe('');
    workspace().redo(id);
    expect(inForce(id)).toBe(`outcome:denied AND ${PIN}`);
  });

  it('leave the scopes that undo and redo bring back the very same', () => {
    workspace().setPinned([PIN]);
    const id = workspace().openSearch();
    const before = effectiveScope(tabOf(id), workspace().pinned);
    workspace().setScope(id, scope('outcome:denied'));
    const after = effectiveScope(tabOf(id), workspace().pinned);
    workspace().undo(id);
    expect(effectiveScope(tabOf(id), workspace().pinned)).toBe(before);
    workspace().redo(id);
    expect(effectiveScope(tabOf(id), workspace().pinned)).toBe(after);
  });

  it('stay off in a tab that was opened for exactly the events of a figure without them', () => {
    workspace().setPinned([PIN]);
    const exact = workspace().openSearch({ scope: scope('eventName:CreateUser') });
    expect(tabOf(exact).pinsOff).toBe(true);
    expect(inForce(exact)).toBe('eventName:CreateUser');
    const under = workspace().openSearch({ scope: scope(`eventName:CreateUser AND ${PIN}`) });
    expect(tabOf(under)).toMatchObject({ scope: scope('eventName:CreateUser') });
    expect(tabOf(under).pinsOff).toBeUndefined();
  });

  it('do not open the page of an entity twice', () => {
    workspace().setPinned([PIN]);
    workspace().openEntity({ type: 'address', value: '203.0.113.7' });
    workspace().openSearch();
    workspace().openEntity({ type: 'address', value: '203.0.113.7' });
    workspace().openEntity({ type: 'address', value: '203.0.113.7' }, scope(PIN));
    expect(workspace().tabs.map(({ kind }) => kind)).toEqual(['entity', 'search']);
  });
});

describe('disabled clauses', () => {
  it('stay when the query is changed elsewhere, and are undone with the change that made them', () => {
    const id = workspace().openSearch({ scope: scope('a') });
    workspace().setScope(id, { ...scope(''), disabled: ['a'] });
    workspace().setScope(id, scope('b'));
    expect(tabOf(id).scope).toEqual({ ...scope('b'), disabled: ['a'] });
    workspace().undo(id);
    workspace().undo(id);
    expect(tabOf(id).scope).toEqual(scope('a'));
  });
});

describe('a closed tab', () => {
  it('comes back as it was, where it stood, with its way back', () => {
    const first = workspace().openSearch({ title: 'First' });
    workspace().openSearch({ title: 'Second' });
    workspace().setScope(first, scope('a'));
    workspace().closeTab(first);
    workspace().reopenTab();
    expect(workspace().tabs.map(({ title }) => title)).toEqual(['First', 'Second']);
    expect(workspace().activeTabId).toBe(first);
    workspace().undo(first);
    expect(tabOf(first).scope).toEqual(scope(''));
    workspace().reopenTab();
    expect(workspace().tabs).toHaveLength(2);
  });
});
