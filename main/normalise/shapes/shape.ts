import type { EntryHead } from '../entry-head.ts';

/** What an entry can be; the ledger shows it and the import result counts by it. */
export type ShapeKind =
  | 's3-delivery'
  | 'insight'
  | 'array'
  | 'ndjson'
  | 'object'
  | 'digest'
  | 'empty'
  | 'foreign';

/** One input shape: how to tell it, and, when it holds no records, a sentence why it is skipped. */
export type Shape = {
  readonly kind: ShapeKind;
  readonly recognises: (head: EntryHead) => boolean;
  /** Why an entry of this shape is skipped, null when its records are read. */
  readonly skipReason: ((head: EntryHead) => string) | null;
};
