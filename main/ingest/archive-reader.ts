import { Worker } from 'node:worker_threads';
import type { ReadableFile } from '../archive/walk-folder.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** Reads files in a thread of its own, one at a time. */
export type ArchiveReader = {
  /** Reads one file; resolves when `onMessage` has seen all of it. Rejects when reading itself breaks. */
  readonly read: (
    file: ReadableFile,
    known: readonly string[],
    onMessage: (message: FromWorker) => Promise<void> | void,
  ) => Promise<void>;
  /** Stops at once, also in the middle of a file. */
  readonly close: () => Promise<void>;
};

/** Starts the worker script that the build made of `main/ingest/worker.ts`. */
export function startArchiveReader(workerPath: string): ArchiveReader {
  const worker = new Worker(workerPath);
  let deliver: ((message: FromWorker) => void) | null = null;
  let fail: ((error: Error) => void) | null = null;
  worker.on('message', (message: FromWorker) => deliver?.(message));
  worker.on('error', (error) => fail?.(error));

  const send = (message: ToWorker): void => worker.postMessage(message);

  return {
    read: (file, known, onMessage) =>
      new Promise((resolve, reject) => {
        let last: Promise<void> = Promise.resolve();
        fail = reject;
        deliver = (message) => {
          last = last.then(async () => {
            if (message.type === 'failed') throw new Error(message.message);
            await onMessage(message);
            if (message.type === 'records') send({ type: 'taken', bytes: message.batch.bytes.byteLength });
            if (message.type === 'fileFinished') resolve();
          });
          last.catch(reject);
        };
        send({ type: 'read', file, known });
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
