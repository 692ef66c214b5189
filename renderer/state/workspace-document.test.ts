import { describe, expect, it } from 'vitest';
import { startHistory } from './scope-history.ts';
import { newDashboard, newSearch } from './tab-list.ts';
import { readDocument, writeDocument } from './workspace-document.ts';

const search = newSearch('s', { title: 'Denied', scope: { query: 'outcome:denied', from: null, to: null } });
const state = {
  tabs: [newDashboard('d', 'overview', 'Overview'), search],
  activeTabId: 's',
  history: { d: startHistory(search.scope), s: startHistory(search.scope) },
};

describe('workspace document', () => {
  it('brings back tabs, the active one, the zone and the colours', () => {
    const text = writeDocument({ state, zone: 'local', colors: [['alice.dev', 3]] });
    expect(readDocument(text)).toEqual({ state, zone: 'local', colors: [['alice.dev', 3]] });
  });

  it('leaves out tabs it does not know', () => {
    const text = JSON.stringify({ version: 1, tabs: [search, { id: 'x', kind: 'globe', scope: {} }, 7] });
    expect(readDocument(text)?.state.tabs).toEqual([search]);
  });

  it('answers null for text that is not a workspace', () => {
    expect(readDocument('not json')).toBeNull();
    expect(readDocument('{"version":99,"tabs":[]}')).toBeNull();
    expect(readDocument('[]')).toBeNull();
  });
});
