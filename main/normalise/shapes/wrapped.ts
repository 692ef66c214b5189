import { wrapsRecords } from '../head-fields.ts';
import { unwrapJson } from '../unwrap-json.ts';
import type { Shape } from './shape.ts';

/** JSON of some other tool that holds records, as objects or as text, somewhere within its own. */
export const wrapped: Shape = {
  kind: 'wrapped',
  recognises: (head) =>
    head.structure.topValues > 0 && /^\s*[{[]/.test(startOf(head.bytes)) && wrapsRecords(head),
  reading: { form: 'json', listKeys: [], unwrap: unwrapJson() },
};

/** The beginning of a text without a byte order mark. */
function startOf(bytes: Buffer): string {
  return bytes.toString('utf8', 0, 100).replace(/^\ufeff/, '');
}
