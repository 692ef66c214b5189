import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';

/** Opens the event of a step, whole, in a search of its own; events without an eventID are found by their record. */
export async function openIssue(recordId: number): Promise<void> {
  try {
    const { fields } = await bridge.call('event.get', { recordId });
    const { eventID, eventTime, eventName } = fields;
    const query =
      typeof eventID === 'string'
        ? fieldClause('eventID', eventID)
        : `${fieldClause('eventTime', String(eventTime))} AND ${fieldClause('eventName', String(eventName))}`;
    useWorkspace.getState().openSearch({
      title: `${String(eventName)} event`,
      scope: { query, from: null, to: null },
      selectedRecordId: recordId,
    });
  } catch (error) {
    showMessage(error instanceof Error ? error.message : String(error), 'bad');
  }
}
