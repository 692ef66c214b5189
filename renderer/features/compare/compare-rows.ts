import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';

/** Opens the comparison of two events; with any other number of them says what to do. */
export function compareRows(recordIds: readonly number[]): void {
  const [left, right] = recordIds;
  if (recordIds.length === 2 && left !== undefined && right !== undefined) {
    useWorkspace.getState().openCompare([left, right]);
  } else {
    showMessage('Select exactly two rows to compare their events.');
  }
}
