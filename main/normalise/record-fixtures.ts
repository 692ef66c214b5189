import { defaultLimits, type Limits } from '../archive/limits.ts';
import type { FoundFile } from '../archive/walk-folder.ts';
import type { RejectedPiece, Structure } from './piece.ts';
import { type EntryFinished, type EntryStarted, readSource, type SourceProgress } from './read-source.ts';
import { RecordSplitter } from './split-records.ts';

/** The text of a small CloudTrail record with everything that makes cutting hard inside its strings. */
export function recordText(i: number, extra: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', userName: `bert-${i}`, arn: 'arn:aws:iam::111122223333:user/bert' },
    eventTime: new Date(1_690_000_000_000 + i * 1000).toISOString(),
    eventSource: 'iam.amazonaws.com',
    eventName: 'PutRolePolicy',
    userAgent: '<b onload="x">{[ "quoted" ]}</b> \\ back\\\\slash é \u{1f60a}',
    requestParameters: {
      policyDocument: '{"Statement":[{"Effect":"Allow"}],"Records":[]}',
      list: [1, -2.5e3, null],
    },
    responseElements: null,
    eventID: `id-${i}`,
    ...extra,
  });
}

type Piece = {
  readonly text: string;
  readonly position: number;
  readonly byteOffset: number;
  readonly sizeBytes: number;
};

/** A record as an entry gave it; `original` is what it was rebuilt from, null where it stands in the file. */
type ReadRecord = Piece & { readonly original: string | null };

export type Split = {
  readonly records: readonly Piece[];
  readonly rejected: readonly RejectedPiece[];
  readonly structure: Structure;
};

/** Cuts a text that arrives in chunks of the given size. */
export function split(text: string | Uint8Array, chunkBytes = 1 << 20, maxRecordBytes = 1 << 20): Split {
  const bytes = Buffer.from(text);
  const records: Piece[] = [];
  const rejected: RejectedPiece[] = [];
  const splitter = new RecordSplitter(
    {
      record: (source, start, end, position, byteOffset) =>
        records.push({
          text: source.toString('utf8', start, end),
          position,
          byteOffset,
          sizeBytes: end - start,
        }),
      rejected: (piece) => rejected.push(piece),
    },
    maxRecordBytes,
  );
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    splitter.push(Buffer.from(bytes.subarray(start, start + chunkBytes)));
  }
  splitter.finish();
  return { records, rejected, structure: splitter.structure };
}

export type Read = {
  readonly started: readonly EntryStarted[];
  readonly finished: readonly EntryFinished[];
  readonly records: readonly ReadRecord[];
  readonly rejected: readonly RejectedPiece[];
  readonly progress: readonly SourceProgress[];
};

/** Reads a found file as the import does and keeps everything it says. */
export async function readAll(file: FoundFile, limits: Partial<Limits> = {}): Promise<Read> {
  const read = {
    started: [] as EntryStarted[],
    finished: [] as EntryFinished[],
    records: [] as ReadRecord[],
    rejected: [] as RejectedPiece[],
    progress: [] as SourceProgress[],
  };
  await readSource(
    file,
    {
      entryStarted: (entry) => void read.started.push(entry),
      records: ({ bytes, offsets, positions, byteOffsets, originals }) => {
        for (const [i, position] of positions.entries()) {
          const slice = Buffer.from(bytes.subarray(offsets[i], (offsets[i + 1] ?? 1) - 1));
          const sizeBytes = slice.length;
          read.records.push({
            text: slice.toString(),
            position,
            byteOffset: byteOffsets[i] ?? -1,
            sizeBytes,
            original: originals?.[i] || null,
          });
        }
      },
      rejected: (pieces) => void read.rejected.push(...pieces),
      progress: (progress) => void read.progress.push(progress),
      entryFinished: (entry) => void read.finished.push(entry),
    },
    { limits: { ...defaultLimits, ...limits }, signal: new AbortController().signal },
  );
  return read;
}
