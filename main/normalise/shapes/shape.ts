import type { SourceKindName } from '../../../preload/contract/model/source-kind.ts';
import type { EntryHead } from '../entry-head.ts';
import type { Unwrap } from '../found-record.ts';
import type { RowReader } from '../table-row.ts';

/** What the content of an entry can be; the ledger shows it and the import result counts by it. */
export type ShapeKind = Exclude<
  SourceKindName,
  'zip' | 'tar' | 'tar.gz' | 'tar.xz' | 'tar.zst' | 'refused' | 'unreadable'
>;

/**
 * How the content of a shape is cut into pieces and its records taken out of them: JSON values whose lists stand
 * under `listKeys`, lines, the rows of a table of comma-separated values, or those of a Parquet file as JSON objects.
 */
export type Reading =
  | { readonly form: 'json'; readonly listKeys: readonly string[]; readonly unwrap: Unwrap | null }
  | { readonly form: 'lines'; readonly unwrap: Unwrap }
  | { readonly form: 'table'; readonly rowReader: RowReader }
  | { readonly form: 'parquet'; readonly unwrap: Unwrap };

/** One input shape: how to tell it, and how to read it, or, when it holds no records, a sentence why it is skipped. */
export type Shape = {
  readonly kind: ShapeKind;
  readonly recognises: (head: EntryHead) => boolean;
  readonly reading: Reading | ((head: EntryHead) => string);
  /** It holds no records, but vouches for files that do: its text is kept whole (main/integrity). */
  readonly vouches?: true;
  /** Whether its times tell no zone, so that one has to be assumed. */
  readonly assumesZone?: (head: EntryHead) => boolean;
  /** What was assumed in reading it, for the ledger; times without a zone are of `timeZone`. */
  readonly note?: (head: EntryHead, timeZone: string) => string | null;
};

/** JSON whose objects are the records themselves. */
export const RECORDS: Reading = { form: 'json', listKeys: ['Records'], unwrap: null };
