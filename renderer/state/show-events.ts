import { useWorkspace } from './workspace.ts';

/** Shows the plain search over all events: one that is open, else a new one. */
export function showEvents(): void {
  const { tabs, activateTab, openSearch } = useWorkspace.getState();
  const open = tabs.find((tab) => tab.kind === 'search' && tab.panel === null && tab.title === 'Events');
  if (open) activateTab(open.id);
  else openSearch({}, { beside: false });
}
