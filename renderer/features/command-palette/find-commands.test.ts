import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DashboardInfo } from '../../../preload/contract/model/panel.ts';
import { newDashboard, newSearch } from '../../state/tab-list.ts';
import type { Command, CommandContext } from './command.ts';

type Module = typeof import('./find-commands.ts');
type Recent = typeof import('./recent-commands.ts');
let find: Module['findCommands'];
let recent: Recent;
let typed: typeof import('./typed-commands.ts');
const kept = new Map<string, string>();

beforeAll(async () => {
  vi.stubGlobal('window', {});
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  find = (await import('./find-commands.ts')).findCommands;
  recent = await import('./recent-commands.ts');
  typed = await import('./typed-commands.ts');
});

beforeEach(() => kept.clear());

const panel = (id: string, title: string) => ({ id, title }) as DashboardInfo['panels'][number];
const dashboards = [
  {
    id: 'overview',
    title: 'Overview',
    panels: [
      panel('overview/failed-logins', 'Failed Logins'),
      panel('overview/top-10-users', 'Top 10 Users'),
    ],
  },
  { id: 'console-logins', title: 'Console Logins', panels: [] },
] as unknown as readonly DashboardInfo[];

const summary = {
  path: '/cases/a.spoor',
  readOnly: false,
  oldestAt: '2025-03-01T00:00:00Z',
  newestAt: '2025-03-13T00:00:00Z',
} as CommandContext['summary'];

const goTo = {
  rowCount: 18_388,
  timeOrder: 'desc' as const,
  toRow: () => undefined,
  toTime: () => Promise.resolve(),
};

function context(change: Partial<CommandContext> = {}): CommandContext {
  const search = newSearch('s', { scope: { query: 'outcome:denied', from: null, to: null } });
  return {
    typed: '',
    summary,
    dashboards,
    recentCases: [],
    sampleAvailable: true,
    nativeDialogs: false,
    tabs: [search, newDashboard('d', 'overview', 'Overview')],
    tab: search,
    canUndo: true,
    canRedo: false,
    canStepBack: false,
    canStepForward: false,
    canGoBack: false,
    canGoForward: false,
    canReopen: false,
    pinned: [],
    goTo,
    zone: 'utc',
    theme: 'dark',
    density: 'comfortable',
    ...change,
  };
}

function list(change: Partial<CommandContext> = {}, last: readonly string[] = []): readonly Command[] {
  return find(context(change), last).flatMap(({ commands }) => commands);
}

const titles = (change: Partial<CommandContext> = {}) => list(change).map(({ title }) => title);

describe('While nothing is typed', () => {
  test('places, tabs and actions are offered, panels and fields are not', () => {
    const all = titles();
    for (const title of [
      'Overview',
      'Events',
      'Entities',
      'SQL',
      'Undo',
      'Export these events…',
      'Case settings…',
      'Keys',
    ])
      expect(all).toContain(title);
    expect(all).not.toContain('Failed Logins');
    expect(all.some((title) => title.startsWith('Stack '))).toBe(false);
  });

  test('the commands run last come first, each once', () => {
    const groups = find(context(), ['open:sql', 'panel:overview/failed-logins', 'gone']);
    expect(groups[0]?.title).toBe('Recent');
    expect(groups[0]?.commands.map(({ title }) => title)).toEqual(['SQL', 'Failed Logins']);
    expect(groups.flatMap(({ commands }) => commands).filter(({ id }) => id === 'open:sql')).toHaveLength(1);
  });

  test('every command has an id of its own', () => {
    const ids = list({ typed: 'e' }).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const untyped = list().map(({ id }) => id);
    expect(new Set(untyped).size).toBe(untyped.length);
  });
});

describe('What can be done depends on what is shown', () => {
  test('nothing of a case is offered without one', () => {
    const all = titles({ summary: null, dashboards: [], tabs: [], tab: null, goTo: null });
    expect(all).toContain('Open case…');
    expect(all).toContain('Light theme');
    expect(all).not.toContain('Events');
    expect(titles({ summary: null, tab: null, goTo: null, typed: '10.0.0.1' })).toEqual([]);
  });

  test('a step that cannot be taken is not offered', () => {
    expect(titles()).not.toContain('Redo');
    expect(titles()).not.toContain('Show the whole time');
    expect(titles()).toContain('Clear the filters');
  });

  test('a column that is shown is not offered again', () => {
    const all = titles({ typed: 'column error' });
    expect(all).toContain('Add column Error code');
    expect(titles({ typed: 'column actor' })).not.toContain('Add column Actor');
  });

  test('logs are not added to a case that cannot be written to', () => {
    const readOnly = { ...summary, readOnly: true } as CommandContext['summary'];
    expect(titles({ summary: readOnly })).not.toContain('Add a folder of logs…');
  });
});

describe('What is typed', () => {
  test('finds commands by parts of their words', () => {
    expect(titles({ typed: 'faillog' })[0]).toBe('Failed Logins');
    expect(titles({ typed: 'conslog' })[0]).toBe('Console Logins');
    expect(titles({ typed: 'stack userag' })[0]).toBe('Stack User agent');
  });

  test('counts more in a title than in what stands beside it', () => {
    expect(titles({ typed: 'logins' })[0]).toBe('Console Logins');
    expect(titles({ typed: 'overview' })[0]).toBe('Overview');
  });

  test('finds a panel and the events behind it', () => {
    expect(titles({ typed: 'top 10' })).toEqual(
      expect.arrayContaining(['Top 10 Users', 'Events behind Top 10 Users']),
    );
  });

  test('can always be searched for', () => {
    expect(titles({ typed: 'no such thing at all' }).at(-2)).toBe('Search for no such thing at all');
    expect(typed.queryFor('eventName:CreateUser')).toBe('eventName:CreateUser');
    expect(typed.queryFor('eventName:(')).toBe('"eventName:("');
  });

  test('is a path of the record, as a field of its own', () => {
    const stack = list({ typed: 'requestParameters.policyArn' }).find(({ id }) => id.startsWith('stack:'));
    expect(stack).toMatchObject({ id: 'stack:requestParameters.policyArn', passing: true });
  });

  test('is a time, in the shown zone', () => {
    const all = titles({ typed: '2025-03-10 02:44' });
    expect(all[0]).toBe('Events around 2025-03-10 02:44:00 UTC');
    expect(all[1]).toBe('Go to 2025-03-10 02:44:00 UTC in the table');
    expect(titles({ typed: '2025-03-10', goTo: { ...goTo, timeOrder: null } })[1]).not.toContain('Go to');
  });

  test('is a row', () => {
    expect(titles({ typed: '12,000' })[0]).toBe('Go to row 12,000');
    expect(titles({ typed: '20,000' })[0]).not.toContain('Go to row');
  });

  test.each([
    ['146.70.53.171', 'Open page of address 146.70.53.171'],
    ['2001:db8::1', 'Open page of address 2001:db8::1'],
    ['AKIAIOSFODNN7EXAMPLE', 'Open page of access key AKIAIOSFODNN7EXAMPLE'],
    ['arn:aws:iam::123456789012:role/admin', 'Open page of role arn:aws:iam::123456789012:role/admin'],
    [
      'arn:aws:sts::123456789012:assumed-role/admin/me',
      'Open page of session arn:aws:sts::123456789012:assumed-role/admin/me',
    ],
    ['0b9f7f4e-3a10-4a7e-9d55-1c4d2f6a7b01', 'Open event 0b9f7f4e-3a10-4a7e-9d55-1c4d2f6a7b01'],
  ])('%s opens what it names', (text, title) => {
    expect(titles({ typed: text })[0]).toBe(title);
  });

  test('of twelve digits is an account', () => {
    expect(titles({ typed: '123456789012' })).toContain('Open page of account 123456789012');
  });

  test('is shown with what would not be seen in it', () => {
    expect(titles({ typed: 'a\u202eb' }).find((title) => title.startsWith('Search'))).not.toContain('\u202e');
  });
});

describe('Recent commands', () => {
  test('are the last few, the latest first', () => {
    for (const id of ['a', 'b', 'c', 'a', 'd', 'e', 'f', 'g']) recent.rememberCommand(id);
    expect(recent.recentCommands()).toEqual(['g', 'f', 'e', 'd', 'a', 'c']);
  });

  test('are none when what was kept is odd', () => {
    kept.set('spoor.recent-commands', '{"x":1}');
    expect(recent.recentCommands()).toEqual([]);
    kept.set('spoor.recent-commands', 'no json');
    expect(recent.recentCommands()).toEqual([]);
  });

  test('never name anything of a case', () => {
    const named = [...list(), ...list({ typed: '146.70.53.171' }), ...list({ typed: 'a.b' })].filter(
      ({ id, title }) => /^(tab|case|typed):/.test(id) && title !== 'Open the sample incident',
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.every(({ passing }) => passing)).toBe(true);
  });
});
