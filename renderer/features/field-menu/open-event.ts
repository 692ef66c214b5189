import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';

/** Opens one event, whole, in a search of its own. */
export async function openEvent(eventID: string): Promise<void> {
  try {
    const { recordId } = await bridge.call('event.find', { eventID });
    if (recordId === null) return showMessage(`The case has no event ${eventID}.`, 'bad');
    useWorkspace.getState().openSearch({
      title: `Event ${eventID.slice(0, 8)}`,
      scope: { query: fieldClause('eventID', eventID), from: null, to: null },
      selectedRecordId: recordId,
    });
  } catch (error) {
    showMessage(error instanceof Error ? error.message : String(error), 'bad');
  }
}
