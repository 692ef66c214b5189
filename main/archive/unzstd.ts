import { Decompressor } from '@cloudpss/zstd/napi';
import type { ByteReader } from './byte-reader.ts';

/** The parts of a frame and their sizes in bytes, as RFC 8878 has them. */
const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const MAGIC_BYTES = 4;
const SKIPPABLE_HEADER_BYTES = 8;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const;
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;

/** A run of one byte: the block holds that byte, its size says how often. */
const RUN_BLOCK = 1;
/** Most bytes of a block, stored and decompressed. */
const MAX_BLOCK_BYTES = 128 * 1024;

/** Decoders at rest after whole frames: one for a file, one for the archive around it. Memory of others waits for V8. */
const idleDecoders: Decompressor[] = [];
const MAX_IDLE_DECODERS = 2;

/** What the decoder says of frames that refer back further than 128 MB, and what a user can do about them. */
const TOO_WIDE = 'Frame requires too much memory for decoding';
const TOO_WIDE_ADVICE =
  'it wants more than 128 MB of memory; decompress it first, for instance with zstd -d --long=31';

const CUT_OFF = 'it ends in the middle of a frame';

/**
 * The content of all zstd frames (RFC 8878), with their checksums verified where they have one. Throws an Error with
 * the reason when they are damaged, cut off or too wide; all content up to there has come out by then.
 */
export async function* unzstd(reader: ByteReader): AsyncGenerator<Buffer> {
  const decoder = idleDecoders.pop() ?? newDecoder();
  let whole = false;
  try {
    for await (const piece of frameParts(reader)) {
      // The decoder works within `write`; it calls back only once what came out of it has been taken.
      const written = new Promise<void>((resolve, reject) => {
        decoder.write(piece, (error) => {
          if (!error) resolve();
          else reject(error.message === TOO_WIDE ? new Error(TOO_WIDE_ADVICE) : error);
        });
      });
      yield* taken(decoder);
      await written;
    }
    whole = true;
  } finally {
    if (whole && idleDecoders.length < MAX_IDLE_DECODERS) idleDecoders.push(decoder);
    else decoder.destroy();
  }
}

function newDecoder(): Decompressor {
  const decoder = new Decompressor();
  // What goes wrong is told to the callback of `write`; told here too, it must have a listener.
  return decoder.on('error', () => undefined);
}

function* taken(decoder: Decompressor): Generator<Buffer> {
  for (let chunk = decoder.read(); chunk !== null; chunk = decoder.read()) yield chunk;
}

/**
 * The bytes as parts of frames: a header, a block, a checksum. A block gives MAX_BLOCK_BYTES at most, which bounds what
 * the decoder holds; and the decoder itself does not tell when its input ends early.
 */
async function* frameParts(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const magic = await reader.peek(MAGIC_BYTES);
    if (magic.length === 0) return;
    const number = magic.length < MAGIC_BYTES ? 0 : magic.readUInt32LE(0);
    if (number === MAGIC) {
      yield* oneFrame(reader);
    } else if ((number & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) {
      const header = await part(reader, SKIPPABLE_HEADER_BYTES);
      const size = header.readUInt32LE(MAGIC_BYTES);
      if ((await reader.skip(size)) < size) throw new Error(CUT_OFF);
    } else throw new Error('bytes that are no frame follow its end');
  }
}

async function* oneFrame(reader: ByteReader): AsyncGenerator<Buffer> {
  const descriptor = (await reader.peek(MAGIC_BYTES + 1))[MAGIC_BYTES];
  if (descriptor === undefined) throw new Error(CUT_OFF);
  const singleSegment = (descriptor & 0x20) !== 0;
  const contentSizeFlag = descriptor >> 6;
  const headerBytes =
    MAGIC_BYTES +
    1 +
    (singleSegment ? 0 : 1) +
    (DICTIONARY_ID_BYTES[descriptor & 0x03] ?? 0) +
    (singleSegment && contentSizeFlag === 0 ? 1 : (CONTENT_SIZE_BYTES[contentSizeFlag] ?? 0));
  yield await part(reader, headerBytes);
  for (let last = false; !last; ) {
    const header = await reader.peek(BLOCK_HEADER_BYTES);
    if (header.length < BLOCK_HEADER_BYTES) throw new Error(CUT_OFF);
    const bits = header.readUIntLE(0, BLOCK_HEADER_BYTES);
    last = (bits & 1) === 1;
    const size = bits >> 3;
    if (size > MAX_BLOCK_BYTES) throw new Error('a block is larger than any can be');
    yield await part(reader, BLOCK_HEADER_BYTES + (((bits >> 1) & 3) === RUN_BLOCK ? 1 : size));
  }
  if ((descriptor & 0x04) !== 0) yield await part(reader, CHECKSUM_BYTES);
}

/** The next `count` bytes, consumed. Throws when there are fewer. */
async function part(reader: ByteReader, count: number): Promise<Buffer> {
  const bytes = await reader.peek(count);
  if (bytes.length < count) throw new Error(CUT_OFF);
  reader.consume(count);
  return bytes;
}
