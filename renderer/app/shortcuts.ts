import { followTrail, goAlongTrail } from '../state/trail.ts';
import { useWorkspace } from '../state/workspace.ts';

/**
 * Keys that work anywhere in the window: undo and redo of the tab's scope, moving between tabs, bringing back one that
 * was closed, and going back and forward to where one was.
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
  if (event.defaultPrevented) return;
  const { activeTabId, undo, redo, closeTab, reopenTab } = useWorkspace.getState();
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const side = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
  if (event.altKey && !command && !event.shiftKey && side !== null && !movesByWord(event.target)) {
    event.preventDefault();
    goAlongTrail(side);
    return;
  }
  if (event.altKey && event.shiftKey && event.code === 'KeyT') {
    event.preventDefault();
    reopenTab();
    return;
  }
  if (!activeTabId) return;
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

/** On a Mac, Option and an arrow move through the words of a text. */
function movesByWord(target: EventTarget | null): boolean {
  return isTyping(target) && navigator.userAgent.includes('Mac');
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'))
  );
}
