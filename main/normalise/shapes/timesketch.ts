import type { EntryHead } from '../entry-head.ts';
import { objectsOf } from '../head-fields.ts';
import { isWholeRecord, timesketchRecord } from '../timesketch-record.ts';
import { unwrapDocuments, wholePiece } from '../unwrap-documents.ts';
import type { Shape } from './shape.ts';

/**
 * A timeline of Timesketch or plaso: an event a line, with the record in `cloud_trail_event`, its fields under names
 * joined by dots, or no more of it than plaso's attributes.
 */
export const timesketch: Shape = {
  kind: 'timesketch',
  recognises: (head) => hasTimelineEvent(head),
  reading: {
    form: 'json',
    listKeys: [],
    unwrap: unwrapDocuments({
      documents: wholePiece,
      isWhole: isWholeRecord,
      carriers: ({ cloud_trail_event, message }) => [cloud_trail_event, message],
      rebuild: timesketchRecord,
    }),
  },
};

function hasTimelineEvent(head: EntryHead): boolean {
  return objectsOf(head).some(
    (event) =>
      event.has('timestamp_desc') &&
      (event.get('data_type') === 'aws:cloudtrail:entry' ||
        ['cloud_trail_event', 'eventName', 'eventSource'].some((field) => event.has(field))),
  );
}
