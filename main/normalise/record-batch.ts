import { isUtf8 } from 'node:buffer';
import { batchBuffers } from './batch-buffers.ts';
import { excerptOf } from './excerpt.ts';
import type { RejectedPiece } from './piece.ts';

/**
 * The byte behind each record of a batch, so that the database can cut the batch up. JSON allows it nowhere,
 * and a record that holds it is rejected.
 */
export const RECORD_SEPARATOR = 0x1e;

/**
 * Records of one entry as exact slices laid end to end, a RECORD_SEPARATOR behind each: record `i` is
 * `bytes[offsets[i], offsets[i + 1] - 1)`. All arrays have buffers of their own and may be transferred to
 * another thread.
 */
export type RecordBatch = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: Uint32Array<ArrayBuffer>;
  /** 1-based numbers among the records and rejected pieces of the entry. */
  readonly positions: Uint32Array<ArrayBuffer>;
  /** Where each record begins in the decompressed content. */
  readonly byteOffsets: Float64Array<ArrayBuffer>;
  /** What each record was rebuilt from, '' where it stands in the file; null when all of them do. */
  readonly originals: readonly string[] | null;
};

const BATCH_BYTES = 4 * 1024 * 1024;
const BATCH_RECORDS = 4096;

/** Stands where separators will, until it is known that no record holds one. */
const GAP = 0x0a;

function hasSeparator(text: string | null): boolean {
  return text?.includes(String.fromCharCode(RECORD_SEPARATOR)) ?? false;
}

/** Collects records into batches of up to 4 MiB or 4,096 records and sorts out those that are not UTF-8 or hold a separator. */
export class BatchBuilder {
  readonly #full: RecordBatch[] = [];
  readonly #rejected: RejectedPiece[] = [];
  #bytes: Buffer<ArrayBuffer> = Buffer.alloc(0);
  #used = 0;
  #ends: number[] = [];
  #positions: number[] = [];
  #byteOffsets: number[] = [];
  #originals: string[] = [];

  add(
    source: Buffer,
    start: number,
    end: number,
    position: number,
    byteOffset: number,
    original: string | null = null,
  ): void {
    const length = end - start + 1;
    if (this.#used > 0 && (this.#used + length > BATCH_BYTES || this.#ends.length === BATCH_RECORDS))
      this.close();
    this.#reserve(this.#used + length, source.length - start);
    source.copy(this.#bytes, this.#used, start, end);
    this.#used += length;
    this.#bytes[this.#used - 1] = GAP;
    this.#ends.push(this.#used);
    this.#positions.push(position);
    this.#byteOffsets.push(byteOffset);
    if (original !== null) {
      while (this.#originals.length < this.#ends.length - 1) this.#originals.push('');
      this.#originals.push(original);
    }
  }

  /** Closes the batch in progress. */
  close(): void {
    if (this.#ends.length === 0) return;
    const collected = this.#bytes.subarray(0, this.#used);
    if (!isUtf8(collected) || collected.includes(RECORD_SEPARATOR) || this.#originals.some(hasSeparator)) {
      this.#sortOutInvalid();
    }
    for (const end of this.#ends) this.#bytes[end - 1] = RECORD_SEPARATOR;
    if (this.#ends.length > 0) this.#full.push(this.#take());
    this.#reset();
  }

  #reset(): void {
    this.#bytes = Buffer.alloc(0);
    this.#used = 0;
    this.#ends = [];
    this.#positions = [];
    this.#byteOffsets = [];
    this.#originals = [];
  }

  /** Hands over the closed batches. */
  takeBatches(): RecordBatch[] {
    return this.#full.splice(0);
  }

  /** Hands over the records that were rejected for that. */
  takeRejected(): RejectedPiece[] {
    return this.#rejected.splice(0);
  }

  #take(): RecordBatch {
    const offsets = new Uint32Array(this.#ends.length + 1);
    offsets.set(this.#ends, 1);
    return {
      bytes: new Uint8Array(this.#bytes.buffer, 0, this.#used),
      offsets,
      positions: Uint32Array.from(this.#positions),
      byteOffsets: Float64Array.from(this.#byteOffsets),
      originals: this.#originals.length > 0 ? this.#ends.map((_, i) => this.#originals[i] ?? '') : null,
    };
  }

  #sortOutInvalid(): void {
    const { ends, positions, byteOffsets, originals } = {
      ends: this.#ends,
      positions: this.#positions,
      byteOffsets: this.#byteOffsets,
      originals: this.#originals,
    };
    const source = this.#bytes;
    this.#reset();
    let start = 0;
    for (const [i, next] of ends.entries()) {
      const end = next - 1;
      const position = positions[i] ?? 0;
      const byteOffset = byteOffsets[i] ?? 0;
      const original = originals[i] || null;
      const record = source.subarray(start, end);
      const problem = !isUtf8(record)
        ? 'The record is not valid UTF-8.'
        : record.includes(RECORD_SEPARATOR) || hasSeparator(original)
          ? 'The record holds a control character that JSON does not allow.'
          : null;
      if (problem === null) this.add(source, start, end, position, byteOffset, original);
      else this.#reject(source, start, end, position, byteOffset, problem);
      start = next;
    }
  }

  #reject(
    source: Buffer,
    start: number,
    end: number,
    position: number,
    byteOffset: number,
    reason: string,
  ): void {
    this.#rejected.push({
      position,
      byteOffset,
      sizeBytes: end - start,
      reason,
      excerpt: excerptOf(source, start, end),
    });
  }

  /** Makes room for `length` bytes in all, and for all of the source that is still to come where that is not too much. */
  #reserve(length: number, ahead: number): void {
    if (this.#bytes.length >= length) return;
    const outgrown = this.#bytes;
    const wanted = Math.min(Math.max(this.#used + ahead + 1, 2 * outgrown.length), BATCH_BYTES);
    this.#bytes = batchBuffers.take(Math.max(length, wanted));
    outgrown.copy(this.#bytes, 0, 0, this.#used);
    batchBuffers.giveBack(outgrown.buffer);
  }
}
