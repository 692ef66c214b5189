import { crc32 } from 'node:zlib';
import type { ByteReader } from './byte-reader.ts';
import { inflate } from './inflate.ts';
import { brokenLimit, type Limits } from './limits.ts';
import type { Problem } from './problem.ts';

/** What came out so far and what was wrong; `note` is an oddity that costs no content. */
export type DecodeReport = { rawBytes: number; problem: Problem | null; note: Problem | null };

const FLAG_HEADER_CRC = 0x02;
const FLAG_EXTRA = 0x04;
const FLAG_NAME = 0x08;
const FLAG_COMMENT = 0x10;
const MAX_HEADER_BYTES = 256 * 1024;

/**
 * The content of all members of a gzip file (RFC 1952), with checksums verified. Trailing bytes after the
 * last member are noted: aws-cli calls such a log file invalid. Damage ends the content and is reported.
 */
export async function* gunzip(
  reader: ByteReader,
  limits: Limits,
  report: DecodeReport,
): AsyncGenerator<Uint8Array> {
  do {
    const start = reader.position;
    if (!(await skipHeader(reader))) {
      report.problem ??= { reason: 'The gzip header is damaged or cut off.', position: start };
      return;
    }
    const complete = yield* inflateMember(reader, limits, report);
    if (!complete) return;
  } while (await anotherMember(reader, report));
}

/** One member after its header: true when it ended as it should. */
async function* inflateMember(
  reader: ByteReader,
  limits: Limits,
  report: DecodeReport,
): AsyncGenerator<Uint8Array, boolean> {
  const inflated = inflate(reader, await claimedSize(reader));
  let checksum = 0;
  let size = 0;
  try {
    let next = await inflated.next();
    for (; next.done !== true; next = await inflated.next()) {
      const chunk = next.value;
      checksum = crc32(chunk, checksum);
      size += chunk.byteLength;
      report.rawBytes += chunk.byteLength;
      yield chunk;
      const limit = brokenLimit(report.rawBytes, reader.position, limits);
      if (limit === null) continue;
      report.problem ??= { reason: limit, position: reader.position };
      return false;
    }
    if (next.value.problem !== null) {
      report.problem ??= { reason: next.value.problem, position: reader.position };
      return false;
    }
  } finally {
    await inflated.return({ problem: null });
  }
  return checkTrailer(reader, checksum, size, report);
}

async function checkTrailer(
  reader: ByteReader,
  checksum: number,
  size: number,
  report: DecodeReport,
): Promise<boolean> {
  const position = reader.position;
  const trailer = await reader.peek(8);
  if (trailer.length < 8) {
    report.problem ??= {
      reason: 'The file is truncated: the gzip checksum at its end is missing.',
      position,
    };
    return false;
  }
  if (trailer.readUInt32LE(0) !== checksum >>> 0 || trailer.readUInt32LE(4) !== size % 2 ** 32) {
    report.problem ??= { reason: 'The gzip checksum does not match: the content is damaged.', position };
  }
  reader.consume(8);
  return true;
}

async function anotherMember(reader: ByteReader, report: DecodeReport): Promise<boolean> {
  const position = reader.position;
  for (;;) {
    const rest = await reader.ahead(64 * 1024);
    if (rest.length === 0) return false;
    const used = rest.findIndex((byte) => byte !== 0);
    reader.consume(used === -1 ? rest.length : used);
    if (used !== -1) break;
  }
  if (reader.position === position && isGzip(await reader.peek(3))) return true;
  const reason = 'Unexpected bytes follow the end of the compressed data; they were not read.';
  report.note ??= { reason, position: reader.position };
  return false;
}

/** Whether the bytes begin a gzip member that uses DEFLATE. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

async function skipHeader(reader: ByteReader): Promise<boolean> {
  const fixed = await reader.peek(10);
  if (fixed.length < 10 || !isGzip(fixed)) return false;
  const flags = fixed.readUInt8(3);
  reader.consume(10);
  if (flags & FLAG_EXTRA) {
    const length = await reader.peek(2);
    if (length.length < 2) return false;
    const extraBytes = 2 + length.readUInt16LE(0);
    if ((await reader.skip(extraBytes)) < extraBytes) return false;
  }
  if (flags & FLAG_NAME && !(await skipText(reader))) return false;
  if (flags & FLAG_COMMENT && !(await skipText(reader))) return false;
  return !(flags & FLAG_HEADER_CRC) || (await reader.skip(2)) === 2;
}

/** Skips a text that ends with a zero byte. */
async function skipText(reader: ByteReader): Promise<boolean> {
  for (let skipped = 0; skipped < MAX_HEADER_BYTES; ) {
    const bytes = await reader.ahead(4096);
    if (bytes.length === 0) return false;
    const end = bytes.indexOf(0);
    const used = end === -1 ? bytes.length : end + 1;
    reader.consume(used);
    if (end !== -1) return true;
    skipped += used;
  }
  return false;
}

/** The size that the last four bytes of a small file claim for its content; 0 when they are not at hand. */
async function claimedSize(reader: ByteReader): Promise<number> {
  const stored = await reader.remainder(4 * 1024 * 1024);
  return stored === null || stored.length < 8 ? 0 : stored.readUInt32LE(stored.length - 4);
}
