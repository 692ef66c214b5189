import type { EntryHead } from '../entry-head.ts';
import { hasObjectWith } from '../head-fields.ts';
import { ocsfRecord } from '../ocsf-record.ts';
import { unwrapDocuments, wholePiece } from '../unwrap-documents.ts';
import type { Shape } from './shape.ts';

/** Events of OCSF that were CloudTrail's, as Amazon Security Lake keeps them, with the record in `raw_data` or its fields. */
export const ocsf: Shape = {
  kind: 'ocsf',
  recognises: (head) => holdsEvents(head) && head.bytes.includes('"CloudTrail"'),
  reading: {
    form: 'json',
    listKeys: ['events', 'Records'],
    unwrap: unwrapDocuments({
      documents: wholePiece,
      carriers: ({ raw_data }) => [raw_data],
      rebuild: ocsfRecord,
    }),
  },
};

function holdsEvents(head: EntryHead): boolean {
  if (hasObjectWith(head, 'class_uid', 'metadata')) return true;
  return hasObjectWith(head, 'events') && head.bytes.includes('"class_uid"');
}
