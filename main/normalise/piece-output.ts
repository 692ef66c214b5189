import type { FoundRecord, Unwrapped } from './found-record.ts';
import type { RejectedPiece } from './piece.ts';
import { BatchBuilder, type RecordBatch } from './record-batch.ts';

/** Takes batches of records and rejected pieces on; a returned promise is waited for. */
export type PieceReceiver = {
  readonly records: (batch: RecordBatch) => void | Promise<void>;
  readonly rejected: (pieces: readonly RejectedPiece[]) => void | Promise<void>;
};

/** Where a piece begins in the decompressed content, and how long it is. */
type PiecePlace = { readonly byteOffset: number; readonly sizeBytes: number };

/** Numbers what a reader takes out of one entry and hands it on in batches. */
export class PieceOutput {
  readonly #receiver: PieceReceiver;
  readonly #batches = new BatchBuilder();
  #rejected: RejectedPiece[] = [];
  #position = 0;
  #records = 0;
  #rejections = 0;

  constructor(receiver: PieceReceiver) {
    this.#receiver = receiver;
  }

  /** How many records and rejected pieces were handed on. */
  get counts(): { readonly records: number; readonly rejected: number } {
    return { records: this.#records, rejected: this.#rejections };
  }

  /** Adds the record `bytes[start, end)`, which begins at `byteOffset` of the content. */
  record(bytes: Buffer, start: number, end: number, byteOffset: number): void {
    this.#batches.add(bytes, start, end, ++this.#position, byteOffset);
  }

  /** Adds what a piece that begins at `byteOffset` gave; `excerpt` is shown where a part of it gave nothing. */
  unwrapped({ records, problem }: Unwrapped, place: PiecePlace, excerpt: () => string): void {
    for (const record of records) this.#found(record, place.byteOffset);
    if (problem !== null) this.rejected({ ...place, reason: problem, excerpt: excerpt() });
  }

  #found({ bytes, offset, original }: FoundRecord, pieceOffset: number): void {
    this.#batches.add(bytes, 0, bytes.length, ++this.#position, pieceOffset + offset, original);
  }

  rejected(piece: Omit<RejectedPiece, 'position'>): void {
    this.#rejected.push({ ...piece, position: ++this.#position });
  }

  /** Hands on what is complete, all of it at the end. */
  async serve(isEnd: boolean): Promise<void> {
    if (isEnd) this.#batches.close();
    for (const batch of this.#batches.takeBatches()) {
      this.#records += batch.positions.length;
      await this.#receiver.records(batch);
    }
    const rejected = [...this.#rejected, ...this.#batches.takeRejected()];
    if (rejected.length === 0) return;
    this.#rejected = [];
    this.#rejections += rejected.length;
    await this.#receiver.rejected(rejected);
  }
}
