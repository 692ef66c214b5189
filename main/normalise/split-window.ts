/**
 * The stretch of a byte stream that a splitter still needs: `bytes[0, end)`, with `base` the offset of its first
 * byte in the stream. A chunk is looked at in place; only what must survive it is copied.
 */
export class SplitWindow {
  bytes: Buffer = Buffer.alloc(0);
  end = 0;
  base = 0;
  #own: Buffer = this.bytes;

  append(chunk: Uint8Array): void {
    const length = this.end + chunk.byteLength;
    if (this.end === 0) {
      this.bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    } else {
      this.#reserve(length);
      this.#own.set(chunk, this.end);
      this.bytes = this.#own;
    }
    this.end = length;
  }

  /** Gives up the bytes before `keep` and takes the rest into a buffer of its own. */
  retain(keep: number): void {
    const kept = this.end - keep;
    if (this.bytes !== this.#own) {
      this.end = 0;
      this.#reserve(kept);
      this.#own.set(this.bytes.subarray(keep, keep + kept));
      this.bytes = this.#own;
    } else if (keep > 0) {
      this.#own.copyWithin(0, keep, keep + kept);
    }
    this.base += keep;
    this.end = kept;
  }

  #reserve(length: number): void {
    if (this.#own.length >= length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#own.length));
    this.#own.copy(grown, 0, 0, this.end);
    this.#own = grown;
  }
}
