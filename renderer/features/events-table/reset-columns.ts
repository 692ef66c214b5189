import { newSearch } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';

/** Puts the columns of a search, their widths and pins back to what a search starts with. */
export function resetColumns(tabId: string): void {
  const { columns, columnWidths, pinned } = newSearch(tabId, {});
  useWorkspace.getState().patchTab(tabId, { columns, columnWidths, pinned });
}
