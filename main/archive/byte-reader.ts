const EMPTY = Buffer.alloc(0);

/**
 * Pulls bytes from a sequence of chunks in the portions a format needs, without copying where it can.
 * `position` is the number of bytes consumed so far.
 */
export class ByteReader {
  position = 0;
  #rest: Buffer = EMPTY;
  #ended = false;
  readonly #chunks: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `count` bytes without consuming them; fewer only at the end. */
  async peek(count: number): Promise<Buffer> {
    if (this.#rest.length < count && !this.#ended) await this.#gather(count);
    return this.#rest.subarray(0, count);
  }

  /** Between 1 and `count` bytes without consuming them, as many as are at hand; empty at the end. */
  async ahead(count: number): Promise<Buffer> {
    while (this.#rest.length === 0 && !this.#ended) await this.#pull();
    return this.#rest.subarray(0, count);
  }

  /** All remaining bytes, not consumed, when there are at most `count` of them; null when there are more. */
  async remainder(count: number): Promise<Buffer | null> {
    await this.peek(count + 1);
    return this.#ended && this.#rest.length <= count ? this.#rest : null;
  }

  /** Consumes bytes that were looked at. */
  consume(count: number): void {
    this.#rest = this.#rest.subarray(count);
    this.position += count;
  }

  /** Consumes and yields up to `count` bytes, fewer only when the input ends. */
  async *read(count: number): AsyncGenerator<Buffer, void> {
    for (let left = count; left > 0; ) {
      const chunk = await this.ahead(left);
      if (chunk.length === 0) return;
      left -= chunk.length;
      this.consume(chunk.length);
      yield chunk;
    }
  }

  /** Consumes up to `count` bytes and returns how many there were. */
  async skip(count: number): Promise<number> {
    const before = this.position;
    while (this.position - before < count) {
      const chunk = await this.ahead(count - (this.position - before));
      if (chunk.length === 0) break;
      this.consume(chunk.length);
    }
    return this.position - before;
  }

  /** Lets go of the source when its bytes are not wanted to the end. */
  async close(): Promise<void> {
    this.#ended = true;
    this.#rest = EMPTY;
    await this.#chunks.return?.();
  }

  async #gather(count: number): Promise<void> {
    const parts = [this.#rest];
    let length = this.#rest.length;
    while (length < count && !this.#ended) {
      await this.#pull();
      parts.push(this.#rest);
      length += this.#rest.length;
      this.#rest = EMPTY;
    }
    const filled = parts.filter((part) => part.length > 0);
    this.#rest = filled.length === 1 ? (filled[0] ?? EMPTY) : Buffer.concat(filled, length);
  }

  async #pull(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done === true) {
      this.#ended = true;
      this.#rest = EMPTY;
    } else {
      const chunk = next.value;
      this.#rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
  }
}
