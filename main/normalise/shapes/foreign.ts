import { isUtf8 } from 'node:buffer';
import type { EntryHead } from '../entry-head.ts';
import type { Shape } from './shape.ts';

const READABLE = 'Spoor reads files that hold CloudTrail records, as AWS delivers, answers or exports them';

/** Anything that holds no CloudTrail records. */
export const foreign: Shape = {
  kind: 'foreign',
  recognises: () => true,
  reading: (head) => `Not a CloudTrail log: it looks like ${looksLike(head)}. ${READABLE}.`,
};

const SIGNATURES: readonly (readonly [offset: number, signature: string, what: string])[] = [
  [0, 'PK\x03\x04', 'a zip file in an archive in an archive, which is not opened; unpack it first'],
  [0, '\x1f\x8b', 'gzip data that is compressed twice or damaged'],
  [257, 'ustar', 'a tar file in an archive in an archive, which is not opened; unpack it first'],
  [8, 'DUCK', 'a DuckDB database'],
  [0, 'SQLite format 3', 'a SQLite database'],
  [0, 'PARE', 'an encrypted Parquet file'],
  [0, 'BZh', 'bzip2 data; unpack it first'],
  [0, '\xfd7zXZ', 'xz data that is compressed twice or damaged'],
  [0, '\x28\xb5\x2f\xfd', 'zstd data that is compressed twice or damaged'],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive; unpack it first'],
  [0, 'Rar!', 'a RAR archive; unpack it first'],
  [0, '\xff\xfe', 'UTF-16 text; convert it to UTF-8 first'],
  [0, '\xfe\xff', 'UTF-16 text; convert it to UTF-8 first'],
  [0, 'ElfFile', 'a Windows event log'],
  [0, '%PDF', 'a PDF document'],
  [0, '\x89PNG', 'a picture'],
  [0, '\xff\xd8\xff', 'a picture'],
  [0, 'GIF8', 'a picture'],
  [0, '\x7fELF', 'a program'],
  [0, 'MZ', 'a program'],
];

function looksLike(head: EntryHead): string {
  const { bytes } = head;
  const known = SIGNATURES.find(
    ([offset, signature]) => bytes.toString('latin1', offset, offset + signature.length) === signature,
  );
  if (known !== undefined) return known[2];
  if (head.structure.topValues > 0) return describeJson(head);
  if (bytes.includes(0) || !isUtf8(bytes.subarray(0, lastWhole(bytes)))) return 'binary data';
  return describeText(bytes.toString('utf8', 0, 2000));
}

/** Length of the head without a character that its end cuts in two. */
function lastWhole(bytes: Buffer): number {
  let end = bytes.length;
  for (let back = 0; back < 4 && end > 0 && (bytes[end - 1] ?? 0) >= 0x80; back++) end--;
  return end;
}

const JSON_KINDS: readonly (readonly [fields: readonly string[], what: string])[] = [
  [['detail', 'source'], 'events from EventBridge'],
  [['logEvents'], 'a CloudWatch Logs subscription'],
  [['message', 'timestamp'], 'log events from CloudWatch Logs'],
  [['class_uid'], 'OCSF events'],
  [['@timestamp'], 'an export from Elasticsearch'],
  [['_raw'], 'an export from Splunk'],
  [['s3', 'eventSource'], 'notifications about S3 objects'],
  [['Statement'], 'an IAM policy'],
];

function describeJson({ objects, brokenObjects, structure, isWhole }: EntryHead): string {
  const first = [...objects, ...brokenObjects].find((fields) => fields.size > 0);
  if (first === undefined)
    return isWhole && structure.arrays === 1 ? 'an empty list' : 'JSON without readable objects';
  const known = JSON_KINDS.find(([fields]) => fields.every((field) => first.has(field)));
  if (known !== undefined) return known[1];
  const shown = [...first.keys()].slice(0, 5).join(', ');
  return `other JSON, with the fields ${shown}`;
}

function describeText(text: string): string {
  const line = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  if (line === '') return 'white space';
  if (/^<(!doctype|html)/i.test(line)) return 'a web page';
  if (line.startsWith('<')) return 'XML';
  if (line.split(',').length >= 4) return 'a table of comma-separated values';
  if (line.split('\t').length >= 3) return 'a table of tab-separated values';
  return 'text';
}
