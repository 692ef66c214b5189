import { isGzip } from './gunzip.ts';
import { isTarHeader, TAR_BLOCK_BYTES } from './tar-members.ts';

type Container = 'gzip' | 'zip' | 'tar';

/** How many first bytes `sniff` wants to see. */
export const SNIFF_BYTES = TAR_BLOCK_BYTES;

/** Which container the first bytes begin, by content and never by name; null for anything else. */
export function sniff(head: Buffer): Container | null {
  if (isGzip(head)) return 'gzip';
  if (isZip(head)) return 'zip';
  return isTarHeader(head) ? 'tar' : null;
}

/** A local file header, or the end record of an empty zip file. */
function isZip(head: Buffer): boolean {
  if (head.length < 4 || head.toString('latin1', 0, 2) !== 'PK') return false;
  const signature = head.readUInt16BE(2);
  return signature === 0x0304 || signature === 0x0506 || signature === 0x0708;
}
