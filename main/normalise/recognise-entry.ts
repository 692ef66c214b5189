import { createHash } from 'node:crypto';
import type { ContentEntry } from '../archive/entry.ts';
import { type EntryHead, HEAD_BYTES, readHead } from './entry-head.ts';
import { recognise } from './recognise.ts';
import type { Shape } from './shapes/shape.ts';

export type RecognisedEntry = {
  readonly head: EntryHead;
  readonly shape: Shape;
  /** All of the content, the part that was looked at included; to be read once. */
  readonly content: AsyncIterable<Uint8Array>;
};

/** Reads as much of an entry as tells its shape. */
export async function recogniseEntry(entry: ContentEntry): Promise<RecognisedEntry> {
  const chunks = entry.content[Symbol.asyncIterator]();
  const { bytes, ended } = await firstBytes(chunks);
  const head = readHead(entry.path, bytes.subarray(0, HEAD_BYTES), ended && bytes.length <= HEAD_BYTES);
  const content = async function* (): AsyncGenerator<Uint8Array> {
    for (let chunk: Uint8Array | null = bytes; chunk !== null; chunk = await nextChunk(chunks)) yield chunk;
  };
  return { head, shape: recognise(head), content: content() };
}

/** A digest lists 300 bytes for each log file; a trail delivers some hundred in an hour. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/** The SHA-256 of content, lower-case hex, and its text where it is to be kept and is not too long for that. */
export async function readWhole(
  content: AsyncIterable<Uint8Array>,
  keepsText: boolean,
): Promise<{ contentSha256: string; text: string | null }> {
  const hash = createHash('sha256');
  let kept: Uint8Array[] | null = keepsText ? [] : null;
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    if (bytes > MAX_TEXT_BYTES) kept = null;
    else kept?.push(Uint8Array.from(chunk));
  }
  return {
    contentSha256: hash.digest('hex'),
    text: kept === null ? null : Buffer.concat(kept).toString('utf8'),
  };
}

async function nextChunk(content: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  const next = await content.next();
  return next.done === true ? null : next.value;
}

/** At least the first 64 KiB of the content, or all of it. */
async function firstBytes(content: AsyncIterator<Uint8Array>): Promise<{ bytes: Buffer; ended: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= HEAD_BYTES) {
    const chunk = await nextChunk(content);
    if (chunk === null) return { bytes: joined(chunks), ended: true };
    chunks.push(chunk);
    length += chunk.byteLength;
  }
  return { bytes: joined(chunks), ended: false };
}

function joined(chunks: readonly Uint8Array[]): Buffer {
  const [first] = chunks;
  if (chunks.length !== 1 || first === undefined) return Buffer.concat(chunks);
  return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
}
