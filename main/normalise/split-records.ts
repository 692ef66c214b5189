import { EXCERPT_BYTES, excerptOf } from './excerpt.ts';
import { findRecordStart } from './find-record-start.ts';
import { Byte, isSpace } from './json-bytes.ts';
import type { PieceSink, Structure } from './piece.ts';
import {
  beforeSpace,
  describeFault,
  MAX_SPACE,
  newScan,
  type ScanOutcome,
  type ScanState,
  scanValue,
} from './scan-value.ts';
import { SplitWindow } from './split-window.ts';

/** Where the next value stands: at the top, in an array at the top, in `Records` of a batch, after `Records`. */
type Frame = 'top' | 'array' | 'records' | 'batch';
type State = 'between' | 'object' | 'element' | 'batch' | 'resync';

const LONGEST_KEY_BYTES = 31;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
/** Damaged text is read again to look for records inside it, but not without end. */
const RESCAN_FLOOR_BYTES = 64 * 1024 * 1024;
const RESCAN_FACTOR = 8;

/**
 * Cuts a stream of bytes into CloudTrail records as exact slices: `{"Records":[…]}` with any other keys, arrays,
 * single, concatenated and newline-delimited objects, and mixtures of these. Damage costs the damaged piece
 * only: the scan goes on at the next place where a record begins. Memory is bounded by `maxRecordBytes`; the
 * result does not depend on how the bytes are divided into chunks. `listKeys` are the keys whose list holds the
 * records of a batch.
 */
export class RecordSplitter {
  readonly #sink: PieceSink;
  readonly #maxRecordBytes: number;
  readonly #window = new SplitWindow();
  readonly #listKeys: readonly Buffer[];
  readonly #scan: ScanState;
  #state: State = 'between';
  readonly #frames: Frame[] = ['top'];
  #pieceStart = -1;
  /** From where on the rest of a batch was not yet searched for records. */
  #restStart = 0;
  #final = false;
  #position = 0;
  /** Damage was met, so stray closing brackets may follow. */
  #damageMet = false;
  #endsInsidePiece = false;
  #damageReachedEnd = false;
  #reason = '';
  #damageOffset = 0;
  #excerpt: string | null = null;
  #rescannedBytes = 0;
  #batches = 0;
  #arrays = 0;
  #topValues = 0;

  constructor(sink: PieceSink, maxRecordBytes: number, listKeys: readonly string[] = ['Records']) {
    this.#sink = sink;
    this.#maxRecordBytes = maxRecordBytes;
    this.#listKeys = listKeys.map((key) => Buffer.from(`"${key}"`));
    this.#scan = newScan(this.#listKeys);
  }

  get structure(): Structure {
    const openList = this.#frames.length > 1 && !this.#damageReachedEnd;
    const unclosed = this.#final && (openList || this.#endsInsidePiece);
    return { batches: this.#batches, arrays: this.#arrays, topValues: this.#topValues, unclosed };
  }

  /** Takes the next bytes and hands out the pieces that are complete. */
  push(chunk: Uint8Array): void {
    this.#window.append(chunk);
    this.#run();
    const keep = this.#keepFrom();
    this.#window.retain(keep);
    this.#scan.pos -= keep;
    this.#scan.stringStart -= keep;
    this.#restStart -= keep;
    if (this.#pieceStart !== -1) this.#pieceStart -= keep;
  }

  /** Ends the text: what is incomplete is rejected, records inside it are still found. */
  finish(): void {
    this.#final = true;
    this.#run();
  }

  #run(): void {
    while (this.#scan.pos < this.#window.end || (this.#final && this.#pieceIsOpen())) {
      if (!this.#step()) return;
    }
  }

  #pieceIsOpen(): boolean {
    return this.#state === 'object' || this.#state === 'element' || this.#state === 'resync';
  }

  /** False when more bytes are needed. */
  #step(): boolean {
    switch (this.#state) {
      case 'between':
        return this.#scanBetween();
      case 'object':
      case 'batch':
        return this.#scanObject();
      case 'element':
        return this.#scanElement();
      case 'resync':
        return this.#scanDamage();
    }
  }

  #frame(): Frame {
    return this.#frames.at(-1) ?? 'top';
  }

  #scanBetween(): boolean {
    const byte = this.#window.bytes[this.#scan.pos];
    if (isSpace(byte) || byte === Byte.comma) {
      this.#scan.pos++;
      return true;
    }
    if (byte === BOM[0] && this.#window.base + this.#scan.pos === 0) return this.#skipBom();
    const frame = this.#frame();
    if (byte === Byte.openBrace) {
      if (frame === 'top') this.#topValues++;
      this.#begin('object');
    } else if (byte === Byte.openBracket && frame === 'top') {
      this.#topValues++;
      this.#arrays++;
      this.#frames.push('array');
      this.#scan.pos++;
    } else if (byte === Byte.closeBracket && frame !== 'top') {
      this.#closeList();
    } else if ((byte === Byte.closeBracket || byte === Byte.closeBrace) && this.#damageMet) {
      this.#scan.pos++;
    } else {
      this.#begin('element');
    }
    return true;
  }

  #skipBom(): boolean {
    const head = this.#window.bytes.subarray(0, Math.min(BOM.length, this.#window.end));
    if (head.length < BOM.length && !this.#final && BOM.subarray(0, head.length).equals(head)) return false;
    if (head.equals(BOM)) this.#scan.pos = BOM.length;
    else this.#begin('element');
    return true;
  }

  #begin(state: 'object' | 'element'): void {
    this.#state = state;
    this.#pieceStart = this.#scan.pos;
    this.#scan.depth = 0;
    this.#scan.inString = false;
  }

  /** Ends a list; what follows the list of a batch is scanned as the rest of the batch's object. */
  #closeList(): void {
    this.#scan.pos++;
    if (this.#frames.pop() !== 'records') return;
    this.#state = 'batch';
    this.#restStart = this.#scan.pos;
    this.#scan.depth = 1;
    this.#scan.open[0] = Byte.openBrace;
    this.#scan.inString = false;
  }

  #scanObject(): boolean {
    for (;;) {
      const outcome = scanValue(this.#window.bytes, this.#limit(), this.#scan);
      const stray = this.#state === 'batch' ? this.#strayRecord() : null;
      if (stray !== null) return this.#damaged(stray, OUTSIDE_OF_LIST);
      if (outcome === 'closed') return this.#complete();
      if (outcome === 'more') return this.#pause();
      if (outcome !== 'list-key') return this.#fault(outcome);
      const list = this.#recordsList();
      if (list === 'undecided') {
        this.#scan.pos = this.#scan.stringStart;
        return this.#pause();
      }
      if (list !== null) return this.#enterRecords(list);
    }
  }

  /** Where in the rest of a batch, as far as it was scanned, a record begins that stands outside of its list. */
  #strayRecord(): number | null {
    const next = findRecordStart(this.#window.bytes, this.#restStart, this.#scan.pos, false);
    if ('found' in next) return next.found;
    this.#restStart = next.undecided;
    return null;
  }

  /** Where the scan of this piece must stop: at the end of the bytes or when the piece becomes too long. */
  #limit(): number {
    const { end } = this.#window;
    return this.#pieceStart === -1 ? end : Math.min(end, this.#pieceStart + this.#maxRecordBytes);
  }

  /** Waits for more bytes, unless there are none or the piece is too long already. */
  #pause(): boolean {
    const { end } = this.#window;
    if (this.#pieceStart !== -1 && end - this.#pieceStart > this.#maxRecordBytes) {
      const what = `It is longer than the limit of ${this.#maxRecordBytes} bytes`;
      return this.#damaged(this.#pieceStart + this.#maxRecordBytes, what);
    }
    if (!this.#final) return false;
    if (this.#state === 'batch') {
      this.#scan.pos = end;
      return false;
    }
    this.#endsInsidePiece = true;
    return this.#damaged(end, 'The text ends inside it');
  }

  #fault(outcome: ScanOutcome): boolean {
    const { pos } = this.#scan;
    return this.#damaged(pos, describeFault(outcome, this.#window.bytes[pos]));
  }

  /** After a key at depth 1: where the list of records begins, null when the key or its value is another. */
  #recordsList(): number | 'undecided' | null {
    const { bytes, end } = this.#window;
    const { pos, stringStart } = this.#scan;
    const key = bytes.subarray(stringStart, pos);
    if (this.#frame() === 'records' || !this.#listKeys.some((listKey) => listKey.equals(key))) return null;
    let i = this.#skipSpace(pos);
    if (i < end && bytes[i] !== Byte.colon) return null;
    if (i < end) i = this.#skipSpace(i + 1);
    if (i >= end) return this.#final ? null : 'undecided';
    return bytes[i] === Byte.openBracket ? i + 1 : null;
  }

  #skipSpace(from: number): number {
    const last = Math.min(this.#window.end, from + MAX_SPACE);
    let i = from;
    while (i < last && isSpace(this.#window.bytes[i])) i++;
    return i;
  }

  #enterRecords(listStart: number): boolean {
    if (this.#state === 'object') {
      const before = findRecordStart(this.#window.bytes, this.#pieceStart + 1, this.#scan.pos, false);
      if ('found' in before) return this.#damaged(before.found, OUTSIDE_OF_LIST);
      this.#batches++;
      this.#frames.push('batch');
    }
    this.#frames.push('records');
    this.#state = 'between';
    this.#pieceStart = -1;
    this.#scan.pos = listStart;
    return true;
  }

  #complete(): boolean {
    const start = this.#pieceStart;
    const { pos } = this.#scan;
    const { bytes, base } = this.#window;
    this.#pieceStart = -1;
    if (this.#state === 'batch') this.#frames.pop();
    else if (this.#state === 'object') this.#sink.record(bytes, start, pos, ++this.#position, base + start);
    else this.#reject(start, pos, 'An element of the list is a list itself, not an object.');
    this.#state = 'between';
    return true;
  }

  /** A value that is no object. */
  #scanElement(): boolean {
    if (this.#frame() === 'top') return this.#scanLine();
    return this.#window.bytes[this.#pieceStart] === Byte.openBracket
      ? this.#scanObject()
      : this.#scanScalar();
  }

  /** A value in a list up to the next comma or bracket. A colon or a brace shows that it is part of a record. */
  #scanScalar(): boolean {
    const { bytes } = this.#window;
    const limit = this.#limit();
    const isLast = this.#isLast(limit);
    const scan = this.#scan;
    for (; scan.pos < limit; scan.pos++) {
      const byte = bytes[scan.pos];
      if (byte === Byte.newline) break;
      if (scan.inString && byte === Byte.backslash) {
        if (scan.pos + 1 >= limit && !isLast) return this.#pause();
        if (bytes[scan.pos + 1] !== Byte.newline) scan.pos++;
      } else if (byte === Byte.quote) scan.inString = !scan.inString;
      else if (scan.inString) continue;
      else if (byte === Byte.colon || byte === Byte.openBrace) return this.#damaged(scan.pos, PART_OF_RECORD);
      else if (byte === Byte.comma || byte === Byte.closeBracket || byte === Byte.closeBrace) break;
    }
    if (scan.pos >= limit && !isLast) return this.#pause();
    this.#endElement(scan.pos, notAnObject(bytes[this.#pieceStart]));
    return true;
  }

  /** A line of text at the top, up to its end or to a record inside it. */
  #scanLine(): boolean {
    const { bytes } = this.#window;
    const limit = this.#limit();
    const newline = bytes.indexOf(Byte.newline, this.#scan.pos);
    const lineEnd = newline === -1 || newline >= limit ? limit : newline;
    this.#scan.pos = lineEnd;
    if (lineEnd === limit && !this.#isLast(limit)) return this.#pause();
    const record = findRecordStart(bytes, this.#pieceStart + 1, lineEnd, false);
    this.#endElement('found' in record ? record.found : lineEnd, 'This line is not a JSON object.');
    return true;
  }

  /** Nothing can follow after `limit`. */
  #isLast(limit: number): boolean {
    return this.#final && limit === this.#window.end;
  }

  #endElement(pos: number, reason: string): void {
    const start = this.#pieceStart;
    this.#scan.pos = Math.min(Math.max(pos, start + 1), this.#window.end);
    this.#pieceStart = -1;
    this.#state = 'between';
    this.#reject(start, this.#scan.pos, reason);
  }

  /** Gives up on the current piece and looks for the next record inside and after it. */
  #damaged(at: number, what: string): boolean {
    const start = this.#pieceStart === -1 ? at : this.#pieceStart;
    this.#reason = `${what}, at byte ${this.#window.base + at} of the content.`;
    this.#damageOffset = this.#window.base + start;
    this.#excerpt = null;
    this.#scan.pos = this.#pieceStart === -1 ? at : this.#resumeAt(start, at);
    this.#scan.inString = false;
    if (this.#state === 'batch') this.#frames.pop();
    this.#pieceStart = -1;
    this.#damageMet = true;
    this.#state = 'resync';
    return true;
  }

  #resumeAt(start: number, at: number): number {
    const budget = RESCAN_FLOOR_BYTES + RESCAN_FACTOR * (this.#window.base + at);
    if (this.#rescannedBytes + (at - start) > budget) return Math.max(at, start + 1);
    this.#rescannedBytes += at - start;
    return start + 1;
  }

  #scanDamage(): boolean {
    const { bytes, end, base } = this.#window;
    const next = findRecordStart(bytes, this.#scan.pos, end, this.#frame() === 'top');
    const start = this.#damageOffset - base;
    if ('found' in next) {
      this.#closeDamage(start, next.found);
      return true;
    }
    this.#scan.pos = next.undecided;
    if (this.#final) {
      this.#damageReachedEnd = true;
      this.#closeDamage(start, end);
    } else if (this.#excerpt === null && next.undecided - start >= EXCERPT_BYTES) {
      this.#excerpt = excerptOf(bytes, start, end);
    }
    return false;
  }

  #closeDamage(start: number, end: number): void {
    if (end > start) {
      const excerpt = this.#excerpt ?? excerptOf(this.#window.bytes, start, end);
      this.#emitRejected(this.#damageOffset, end - start, this.#reason, excerpt);
    }
    this.#scan.pos = end;
    this.#state = 'between';
  }

  #reject(start: number, end: number, reason: string): void {
    this.#emitRejected(
      this.#window.base + start,
      end - start,
      reason,
      excerptOf(this.#window.bytes, start, end),
    );
  }

  #emitRejected(byteOffset: number, sizeBytes: number, reason: string, excerpt: string): void {
    this.#damageMet = true;
    this.#sink.rejected({ position: ++this.#position, byteOffset, sizeBytes, reason, excerpt });
  }

  /** The first byte still needed, with those before the scan position that say what precedes a brace. */
  #keepFrom(): number {
    if (this.#pieceStart !== -1) return this.#pieceStart;
    const { pos, stringStart, inString } = this.#scan;
    if (this.#state === 'batch') {
      const isKey = inString && pos - stringStart <= LONGEST_KEY_BYTES;
      const needed = Math.min(this.#restStart, isKey ? stringStart : pos);
      return Math.max(0, beforeSpace(this.#window.bytes, needed));
    }
    const lookBehind = Math.max(0, pos - 1);
    if (this.#state !== 'resync' || this.#excerpt !== null) return lookBehind;
    return Math.min(this.#damageOffset - this.#window.base, lookBehind);
  }
}

const PART_OF_RECORD = 'A part of a record stands outside of one';
const OUTSIDE_OF_LIST = 'A record stands outside of the list of records';

function notAnObject(first: number | undefined): string {
  return first === Byte.quote
    ? 'An element of the list is a string, not an object.'
    : 'An element of the list is not an object.';
}
