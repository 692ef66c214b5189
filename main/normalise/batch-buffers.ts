/** Buffers are of these sizes, so that one that comes back fits the next batch. */
const LEAST_BYTES = 64 * 1024;
const MOST_BYTES = 4 * 1024 * 1024;
/** Most that is kept for later. */
const MOST_KEPT_BYTES = 32 * 1024 * 1024;

/**
 * Buffers that batches are collected in. Each batch leaves this thread with its buffer; given back, that is used again:
 * memory that is new each time costs the system as much as copying into it, and makes V8 collect garbage all the time.
 */
export class BatchBuffers {
  readonly #kept = new Map<number, ArrayBuffer[]>();
  #keptBytes = 0;

  /** A buffer of at least that many bytes, with anything in it. */
  take(bytes: number): Buffer<ArrayBuffer> {
    const size = sizeFor(bytes);
    const buffer = this.#kept.get(size)?.pop();
    if (buffer === undefined) return Buffer.allocUnsafeSlow(size);
    this.#keptBytes -= size;
    return Buffer.from(buffer);
  }

  /** Takes back a buffer that nobody reads any more. */
  giveBack(buffer: ArrayBuffer): void {
    const size = buffer.byteLength;
    if (size === 0 || size !== sizeFor(size) || size > MOST_BYTES) return;
    if (this.#keptBytes + size > MOST_KEPT_BYTES) return;
    this.#keptBytes += size;
    const same = this.#kept.get(size);
    if (same === undefined) this.#kept.set(size, [buffer]);
    else same.push(buffer);
  }
}

/** The next power of two, of what is not too large to be used again. */
function sizeFor(bytes: number): number {
  if (bytes > MOST_BYTES) return bytes;
  return Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(bytes)));
}

/** Those of this thread. */
export const batchBuffers = new BatchBuffers();
