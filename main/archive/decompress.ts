import { Readable } from 'node:stream';
import { Decompress } from 'fzstd';
import xz from 'xz-decompress';
import type { ByteReader } from './byte-reader.ts';
import { type DecodeReport, gunzip } from './gunzip.ts';
import { brokenLimit, type Limits } from './limits.ts';

/** How bytes can be compressed, and how the ledger and names of files spell it. */
export type Compression = 'gzip' | 'xz' | 'zstd';

/** Compressed bytes given to the zstd decoder at a time, and the most that may come out of them. */
const ZSTD_STEP = 16 * 1024;
const ZSTD_MOST = 64 * 1024 * 1024;

/**
 * The content of compressed bytes: of all members, streams or frames. Damage and broken limits end it and are reported;
 * bytes after its end are a note for gzip, damage for the others. Checksums are verified but for those of zstd, whose
 * library does not: that is a note.
 */
export function decompress(
  compression: Compression,
  reader: ByteReader,
  limits: Limits,
  report: DecodeReport,
): AsyncGenerator<Uint8Array> {
  if (compression === 'gzip') return gunzip(reader, limits, report);
  if (compression === 'zstd') {
    report.note = { reason: 'The checksum of zstd data was not verified.', position: 0 };
    return guarded('zstd', unzstd(reader), reader, limits, report);
  }
  return guarded('xz', unxz(reader), reader, limits, report);
}

async function* guarded(
  name: string,
  content: AsyncGenerator<Uint8Array>,
  reader: ByteReader,
  limits: Limits,
  report: DecodeReport,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of content) {
      report.rawBytes += chunk.byteLength;
      yield chunk;
      const limit = brokenLimit(report.rawBytes, reader.position, limits);
      if (limit === null) continue;
      report.problem ??= { reason: limit, position: reader.position };
      return;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report.problem ??= {
      reason: `The ${name} data is damaged or cut off: ${reason}.`,
      position: reader.position,
    };
  }
}

async function* unzstd(reader: ByteReader): AsyncGenerator<Uint8Array> {
  let pending: Uint8Array[] = [];
  let bytes = 0;
  const decoder = new Decompress((chunk) => {
    bytes += chunk.byteLength;
    if (bytes > ZSTD_MOST) throw new Error('more comes out of it than of any log');
    pending.push(chunk);
  });
  const take = (): Uint8Array[] => {
    const taken = pending;
    pending = [];
    bytes = 0;
    return taken;
  };
  try {
    for await (const chunk of reader.read(Number.POSITIVE_INFINITY)) {
      for (let start = 0; start < chunk.byteLength; start += ZSTD_STEP) {
        decoder.push(Uint8Array.from(chunk.subarray(start, start + ZSTD_STEP)), false);
        yield* take();
      }
    }
    decoder.push(new Uint8Array(0), true);
  } finally {
    yield* take();
  }
}

async function* unxz(reader: ByteReader): AsyncGenerator<Uint8Array> {
  const chunks = Readable.from(reader.read(Number.POSITIVE_INFINITY));
  // The types of Node.js's web streams and of the DOM's differ in name only.
  const web = Readable.toWeb(chunks) as ConstructorParameters<typeof xz.XzReadableStream>[0];
  const stream = new xz.XzReadableStream(web);
  try {
    for await (const chunk of stream) yield chunk;
  } finally {
    chunks.destroy();
  }
}
