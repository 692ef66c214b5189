import { hasObjectWith, wrapsRecords } from '../head-fields.ts';
import { unwrapJson } from '../unwrap-json.ts';
import type { Shape } from './shape.ts';

/** An export from Splunk as JSON: `_raw`, by itself or in `result`, is the record. */
export const splunk: Shape = {
  kind: 'splunk',
  recognises: (head) =>
    wrapsRecords(head) &&
    (hasObjectWith(head, '_raw') || (hasObjectWith(head, 'result') && head.bytes.includes('"_raw"'))),
  reading: { form: 'json', listKeys: ['results'], unwrap: unwrapJson() },
};
