import { hasObjectWith, wrapsRecords } from '../head-fields.ts';
import { unwrapJson } from '../unwrap-json.ts';
import type { Shape } from './shape.ts';

/** Events of EventBridge ("AWS API Call via CloudTrail" and the like) whose `detail` is the record. */
export const eventBridge: Shape = {
  kind: 'eventbridge',
  recognises: (head) =>
    wrapsRecords(head) &&
    ['detail-type', 'source', 'account'].some((field) => hasObjectWith(head, 'detail', field)),
  reading: { form: 'json', listKeys: ['Records'], unwrap: unwrapJson() },
};
