import { describe, expect, it } from 'vitest';
import { startHistory } from './scope-history.ts';
import { newDashboard, newSearch } from './tab-list.ts';
import { readDocument, writeDocument } from './workspace-document.ts';

const search = newSearch('s', { title: 'Denied', scope: { query: 'outcome:denied', from: null, to: null } });
const state = {
  tabs: [newDashboard('d', 'overview', 'Overview'), search],
  activeTabId: 's',
  history: { d: startHistory(search.scope), s: startHistory(search.scope) },
  pinned: ['sourceIPAddress:203.0.113.7'],
};
const queries = [
  { query: 'outcome:denied', from: null, to: null, ranAt: '2024-03-10T01:00:00.000Z', events: 255 },
];

describe('workspace document', () => {
  it('brings back tabs, the active one, pinned clauses, the zone, the colours and the queries', () => {
    const document = { state, zone: 'local', colors: [['alice.dev', 3]], queries } as const;
    expect(readDocument(writeDocument(document))).toEqual(document);
  });

  it('brings back disabled clauses as such, of a tab and of its earlier scopes', () => {
    const scope = { query: '', from: null, to: null, disabled: ['outcome:denied'] };
    const tab = newSearch('s', { scope });
    const history = { s: { ...startHistory(scope), past: [search.scope, scope] } };
    const off = { tabs: [tab], activeTabId: 's', history, pinned: [] };
    const text = writeDocument({ state: off, zone: 'utc', colors: [], queries: [] });
    expect(readDocument(text)?.state).toEqual(off);
  });

  it('reads a workspace that was written before there were pins and a history', () => {
    const read = readDocument(JSON.stringify({ version: 1, tabs: [search], queries: [{ query: 7 }, null] }));
    expect(read).toMatchObject({ state: { pinned: [] }, queries: [] });
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
