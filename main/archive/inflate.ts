import { createInflateRaw, type InflateRaw, inflateRawSync } from 'node:zlib';
import type { ByteReader } from './byte-reader.ts';

/** One small piece of input at a time, so that even a bomb puts out at most 16 MiB between two checks. */
const INPUT_BYTES = 16 * 1024;
const OUTPUT_BYTES = 128 * 1024;
const WHOLE_INPUT_BYTES = 4 * 1024 * 1024;
const WHOLE_OUTPUT_BYTES = 32 * 1024 * 1024;

/** How a DEFLATE stream ended: `problem` is null when it is complete. */
type InflateEnd = { readonly problem: string | null };

type Outcome = { readonly state: 'more' | 'ended' } | { readonly state: 'failed'; readonly message: string };

/**
 * Inflates one raw DEFLATE stream and consumes exactly its bytes from the reader. Whatever can be decoded
 * is yielded before a fault is returned. `sizeHint` is the expected size of the output.
 */
export async function* inflate(reader: ByteReader, sizeHint: number): AsyncGenerator<Uint8Array, InflateEnd> {
  const whole = await inflateWhole(reader, sizeHint);
  if (whole !== null) {
    if (whole.length > 0) yield whole;
    return { problem: null };
  }
  const output: Uint8Array[] = [];
  const inflater = createInflateRaw({ chunkSize: OUTPUT_BYTES });
  inflater.on('data', (chunk: Uint8Array) => output.push(chunk));
  try {
    for (;;) {
      const piece = await reader.ahead(INPUT_BYTES);
      const consumedBefore = inflater.bytesWritten;
      const outcome = await feed(inflater, piece);
      reader.consume(inflater.bytesWritten - consumedBefore);
      yield* output.splice(0);
      if (outcome.state === 'ended') return { problem: null };
      if (outcome.state === 'failed') return { problem: faultOf(piece, outcome.message) };
    }
  } finally {
    inflater.destroy();
  }
}

/** The output of a small, sound stream in one go; null when it is large or damaged. */
async function inflateWhole(reader: ByteReader, sizeHint: number): Promise<Buffer | null> {
  const stored = await reader.remainder(WHOLE_INPUT_BYTES);
  if (stored === null || stored.length === 0) return null;
  const chunkSize = Math.min(Math.max(sizeHint + 1, stored.length, 1024), WHOLE_OUTPUT_BYTES);
  try {
    const result: unknown = inflateRawSync(stored, {
      info: true,
      chunkSize,
      maxOutputLength: WHOLE_OUTPUT_BYTES,
    });
    if (!isInfo(result)) return null;
    reader.consume(result.engine.bytesWritten);
    return result.buffer;
  } catch {
    return null;
  }
}

function isInfo(result: unknown): result is { buffer: Buffer; engine: { bytesWritten: number } } {
  return typeof result === 'object' && result !== null && 'buffer' in result && 'engine' in result;
}

/**
 * Feeds one piece, or the end when it is empty. All output of earlier pieces has been put out by then, so
 * a fault at the end loses nothing.
 */
function feed(inflater: InflateRaw, piece: Uint8Array): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome): void => {
      inflater.removeListener('end', onEnd);
      inflater.removeListener('error', onError);
      inflater.on('error', ignoreLaterError);
      resolve(outcome);
    };
    const onEnd = (): void => settle({ state: 'ended' });
    const onError = (error: Error): void => settle({ state: 'failed', message: error.message });
    inflater.removeListener('error', ignoreLaterError);
    inflater.once('end', onEnd);
    inflater.once('error', onError);
    if (piece.length === 0) inflater.end();
    else inflater.write(piece, (error) => (error == null ? settle({ state: 'more' }) : undefined));
  });
}

function ignoreLaterError(): void {}

function faultOf(piece: Uint8Array, message: string): string {
  return piece.length === 0
    ? 'The compressed data ends too early; the file is truncated.'
    : `The compressed data is damaged (${message}).`;
}
