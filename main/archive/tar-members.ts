import type { ByteReader } from './byte-reader.ts';
import { displayName } from './display-name.ts';
import type { Problem } from './problem.ts';

export const TAR_BLOCK_BYTES = 512;
const MAX_META_BYTES = 1024 * 1024;

/** A member as its header describes it; its content must be read from the reader before the next is asked for. */
export type TarMember = {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
  readonly sizeBytes: number;
};

type Header = { readonly name: Buffer; readonly type: string; readonly sizeBytes: number };
type Extended = { path?: Buffer; sizeBytes?: number; sparse?: boolean };

/**
 * The members of a tar file (ustar, pax, GNU and old formats) straight from the reader, with the content of
 * each left in it. Damage ends the list and is returned with its position in the tar data.
 */
export async function* tarMembers(reader: ByteReader): AsyncGenerator<TarMember, Problem | null> {
  let extended: Extended = {};
  for (;;) {
    const position = reader.position;
    const block = await reader.peek(TAR_BLOCK_BYTES);
    if (block.length === 0)
      return position === 0 ? null : { reason: 'The end mark of the tar file is missing.', position };
    if (block.length < TAR_BLOCK_BYTES) return { reason: 'The tar file ends inside a header.', position };
    if (block.every((byte) => byte === 0)) return null;
    const header = readHeader(block);
    if (header === null)
      return { reason: 'A tar header is damaged; the members after it were not read.', position };
    reader.consume(TAR_BLOCK_BYTES);
    if (isMeta(header.type)) {
      const body = await readMeta(reader, header.sizeBytes);
      if (body === null)
        return { reason: 'The tar file ends inside an extended header, or it is too long.', position };
      if (header.type !== 'g') extended = { ...extended, ...readExtended(header.type, body) };
      continue;
    }
    const sizeBytes = extended.sizeBytes ?? header.sizeBytes;
    const contentStart = reader.position;
    yield { name: memberName(extended.path ?? header.name), type: memberType(header, extended), sizeBytes };
    extended = {};
    const padded = Math.ceil(sizeBytes / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
    const left = padded - (reader.position - contentStart);
    if ((await reader.skip(left)) < left) {
      return { reason: 'The tar file ends inside a member.', position: reader.position };
    }
  }
}

/** Whether a block is a tar header, told by its checksum because old tar files have no magic number. */
export function isTarHeader(block: Buffer): boolean {
  return block.length >= TAR_BLOCK_BYTES && block[0] !== 0 && readHeader(block) !== null;
}

function readHeader(block: Buffer): Header | null {
  const stated = readNumber(block, 148, 8);
  if (stated === null) return null;
  let sum = 0;
  for (let i = 0; i < TAR_BLOCK_BYTES; i++) sum += i >= 148 && i < 156 ? 32 : block.readUInt8(i);
  if (sum !== stated) return null;
  const sizeBytes = readNumber(block, 124, 12);
  if (sizeBytes === null) return null;
  const name = untilZero(block.subarray(0, 100));
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isPosix ? untilZero(block.subarray(345, 500)) : Buffer.alloc(0);
  const fullName = prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
  return { name: Buffer.from(fullName), type: block.toString('latin1', 156, 157), sizeBytes };
}

/** An octal number as text, or GNU's big-endian form with the top bit set. */
function readNumber(block: Buffer, start: number, length: number): number | null {
  if (block.readUInt8(start) === 0x80) {
    const value = block.readBigUInt64BE(start + length - 8);
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null;
  }
  const text = untilZero(block.subarray(start, start + length))
    .toString('latin1')
    .trim();
  if (text === '') return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : null;
}

function untilZero(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

function isMeta(type: string): boolean {
  return type === 'x' || type === 'g' || type === 'L' || type === 'K';
}

async function readMeta(reader: ByteReader, sizeBytes: number): Promise<Buffer | null> {
  if (sizeBytes > MAX_META_BYTES) return null;
  const body = Buffer.from(await reader.peek(sizeBytes));
  const padded = Math.ceil(sizeBytes / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
  return (await reader.skip(padded)) === padded ? body : null;
}

function readExtended(type: string, body: Buffer): Extended {
  if (type === 'L') return { path: Buffer.from(untilZero(body)) };
  return type === 'x' ? readPax(body) : {};
}

/** Records of the form `<length> <key>=<value>\n`, where the length counts the whole record. */
function readPax(body: Buffer): Extended {
  const extended: Extended = {};
  for (let start = 0; start < body.length; ) {
    const space = body.indexOf(0x20, start);
    const length = Number.parseInt(body.toString('latin1', start, space), 10);
    if (space === -1 || !(length > 0)) break;
    const record = body.subarray(space + 1, start + length - 1);
    const equals = record.indexOf(0x3d);
    const key = record.toString('latin1', 0, equals);
    const value = record.subarray(equals + 1);
    if (key === 'path') extended.path = Buffer.from(value);
    if (key === 'size' && /^\d+$/.test(value.toString('latin1')))
      extended.sizeBytes = Number(value.toString('latin1'));
    if (key.startsWith('GNU.sparse.')) extended.sparse = true;
    start += length;
  }
  return extended;
}

function memberName(name: Buffer): string {
  return displayName(name).replace(/^(\.\/)+/, '');
}

function memberType(header: Header, extended: Extended): TarMember['type'] {
  if (extended.sparse) return 'other';
  switch (header.type) {
    case '0':
    case '\0':
    case '7':
      return header.name.at(-1) === 0x2f ? 'directory' : 'file';
    case '5':
      return 'directory';
    case '1':
    case '2':
      return 'link';
    default:
      return 'other';
  }
}
