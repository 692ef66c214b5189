import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { defaultLimits } from '../archive/limits.ts';
import type { ReadableFile } from '../archive/walk-folder.ts';
import { batchBuffers } from '../normalise/batch-buffers.ts';
import { type RecordSink, readSource } from '../normalise/read-source.ts';
import type { ToWorker } from './messages.ts';
import { Outbox } from './outbox.ts';

const outbox = new Outbox();
const stopping = new AbortController();

async function hashFile(file: ReadableFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file.fsPath, {
    highWaterMark: 1 << 20,
    signal: stopping.signal,
  }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const sink: RecordSink = {
  entryStarted: (entry) => outbox.add({ type: 'entryStarted', entry }),
  records: (batch) => {
    stopping.signal.throwIfAborted();
    outbox.add({ type: 'records', batch });
    return outbox.room();
  },
  rejected: (pieces) => {
    stopping.signal.throwIfAborted();
    outbox.add({ type: 'rejected', pieces });
  },
  progress: (progress) => outbox.add({ type: 'progress', ...progress }),
  entryFinished: (entry) => outbox.add({ type: 'entryFinished', entry }),
};

async function read(file: ReadableFile, known: readonly string[], timeZone: string): Promise<void> {
  const before = known.at(-1);
  if (before !== undefined && known.includes(await hashFile(file))) {
    outbox.add({ type: 'unchanged', sizeBytes: file.sizeBytes });
  } else {
    if (before !== undefined) outbox.add({ type: 'changed', before });
    await readSource(file, sink, { limits: defaultLimits, signal: stopping.signal, timeZone });
  }
  outbox.add({ type: 'fileFinished' });
}

/** The file being read, and those that wait for it. */
let reading: Promise<void> = Promise.resolve();
let waiting = 0;

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'taken') {
    outbox.taken(message.bytes);
    batchBuffers.giveBack(message.buffer);
    return;
  }
  if (message.type === 'stop') {
    stopping.abort();
    outbox.taken(Number.POSITIVE_INFINITY);
    void reading.then(() => parentPort?.close());
    return;
  }
  waiting++;
  reading = reading
    .then(() => read(message.file, message.known, message.timeZone))
    .catch((error: unknown) =>
      outbox.add({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
    .then(() => {
      if (--waiting === 0) outbox.send();
    });
});
