import { fieldAt } from '../dotted-fields.ts';
import { elasticDocuments, isBulkAction } from '../elastic-documents.ts';
import { elasticRecord } from '../elastic-record.ts';
import type { EntryHead } from '../entry-head.ts';
import { hasObjectWith, namesRecordFields } from '../head-fields.ts';
import { unwrapDocuments } from '../unwrap-documents.ts';
import type { Shape } from './shape.ts';

/**
 * What Elasticsearch and OpenSearch give out: the answer to a search, a dump of documents, the bulk format, or the
 * documents alone, with the record in `event.original` or `aws.cloudtrail`, or its fields in the Elastic Common Schema.
 */
export const elastic: Shape = {
  kind: 'elastic',
  recognises: (head) => isExport(head) && isOfCloudTrail(head),
  reading: {
    form: 'json',
    listKeys: ['hits', 'docs'],
    unwrap: unwrapDocuments({
      documents: elasticDocuments,
      carriers: (document) =>
        ['event.original', 'message', 'cloud_trail_event', '_raw'].map((path) => fieldAt(document, path)),
      rebuild: elasticRecord,
    }),
  },
};

function isExport(head: EntryHead): boolean {
  const { objects, hasRecords, bytes } = head;
  if (objects.some((object) => isBulkAction([...object.keys()]))) return true;
  if (hasObjectWith(head, '_source') || hasObjectWith(head, '_index')) return true;
  if (hasRecords) return false;
  const isAnswer = ['hits', 'responses', 'rawResponse'].some((field) => hasObjectWith(head, field));
  return (isAnswer && bytes.includes('"_index"')) || hasObjectWith(head, '@timestamp');
}

function isOfCloudTrail({ bytes }: EntryHead): boolean {
  return /cloudtrail/i.test(bytes.toString('latin1')) || namesRecordFields(bytes);
}
