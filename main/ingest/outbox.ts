import { parentPort } from 'node:worker_threads';
import type { Bundle, FromWorker } from './messages.ts';

/** A bundle goes out with this many bytes of records, or at this age. */
const BUNDLE_BYTES = 4 * 1024 * 1024;
const BUNDLE_MS = 50;
/** Bytes of records that may be under way to the import before reading waits. */
const MAX_BYTES_UNDER_WAY = 32 * 1024 * 1024;

/** Collects a worker's messages into bundles and holds reading back while too much is under way. */
export class Outbox {
  #messages: FromWorker[] = [];
  #bytes = 0;
  #underWay = 0;
  #sentAtMs = performance.now();
  #resume: (() => void) | null = null;

  /** Adds a message. Of progress only the newest in a row is kept. */
  add(message: FromWorker): void {
    if (message.type === 'progress' && this.#messages.at(-1)?.type === 'progress') this.#messages.pop();
    this.#messages.push(message);
    if (message.type === 'records') this.#bytes += message.batch.bytes.byteLength;
    if (this.#bytes >= BUNDLE_BYTES || performance.now() - this.#sentAtMs >= BUNDLE_MS) this.send();
  }

  /** Waits until there is room for more records. */
  room(): Promise<void> | undefined {
    if (this.#underWay + this.#bytes < MAX_BYTES_UNDER_WAY) return undefined;
    this.send();
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  /** Sends what was collected. */
  send(): void {
    if (this.#messages.length === 0) return;
    const bundle: Bundle = this.#messages;
    const buffers = this.#messages.flatMap((message) =>
      message.type === 'records' ? [message.batch.bytes.buffer] : [],
    );
    parentPort?.postMessage(bundle, buffers);
    this.#underWay += this.#bytes;
    this.#messages = [];
    this.#bytes = 0;
    this.#sentAtMs = performance.now();
  }

  /** The import has taken so many bytes of records. */
  taken(bytes: number): void {
    this.#underWay -= bytes;
    if (this.#underWay >= MAX_BYTES_UNDER_WAY || this.#resume === null) return;
    this.#resume();
    this.#resume = null;
  }
}
