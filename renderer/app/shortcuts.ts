import { useShownTable } from '../features/events-table/use-go-to.ts';
import { WINDOW_KEYS, type WindowKey } from '../features/key-sheet/window-keys.ts';
import { closeDialog, openDialog, useOpenDialog } from '../state/open-dialog.ts';
import { followTrail, goAlongTrail } from '../state/trail.ts';
import { useWorkspace } from '../state/workspace.ts';
import { isMac, matchesKey } from '../ui/key-combo.ts';

/** What keys do anywhere in the window; `query` is left to the query input, which takes `/` itself. */
type Shortcuts = Readonly<Record<Exclude<WindowKey, 'query'>, (tabId: string | null) => unknown>>;

const SHORTCUTS: Shortcuts = {
  palette: togglePalette,
  keys: () => openDialog({ kind: 'keys' }),
  'go-to': () => (useShownTable.getState().goTo?.rowCount ?? 0) > 0 && openDialog({ kind: 'go-to' }),
  undo: (tabId) => tabId && useWorkspace.getState().undo(tabId),
  redo: (tabId) => tabId && useWorkspace.getState().redo(tabId),
  back: () => goAlongTrail(-1),
  forward: () => goAlongTrail(1),
  'previous-tab': () => activateNeighbour(-1),
  'next-tab': () => activateNeighbour(1),
  'close-tab': (tabId) => tabId && useWorkspace.getState().closeTab(tabId),
  'reopen-tab': () => useWorkspace.getState().reopenTab(),
};

/** Keys that mean something else where one is typing. */
const NOT_WHILE_TYPING: ReadonlySet<WindowKey> = new Set<WindowKey>(['keys', 'undo', 'redo']);

/** On a Mac, Option and an arrow move through the words of a text. */
const BY_WORD: ReadonlySet<WindowKey> = new Set<WindowKey>(['back', 'forward']);

/**
 * Listens to the keys that work anywhere in the window, and notes the way one takes through it, for the keys that go
 * back and forward; the returned function stops both.
 */
export function listenToShortcuts(): () => void {
  const stopFollowing = followTrail();
  window.addEventListener('keydown', handle);
  return () => {
    stopFollowing();
    window.removeEventListener('keydown', handle);
  };
}

function handle(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const name = shortcutNames().find((each) =>
    WINDOW_KEYS[each].keys.some((combo) => matchesKey(event, combo)),
  );
  if (name === undefined) return;
  if (isTyping(event.target) && (NOT_WHILE_TYPING.has(name) || (isMac() && BY_WORD.has(name)))) return;
  // A dialog has the window to itself; only the palette can be opened over it, or closed.
  if (isInDialog(event.target) && name !== 'palette') return;
  event.preventDefault();
  SHORTCUTS[name](useWorkspace.getState().activeTabId);
}

function shortcutNames(): readonly (keyof Shortcuts)[] {
  return Object.keys(SHORTCUTS) as (keyof Shortcuts)[];
}

function togglePalette(): void {
  if (useOpenDialog.getState().dialog?.kind === 'palette') closeDialog('palette');
  else openDialog({ kind: 'palette' });
}

function activateNeighbour(step: 1 | -1): void {
  const { tabs, activeTabId, activateTab } = useWorkspace.getState();
  const at = tabs.findIndex((tab) => tab.id === activeTabId);
  const next = tabs[(at + step + tabs.length) % tabs.length];
  if (next) activateTab(next.id);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'))
  );
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
}
