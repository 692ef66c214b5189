import {
  ArrowLeft,
  ArrowRight,
  ChevronLeft,
  ChevronRight,
  Clock,
  Columns3,
  Database,
  Download,
  Expand,
  FilterX,
  FolderOpen,
  FolderPlus,
  Keyboard,
  ListEnd,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Redo2,
  RotateCcw,
  Rows4,
  SlidersHorizontal,
  Sun,
  Undo2,
  X,
} from 'lucide-react';
import { zoneName } from '../../format/time.ts';
import { openDialog } from '../../state/open-dialog.ts';
import { type Theme, usePreferences } from '../../state/preferences.ts';
import { goAlongTrail } from '../../state/trail.ts';
import { setRange, useWorkspace } from '../../state/workspace.ts';
import { resetColumns } from '../events-table/reset-columns.ts';
import { comboOf } from '../key-sheet/window-keys.ts';
import { chooseCase, chooseFolder } from '../start/choose.ts';
import { closeCase } from '../start/open-case.ts';
import type { Command, CommandContext, CommandGroup } from './command.ts';

type Extras = Pick<Command, 'keywords' | 'combo' | 'detail'>;

function action(
  group: CommandGroup,
  id: string,
  title: string,
  icon: LucideIcon,
  run: () => void,
  extras: Extras = {},
): Command {
  return { id: `do:${id}`, group, title, icon, run, ...extras };
}

/** What can be done with the scope of the tab that is shown. */
export function scopeCommands(context: CommandContext): readonly Command[] {
  const { tab, canUndo, canRedo, canStepBack, canStepForward } = context;
  if (tab?.kind !== 'search' && tab?.kind !== 'dashboard') return [];
  const { undo, redo, stepRange, setScope } = useWorkspace.getState();
  const { id, scope } = tab;
  const offered: readonly (readonly [boolean, () => Command])[] = [
    [canUndo, () => action('This tab', 'undo', 'Undo', Undo2, () => undo(id), { combo: comboOf('undo') })],
    [canRedo, () => action('This tab', 'redo', 'Redo', Redo2, () => redo(id), { combo: comboOf('redo') })],
    [
      scope.query !== '',
      () =>
        action('This tab', 'clear', 'Clear the filters', FilterX, () =>
          setScope(id, { ...scope, query: '' }),
        ),
    ],
    [
      scope.from !== null || scope.to !== null,
      () =>
        action('This tab', 'whole', 'Show the whole time', Expand, () =>
          setRange(id, { from: null, to: null }),
        ),
    ],
    [
      canStepBack,
      () => action('This tab', 'range-back', 'Previous range', ChevronLeft, () => stepRange(id, -1)),
    ],
    [
      canStepForward,
      () => action('This tab', 'range-forward', 'Next range', ChevronRight, () => stepRange(id, 1)),
    ],
  ];
  return offered.flatMap(([possible, make]) => (possible ? [make()] : []));
}

/** What can be done with the table of events that is shown. */
export function tableCommands({ tab, goTo, density }: CommandContext): readonly Command[] {
  if (tab?.kind !== 'search' || goTo === null || goTo.rowCount === 0) return [];
  const compact = density === 'compact';
  return [
    action('This tab', 'go-to', 'Go to row or time…', ListEnd, () => openDialog({ kind: 'go-to' }), {
      combo: comboOf('go-to'),
      keywords: ['jump'],
    }),
    action('This tab', 'export', 'Export these events…', Download, () => openDialog({ kind: 'export' }), {
      keywords: ['csv', 'save', 'evidence'],
    }),
    action('This tab', 'columns', 'Choose columns…', Columns3, () => openDialog({ kind: 'columns' }), {
      keywords: ['pin', 'hide', 'show'],
    }),
    action('This tab', 'reset-columns', 'Reset the columns', RotateCcw, () => resetColumns(tab.id), {
      keywords: ['width', 'pin'],
    }),
    action(
      'View',
      'density',
      compact ? 'Comfortable rows' : 'Compact rows',
      Rows4,
      () => usePreferences.getState().setDensity(compact ? 'comfortable' : 'compact'),
      { keywords: ['density', 'height'] },
    ),
  ];
}

/** What can be done with tabs. */
export function stripCommands(context: CommandContext): readonly Command[] {
  const { tabs, tab, canGoBack, canGoForward, canReopen } = context;
  const { closeTab, reopenTab } = useWorkspace.getState();
  const others = tabs.filter(({ id }) => id !== tab?.id);
  const closeOthers = () => {
    for (const { id } of others) closeTab(id);
  };
  const closing = tab
    ? [action('Tabs', 'close', 'Close this tab', X, () => closeTab(tab.id), { combo: comboOf('close-tab') })]
    : [];
  const offered: readonly (readonly [boolean, Command])[] = [
    [
      tab !== null && others.length > 0,
      action('Tabs', 'close-others', 'Close the other tabs', X, closeOthers),
    ],
    [
      canReopen,
      action('Tabs', 'reopen', 'Bring back the closed tab', RotateCcw, reopenTab, {
        combo: comboOf('reopen-tab'),
      }),
    ],
    [
      canGoBack,
      action('Tabs', 'back', 'Back to where you were', ArrowLeft, () => goAlongTrail(-1), {
        combo: comboOf('back'),
      }),
    ],
    [
      canGoForward,
      action('Tabs', 'forward', 'Forward again', ArrowRight, () => goAlongTrail(1), {
        combo: comboOf('forward'),
      }),
    ],
  ];
  return [...closing, ...offered.flatMap(([possible, command]) => (possible ? [command] : []))];
}

/** What can be done with cases. */
export function caseActionCommands({ summary, nativeDialogs }: CommandContext): readonly Command[] {
  const ofCase: readonly Command[] = summary
    ? [
        ...(summary.readOnly
          ? []
          : [
              action(
                'Case',
                'add-logs',
                'Add a folder of logs…',
                FolderPlus,
                () => void chooseFolder('add-logs', nativeDialogs),
              ),
            ]),
        action(
          'Case',
          'settings',
          'Case settings…',
          SlidersHorizontal,
          () => openDialog({ kind: 'case-settings' }),
          { keywords: ['home countries', 'administrators'] },
        ),
        action('Case', 'close-case', 'Close case', LogOut, () => void closeCase()),
      ]
    : [];
  return [
    ...ofCase,
    action(
      'Case',
      'new-case',
      'New case from a folder…',
      FolderOpen,
      () => void chooseFolder('new-case', nativeDialogs),
    ),
    action('Case', 'open-case', 'Open case…', Database, () => void chooseCase(nativeDialogs)),
  ];
}

const THEMES: Readonly<Record<Theme, readonly [string, LucideIcon]>> = {
  dark: ['Dark theme', Moon],
  light: ['Light theme', Sun],
  system: ['Theme as the system', Monitor],
};

/** How things are shown. */
export function viewCommands({ theme, zone }: CommandContext): readonly Command[] {
  const { setTheme, setZone } = usePreferences.getState();
  const otherZone = zone === 'utc' ? 'local' : 'utc';
  return [
    action('View', 'keys', 'Keys', Keyboard, () => openDialog({ kind: 'keys' }), {
      combo: comboOf('keys'),
      keywords: ['help', 'shortcuts', 'keyboard'],
    }),
    action('View', `zone:${otherZone}`, zoneTitle(otherZone), Clock, () => setZone(otherZone), {
      keywords: ['time zone', 'utc', 'local'],
    }),
    ...(['dark', 'light', 'system'] as const)
      .filter((each) => each !== theme)
      .map((each) => {
        const [title, icon] = THEMES[each];
        return action('View', `theme:${each}`, title, icon, () => setTheme(each), {
          keywords: ['appearance', 'colours'],
        });
      }),
  ];
}

function zoneTitle(zone: 'utc' | 'local'): string {
  return zone === 'utc' ? 'Show times in UTC' : `Show times in local time (${zoneName('local')})`;
}
