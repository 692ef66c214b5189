import { temporaryFolder, writeFound } from '../archive/archive-fixtures.ts';
import { defaultLimits } from '../archive/limits.ts';
import { type EntryFinished, readSource } from './read-source.ts';

type ReadText = {
  readonly records: readonly Record<string, unknown>[];
  readonly texts: readonly string[];
  readonly originals: readonly string[];
  readonly rejected: readonly string[];
  readonly entry: EntryFinished;
};

/** What comes of a file with that content and name. */
export async function readText(
  text: string | Uint8Array,
  name = 'table.csv',
  timeZone = 'UTC',
): Promise<ReadText> {
  const texts: string[] = [];
  const originals: string[] = [];
  const rejected: string[] = [];
  let entry: EntryFinished | null = null;
  const folder = temporaryFolder();
  await readSource(
    writeFound(folder.path, name, text),
    {
      entryStarted: () => undefined,
      records: (batch) => {
        for (let i = 0; i + 1 < batch.offsets.length; i++) {
          const end = (batch.offsets[i + 1] ?? 1) - 1;
          texts.push(Buffer.from(batch.bytes.subarray(batch.offsets[i], end)).toString('utf8'));
          originals.push(batch.originals?.[i] ?? '');
        }
      },
      rejected: (pieces) => {
        rejected.push(...pieces.map(({ reason }) => reason));
      },
      progress: () => undefined,
      entryFinished: (finished) => {
        entry = finished;
      },
    },
    { limits: defaultLimits, signal: new AbortController().signal, timeZone },
  );
  folder.remove();
  if (entry === null) throw new Error('The entry did not end.');
  return { records: texts.map((record) => JSON.parse(record)), texts, originals, rejected, entry };
}
