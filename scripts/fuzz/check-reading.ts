import { defaultLimits } from '../../main/archive/limits.ts';
import type { FoundFile } from '../../main/archive/walk-folder.ts';
import { type EntryFinished, type EntryStarted, readSource } from '../../main/normalise/read-source.ts';
import { RECORD_SEPARATOR, type RecordBatch } from '../../main/normalise/record-batch.ts';

type Range = readonly [start: number, end: number];

/** What was told of one entry, up to its end. */
type Told = {
  readonly started: EntryStarted;
  readonly positions: number[];
  readonly ranges: Range[];
  records: number;
  rejected: number;
};

/** Where in the content a text that must not get lost stands. */
export type Intact = { readonly start: number; readonly end: number };

/**
 * Reads a file and says what was not as promised: entries that begin and do not end, counts that do not add up, numbers
 * of pieces with holes, and intact records that are neither found, nor in a rejected piece, nor in an entry whose status
 * tells that something is missing. Whatever else is thrown is thrown on.
 */
export async function checkReading(
  file: FoundFile,
  intact: readonly Intact[],
  signal: AbortSignal,
): Promise<string[]> {
  const faults: string[] = [];
  let open: Told | null = null;
  let entries = 0;
  const current = (): Told => {
    if (open === null) throw new Error('Pieces were told outside of an entry.');
    return open;
  };
  await readSource(
    file,
    {
      entryStarted: (started) => {
        if (open !== null) faults.push(`${started.path} begins before ${open.started.path} ended.`);
        open = { started, positions: [], ranges: [], records: 0, rejected: 0 };
        entries++;
      },
      records: (batch) => addBatch(current(), batch, faults),
      rejected: (pieces) => {
        const told = current();
        told.rejected += pieces.length;
        for (const { position, byteOffset, sizeBytes, reason } of pieces) {
          told.positions.push(position);
          told.ranges.push([byteOffset, byteOffset + sizeBytes]);
          if (reason === '') faults.push('A piece was rejected without a reason.');
        }
      },
      progress: () => undefined,
      entryFinished: (end) => {
        faults.push(...checkEnd(current(), end, intact));
        open = null;
      },
    },
    { limits: defaultLimits, signal },
  );
  if (open !== null) faults.push('An entry did not end.');
  if (entries === 0) faults.push('Nothing was told of the file.');
  return faults;
}

function addBatch(
  told: Told,
  { bytes, offsets, positions, byteOffsets, originals }: RecordBatch,
  faults: string[],
): void {
  told.records += positions.length;
  if (offsets.length !== positions.length + 1 || offsets.at(-1) !== bytes.length) {
    faults.push('The offsets of a batch do not fit its records.');
  }
  if (originals !== null && originals.length !== positions.length) faults.push('A batch lacks originals.');
  for (const [i, position] of positions.entries()) {
    const end = offsets[i + 1] as number;
    const length = end - 1 - (offsets[i] as number);
    if (bytes[end - 1] !== RECORD_SEPARATOR) faults.push(`Record ${position} has no separator behind it.`);
    if (length <= 0) faults.push(`Record ${position} is empty.`);
    told.positions.push(position);
    const start = byteOffsets[i] as number;
    told.ranges.push([start, start + length]);
  }
}

function checkEnd(told: Told, end: EntryFinished, intact: readonly Intact[]): string[] {
  const { path } = end;
  const faults: string[] = [];
  if (end.path !== told.started.path) faults.push(`${path} ended, but ${told.started.path} had begun.`);
  if (end.records !== told.records || end.rejected !== told.rejected) {
    faults.push(
      `${path}: ${told.records} records and ${told.rejected} pieces were told, but ${end.records} and ${end.rejected} counted.`,
    );
  }
  const positions = told.positions.toSorted((a, b) => a - b);
  if (positions.some((position, i) => position !== i + 1))
    faults.push(`${path}: the pieces are not numbered through.`);
  if ((end.status === 'skipped' || end.status === 'damaged') && !end.reason) {
    faults.push(`${path} is ${end.status} without a reason.`);
  }
  if (end.status === 'read') {
    for (const { start, end: stop } of intact) {
      if (!isCovered(told.ranges, start, stop)) faults.push(`${path}: the record at byte ${start} got lost.`);
    }
  }
  return faults;
}

/** Whether the pieces together hold all bytes from start to end. */
function isCovered(ranges: readonly Range[], start: number, end: number): boolean {
  let reached = start;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (from <= reached && to > reached) reached = to;
    if (reached >= end) return true;
  }
  return false;
}
