import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromFdPromise, getFileNameLowLevel, type ZipFile, type Entry as ZipHeader } from 'yauzl';
import { ByteReader } from './byte-reader.ts';
import { displayName } from './display-name.ts';
import { inflate } from './inflate.ts';
import { brokenLimit, type Limits } from './limits.ts';
import type { Problem } from './problem.ts';
import type { ReadableFile } from './walk-folder.ts';

const STORED = 0;
const DEFLATED = 8;
const UNIX = 3;
const UNIX_TYPE_MASK = 0o170000;
const UNIX_LINK = 0o120000;

/** What is found out about a member while it is read. `storedBytes` counts the bytes it takes in the zip file. */
export type ZipReading = { storedBytes: number; problem: Problem | null };

/** One member: `refusal` says why it must not be read; `read` yields its bytes as an unzip would write them. */
export type ZipMember = {
  readonly name: string;
  readonly type: 'file' | 'directory';
  readonly sizeBytes: number;
  readonly refusal: string | null;
  readonly read: (reading: ZipReading) => AsyncGenerator<Uint8Array>;
};

/**
 * The members of a zip file in the order of its central directory. A damaged directory ends the list and is
 * returned as the problem. Nothing is unpacked before `read` is called.
 */
export async function* zipMembers(
  file: ReadableFile,
  limits: Limits,
): AsyncGenerator<ZipMember, Problem | null> {
  let zip: ZipFile;
  try {
    zip = await openZip(file);
  } catch (error) {
    return { reason: `The zip file is damaged or cut off: ${messageOf(error)}.`, position: file.sizeBytes };
  }
  const headers = zip.eachEntry();
  try {
    for (;;) {
      const next = await headers.next();
      if (next.done === true) return null;
      yield describeMember(zip, next.value, limits);
    }
  } catch (error) {
    return {
      reason: `The directory of the zip file is damaged: ${messageOf(error)}.`,
      position: file.sizeBytes,
    };
  } finally {
    zip.close();
  }
}

async function openZip(file: ReadableFile): Promise<ZipFile> {
  const descriptor = openSync(file.fsPath, 'r');
  try {
    return await fromFdPromise(descriptor, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function describeMember(zip: ZipFile, header: ZipHeader, limits: Limits): ZipMember {
  const name = memberName(header);
  return {
    name,
    type: /[\\/]$/.test(name) ? 'directory' : 'file',
    sizeBytes: header.uncompressedSize,
    refusal: refuseMember(header),
    read: (reading) => readMember(zip, header, limits, reading),
  };
}

/** The name as the zip specification decodes it, with bytes that are no UTF-8 made visible. */
function memberName(header: ZipHeader): string {
  const name = getFileNameLowLevel(
    header.generalPurposeBitFlag,
    header.fileNameRaw,
    header.extraFields,
    true,
  );
  return name.includes('\ufffd') ? displayName(header.fileNameRaw) : displayName(Buffer.from(name));
}

function refuseMember(header: ZipHeader): string | null {
  if (header.isEncrypted())
    return 'Refused: the member is encrypted; unpack the archive with its password first.';
  if (header.compressionMethod !== STORED && header.compressionMethod !== DEFLATED) {
    return `Refused: compression method ${header.compressionMethod} is not supported; unpack the archive first.`;
  }
  const isUnixLink =
    header.versionMadeBy >>> 8 === UNIX &&
    ((header.externalFileAttributes >>> 16) & UNIX_TYPE_MASK) === UNIX_LINK;
  return isUnixLink ? 'Refused: the member is a link.' : null;
}

async function* readMember(
  zip: ZipFile,
  header: ZipHeader,
  limits: Limits,
  reading: ZipReading,
): AsyncGenerator<Uint8Array> {
  const decoded = decode(zip, header, reading);
  let checksum = 0;
  let rawBytes = 0;
  try {
    let next = await decoded.next();
    for (; next.done !== true; next = await decoded.next()) {
      checksum = crc32(next.value, checksum);
      rawBytes += next.value.byteLength;
      yield next.value;
      const limit = brokenLimit(rawBytes, reading.storedBytes, limits);
      if (limit === null) continue;
      reading.problem ??= { reason: limit, position: reading.storedBytes };
      return;
    }
    const reason = next.value.problem ?? mismatch(header, rawBytes, checksum);
    if (reason !== null) reading.problem ??= { reason, position: reading.storedBytes };
  } finally {
    await decoded.return({ problem: null });
  }
}

async function* decode(
  zip: ZipFile,
  header: ZipHeader,
  reading: ZipReading,
): AsyncGenerator<Uint8Array, { readonly problem: string | null }> {
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(header, { decodeFileData: false });
  } catch (error) {
    return { problem: `The member cannot be read: ${messageOf(error)}.` };
  }
  const stored = counted(stream, reading);
  try {
    if (header.compressionMethod === DEFLATED)
      return yield* inflate(new ByteReader(stored), header.uncompressedSize);
    yield* stored;
    return { problem: null };
  } catch (error) {
    return { problem: `The member cannot be read: ${messageOf(error)}.` };
  } finally {
    stream.destroy();
  }
}

async function* counted(stream: Readable, reading: ZipReading): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue;
    reading.storedBytes += chunk.byteLength;
    yield chunk;
  }
}

function mismatch(header: ZipHeader, rawBytes: number, checksum: number): string | null {
  if (rawBytes !== header.uncompressedSize) {
    return `The member has ${rawBytes} bytes, the zip file's directory says ${header.uncompressedSize}.`;
  }
  return checksum >>> 0 === header.crc32
    ? null
    : 'The checksum in the zip file does not match: the content is damaged.';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
