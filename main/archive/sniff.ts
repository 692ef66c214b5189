import type { Compression } from './decompress.ts';
import { isGzip } from './gunzip.ts';
import { isTarHeader, TAR_BLOCK_BYTES } from './tar-members.ts';

/** A container that holds files of its own. */
export type ArchiveFormat = 'zip' | 'tar';

/** How many first bytes are wanted to tell. */
export const SNIFF_BYTES = TAR_BLOCK_BYTES;

const XZ = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** How the bytes that begin so are compressed, by content and never by name; null where they are not. */
export function sniffCompression(head: Buffer): Compression | null {
  if (isGzip(head)) return 'gzip';
  if (head.subarray(0, XZ.length).equals(XZ)) return 'xz';
  return head.subarray(0, ZSTD.length).equals(ZSTD) ? 'zstd' : null;
}

/** Which archive the bytes begin, by content and never by name; null for anything else. */
export function sniffArchive(head: Buffer): ArchiveFormat | null {
  if (isZip(head)) return 'zip';
  return isTarHeader(head) ? 'tar' : null;
}

/** A local file header, or the end record of an empty zip file. */
function isZip(head: Buffer): boolean {
  if (head.length < 4 || head.toString('latin1', 0, 2) !== 'PK') return false;
  const signature = head.readUInt16BE(2);
  return signature === 0x0304 || signature === 0x0506 || signature === 0x0708;
}
