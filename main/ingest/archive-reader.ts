import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { ReadableFile } from '../archive/walk-folder.ts';
import { removeParquetRows } from '../normalise/parquet-rows.ts';
import type { Bundle, FromWorker, ToWorker } from './messages.ts';

/** Reads files in a thread of its own, one after the other. */
export type ArchiveReader = {
  /** How many files it has been given and not read to their end. */
  readonly waiting: () => number;
  /** Gives it a file, and the zone of times that tell none. Its messages come in order, `fileFinished` last; throws when reading itself breaks. */
  readonly read: (
    file: ReadableFile,
    known: readonly string[],
    timeZone: string,
  ) => AsyncIterable<FromWorker>;
  /** Stops at once, also in the middle of a file. */
  readonly close: () => Promise<void>;
};

/** Messages of one file on their way from the worker to whoever reads it. */
class Feed {
  readonly #messages: FromWorker[] = [];
  #error: Error | null = null;
  #wake: (() => void) | null = null;

  add(message: FromWorker): void {
    this.#messages.push(message);
    this.#wake?.();
  }

  fail(error: Error): void {
    this.#error = error;
    this.#wake?.();
  }

  async *messages(taken: (bytes: Uint8Array<ArrayBuffer>) => void): AsyncGenerator<FromWorker> {
    for (;;) {
      const message = this.#messages.shift();
      if (message === undefined) {
        if (this.#error) throw this.#error;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      if (message.type === 'failed') throw new Error(message.message);
      yield message;
      if (message.type === 'records') taken(message.batch.bytes);
      if (message.type === 'fileFinished') return;
    }
  }
}

/**
 * V8 takes a small heap for full as soon as a few unpacked files lie beside it, and collects garbage seven times a second;
 * a reader begins with one of this size instead.
 */
const READER_HEAP_MB = 64;
/** How long a reader may take to come to a place where it can stop. */
const PATIENCE_MS = 10_000;

/** Starts the worker script that the build made of `main/ingest/worker.ts`. */
export function startArchiveReader(workerPath: string): ArchiveReader {
  setFlagsFromString(`--initial-heap-size=${READER_HEAP_MB}`);
  const worker = new Worker(workerPath);
  const { threadId } = worker;
  const exited = new Promise<true>((resolve) => worker.once('exit', () => resolve(true)));
  const feeds: Feed[] = [];
  let error: Error | null = null;
  worker.on('message', (bundle: Bundle) => {
    for (const message of bundle) {
      feeds[0]?.add(message);
      if (message.type === 'fileFinished' || message.type === 'failed') feeds.shift();
    }
  });
  worker.on('error', (reason) => {
    error = reason;
    for (const feed of feeds) feed.fail(reason);
  });
  const send = (message: ToWorker): void => worker.postMessage(message);
  return {
    waiting: () => feeds.length,
    read: (file, known, timeZone) => {
      const feed = new Feed();
      feeds.push(feed);
      if (error) feed.fail(error);
      else send({ type: 'read', file, known, timeZone });
      return feed.messages(({ byteLength, buffer }) => {
        worker.postMessage({ type: 'taken', bytes: byteLength, buffer } satisfies ToWorker, [buffer]);
      });
    },
    close: async () => {
      send({ type: 'stop' });
      const isGone = await Promise.race([exited, setTimeout(PATIENCE_MS, false, { ref: false })]);
      if (isGone) return;
      await worker.terminate();
      await removeParquetRows(threadId);
    },
  };
}
