import { Readable } from 'node:stream';
import xz from 'xz-decompress';
import type { ByteReader } from './byte-reader.ts';
import { type DecodeReport, gunzip } from './gunzip.ts';
import { brokenLimit, type Limits } from './limits.ts';
import { unzstd } from './unzstd.ts';

/** How bytes can be compressed, and how the ledger and names of files spell it. */
export type Compression = 'gzip' | 'xz' | 'zstd';

/**
 * The content of compressed bytes: of all members, streams or frames. Damage and broken limits end it and are reported;
 * bytes after its end are a note for gzip, damage for the others. Checksums are verified.
 */
export function decompress(
  compression: Compression,
  reader: ByteReader,
  limits: Limits,
  report: DecodeReport,
): AsyncGenerator<Uint8Array> {
  if (compression === 'gzip') return gunzip(reader, limits, report);
  const content = compression === 'zstd' ? unzstd(reader) : unxz(reader);
  return guarded(compression, content, reader, limits, report);
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
      reason: `The ${name} data could not be read to its end: ${reason}.`,
      position: reader.position,
    };
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
