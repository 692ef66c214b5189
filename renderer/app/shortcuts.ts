import { useWorkspace } from '../state/workspace.ts';

/** Keys that work anywhere in the window: undo and redo of the tab's scope, and moving between tabs. */
export function listenToShortcuts(): () => void {
  window.addEventListener('keydown', handle);
  return () => window.removeEventListener('keydown', handle);
}

function handle(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const { activeTabId, undo, redo, closeTab } = useWorkspace.getState();
  if (!activeTabId) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === 'z' && !isTyping(event.target)) {
    event.preventDefault();
    if (event.shiftKey) redo(activeTabId);
    else undo(activeTabId);
  } else if (event.altKey && key === 'w') {
    event.preventDefault();
    closeTab(activeTabId);
  } else if (event.altKey && (event.key === 'PageDown' || event.key === 'PageUp')) {
    event.preventDefault();
    activateNeighbour(event.key === 'PageDown' ? 1 : -1);
  }
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
