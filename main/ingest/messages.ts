import type { ReadableFile } from '../archive/walk-folder.ts';
import type { RejectedPiece } from '../normalise/piece.ts';
import type { EntryFinished, EntryStarted } from '../normalise/read-source.ts';
import type { RecordBatch } from '../normalise/record-batch.ts';

/** What the import tells the reading worker. `known` are SHA-256 values the case already holds for the path. */
export type ToWorker =
  | { readonly type: 'read'; readonly file: ReadableFile; readonly known: readonly string[] }
  | { readonly type: 'taken'; readonly bytes: number };

/** What the reading worker tells the import, in order, file by file. */
export type FromWorker =
  | { readonly type: 'unchanged'; readonly sizeBytes: number }
  /** The file was read before, when it had this SHA-256. */
  | { readonly type: 'changed'; readonly before: string }
  | { readonly type: 'entryStarted'; readonly entry: EntryStarted }
  | { readonly type: 'records'; readonly batch: RecordBatch }
  | { readonly type: 'rejected'; readonly pieces: readonly RejectedPiece[] }
  | { readonly type: 'progress'; readonly storedBytesRead: number; readonly rawBytes: number }
  | { readonly type: 'entryFinished'; readonly entry: EntryFinished }
  | { readonly type: 'fileFinished' }
  | { readonly type: 'failed'; readonly message: string };
