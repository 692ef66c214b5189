/** A piece of an entry that is no record. `byteOffset` counts in the decompressed content. */
export type RejectedPiece = {
  /** 1-based number among the records and rejected pieces of the entry. */
  readonly position: number;
  readonly byteOffset: number;
  readonly sizeBytes: number;
  readonly reason: string;
  /** The first 2,000 bytes as text; what is no UTF-8 shows as U+FFFD. */
  readonly excerpt: string;
};

/** Receives the pieces in order. The bytes of a record are `bytes[start, end)` and valid only during the call. */
export type PieceSink = {
  readonly record: (bytes: Buffer, start: number, end: number, position: number, byteOffset: number) => void;
  readonly rejected: (piece: RejectedPiece) => void;
};

/** What the text turned out to be made of, known in full after `finish`. */
export type Structure = {
  readonly batches: number;
  readonly arrays: number;
  /** Objects and arrays that stand side by side at the top. */
  readonly topValues: number;
  /** A record or the list of records was still open when the text ended. */
  readonly unclosed: boolean;
};

/** How the content of an entry ended: what it is made of, and why none of it, or not all of it, was read. */
export type ContentEnd = Structure & {
  readonly problem?: { readonly status: 'damaged' | 'skipped'; readonly reason: string };
};
