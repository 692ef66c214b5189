/**
 * A record taken out of a piece of a file. `offset` is where it, or the text that holds it, begins in the piece.
 * `original` is what it was rebuilt from where the file holds no CloudTrail record, null where it stands in the file.
 */
export type FoundRecord = {
  readonly bytes: Buffer;
  readonly offset: number;
  readonly original: string | null;
};

/** What a piece gives: its records, and a sentence where it, or a part of it, gives none. */
export type Unwrapped = { readonly records: readonly FoundRecord[]; readonly problem: string | null };

/** Takes the records out of a piece: the bytes of one JSON value, one line, or one row of a table. */
export type Unwrap = (piece: Buffer) => Unwrapped;
