import type { EntryHead } from '../entry-head.ts';
import type { Unwrapped } from '../found-record.ts';
import { namesRecordFields } from '../head-fields.ts';
import { Byte } from '../json-bytes.ts';
import { unwrapJson } from '../unwrap-json.ts';
import type { Shape } from './shape.ts';

const unwrap = unwrapJson();

/**
 * Lines that begin with something else, such as the time in an export of CloudWatch Logs to S3, and end with JSON
 * that is a record or holds one.
 */
export const logLines: Shape = {
  kind: 'log-lines',
  recognises: (head) => namesRecordFields(head.bytes) && beginsWithText(head) && head.structure.topValues > 0,
  reading: { form: 'lines', unwrap: unwrapLine },
};

/** Whether the first line has text before a brace, and not the comma-separated cells of a table. */
function beginsWithText({ bytes }: EntryHead): boolean {
  const newline = bytes.indexOf(Byte.newline);
  const line = bytes.toString('utf8', 0, newline === -1 ? bytes.length : newline);
  return /^[^\s{["',][^{",]*\{\s*"/.test(line);
}

function unwrapLine(line: Buffer): Unwrapped {
  const brace = line.indexOf(Byte.openBrace);
  if (brace === -1) return { records: [], problem: 'The line holds no JSON.' };
  const { records, problem } = unwrap(line.subarray(brace));
  return { records: records.map((record) => ({ ...record, offset: record.offset + brace })), problem };
}
