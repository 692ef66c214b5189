import { hasObjectWith } from '../head-fields.ts';
import { ocsfRecord } from '../ocsf-record.ts';
import { unwrapDocuments, wholePiece } from '../unwrap-documents.ts';
import type { Shape } from './shape.ts';

/** An event of OCSF, its record in `raw_data` or else put together of its fields. */
export const unwrapOcsf = unwrapDocuments({
  documents: wholePiece,
  carriers: ({ raw_data }) => [raw_data],
  rebuild: ocsfRecord,
});

/** Events of OCSF that were CloudTrail's, as Amazon Security Lake keeps them, one by one or in a list. */
export const ocsf: Shape = {
  kind: 'ocsf',
  recognises: (head) => hasObjectWith(head, 'class_uid', 'metadata') && head.bytes.includes('"CloudTrail"'),
  reading: { form: 'json', listKeys: ['events', 'Records'], unwrap: unwrapOcsf },
};
