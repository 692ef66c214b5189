import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { defaultLimits } from '../archive/limits.ts';
import type { ReadableFile } from '../archive/walk-folder.ts';
import { type RecordSink, readSource } from '../normalise/read-source.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** Bytes of records that may be under way to the import before reading waits. */
const MAX_BYTES_UNDER_WAY = 64 * 1024 * 1024;

let bytesUnderWay = 0;
let resume: (() => void) | null = null;

function post(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...transfer]);
}

function room(): Promise<void> | undefined {
  if (bytesUnderWay < MAX_BYTES_UNDER_WAY) return undefined;
  return new Promise((resolve) => {
    resume = resolve;
  });
}

async function hashFile(file: ReadableFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file.fsPath, { highWaterMark: 1 << 20 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const sink: RecordSink = {
  entryStarted: (entry) => post({ type: 'entryStarted', entry }),
  records: (batch) => {
    bytesUnderWay += batch.bytes.byteLength;
    post({ type: 'records', batch }, [batch.bytes.buffer as ArrayBuffer]);
    return room();
  },
  rejected: (pieces) => post({ type: 'rejected', pieces }),
  progress: (progress) => post({ type: 'progress', ...progress }),
  entryFinished: (entry) => post({ type: 'entryFinished', entry }),
};

async function read(file: ReadableFile, known: readonly string[]): Promise<void> {
  const before = known.at(-1);
  if (before !== undefined && known.includes(await hashFile(file))) {
    post({ type: 'unchanged', sizeBytes: file.sizeBytes });
  } else {
    if (before !== undefined) post({ type: 'changed', before });
    await readSource(file, sink, { limits: defaultLimits, signal: new AbortController().signal });
  }
  post({ type: 'fileFinished' });
}

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'taken') {
    bytesUnderWay -= message.bytes;
    if (bytesUnderWay < MAX_BYTES_UNDER_WAY && resume) {
      resume();
      resume = null;
    }
    return;
  }
  read(message.file, message.known).catch((error: unknown) => {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
});
