import { createHash } from 'node:crypto';
import { closeSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Problem } from './problem.ts';
import type { ReadableFile } from './walk-folder.ts';

const CHUNK_BYTES = 1024 * 1024;
const readAsync = promisify(read);

/** Bytes as they are stored, hashed and counted while they pass; an error of the medium ends them early. */
export class StoredBytes implements AsyncIterable<Uint8Array> {
  bytesRead = 0;
  failure: Problem | null = null;
  readonly #hash = createHash('sha256');
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal;
  #ended = false;
  #sha256: string | null = null;

  constructor(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#signal = signal;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.#next() };
  }

  /** Reads what is left and returns the SHA-256, in lower-case hex, of all of it. */
  async sha256(): Promise<string> {
    while (!this.#ended) await this.#next();
    this.#sha256 ??= this.#hash.digest('hex');
    return this.#sha256;
  }

  async #next(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#signal.throwIfAborted();
    try {
      const next = this.#ended ? undefined : await this.#chunks.next();
      if (next !== undefined && next.done !== true) {
        this.#hash.update(next.value);
        this.bytesRead += next.value.byteLength;
        return { done: false, value: next.value };
      }
    } catch (error) {
      this.#signal.throwIfAborted();
      const message = error instanceof Error ? error.message : String(error);
      this.failure = { reason: `Reading failed: ${message}.`, position: this.bytesRead };
    }
    this.#ended = true;
    return { done: true, value: undefined };
  }

  /** Lets go of the source when the bytes are not wanted to the end. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#chunks.return?.();
  }
}

/**
 * The bytes of a file on disk in chunks of up to 1 MiB. Opening and the first read block,
 * which spares the thread pool: most CloudTrail files end with that first read, and this runs in a worker.
 */
export async function* fileChunks(
  file: Pick<ReadableFile, 'fsPath' | 'sizeBytes'>,
): AsyncGenerator<Uint8Array> {
  const descriptor = openSync(file.fsPath, 'r');
  try {
    const first = Buffer.allocUnsafeSlow(Math.min(file.sizeBytes + 1, CHUNK_BYTES));
    let bytesRead = readSync(descriptor, first);
    if (bytesRead > 0) yield first.subarray(0, bytesRead);
    if (bytesRead < first.length) return;
    while (bytesRead > 0) {
      const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
      ({ bytesRead } = await readAsync(descriptor, buffer, 0, CHUNK_BYTES, null));
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
    }
  } finally {
    closeSync(descriptor);
  }
}
