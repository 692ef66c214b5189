import type { ReadableFile } from '../archive/walk-folder.ts';
import type { RejectedPiece } from '../normalise/piece.ts';
import type { EntryFinished, EntryStarted } from '../normalise/read-source.ts';
import type { RecordBatch } from '../normalise/record-batch.ts';

/**
 * What the import tells a reading worker: files, which it reads one after the other, and how many bytes of records
 * have been taken off it, with the buffer they lay in. `known` are SHA-256 values the case already holds for the path, `timeZone`
 * is that of times that tell none. After `stop` it ends at the
 * next chance: a thread that is killed while DuckDB works for it would take the whole process with it.
 */
export type ToWorker =
  | {
      readonly type: 'read';
      readonly file: ReadableFile;
      readonly known: readonly string[];
      readonly timeZone: string;
    }
  | { readonly type: 'taken'; readonly bytes: number; readonly buffer: ArrayBuffer }
  | { readonly type: 'stop' };

/** What a reading worker tells of a file, in order; `fileFinished` or `failed` comes last. */
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

/** Messages travel together: waking the other thread costs more than a small file does. */
export type Bundle = readonly FromWorker[];
