import { totalmem } from 'node:os';
import { DatabaseError } from './database-error.ts';

const FULL =
  /no space left on device|disk quota exceeded|file too large|not enough space|there is not enough/i;
const DAMAGED =
  /checksum|corrupt|failed to (deserialize|load metadata)|serialization error|inconsistent|could not read enough bytes/i;
const READ_ONLY = /read-only file system|permission denied|operation not permitted/i;
const OUT_OF_MEMORY = /^out of memory error/i;
const UNUSABLE = /has been invalidated|could not (read|write|sync|truncate)|input\/output error/i;

/**
 * What went wrong with the case file at `path`, with what to do, where DuckDB's error tells of its disk or of damage;
 * any other error as it is.
 */
export function explainError(error: unknown, path: string): unknown {
  if (error instanceof DatabaseError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (FULL.test(text)) {
    return new DatabaseError(
      'full',
      `There is no room left on the disk of ${path}. What was in the case stays in it. Make room, or copy the case to another disk; then open it and import the same folder again, which goes on where it stopped.`,
    );
  }
  if (READ_ONLY.test(text)) {
    return new DatabaseError(
      'read_only',
      `${path} cannot be written: its folder can only be read. Choose a place that can be written to.`,
    );
  }
  if (OUT_OF_MEMORY.test(text) && wantedBytes(text) < totalmem()) {
    return new DatabaseError(
      'memory',
      'There is not enough memory for this. Narrow the time range or the query, or close other programs.',
    );
  }
  // A damaged length makes DuckDB ask for more memory than any machine has.
  if (DAMAGED.test(text) || OUT_OF_MEMORY.test(text)) {
    return new DatabaseError(
      'damaged',
      `${path} is damaged (${damageOf(text)}). Go back to a copy of it, or make a new case of the same logs.`,
    );
  }
  if (UNUSABLE.test(text)) {
    return new DatabaseError(
      'damaged',
      `${path} cannot be read or written any more (${firstLine(text)}). See that its disk is there and sound, then open the case again.`,
    );
  }
  return error;
}

function damageOf(text: string): string {
  if (/checksum/i.test(text)) return 'a checksum does not match';
  return OUT_OF_MEMORY.test(text) ? 'a length in it cannot be right' : firstLine(text);
}

/** Bytes that DuckDB could not get, 0 where its error does not tell. */
function wantedBytes(text: string): number {
  const [, amount, unit] = /of size ([\d.]+) ([KMGTP])iB/.exec(text) ?? [];
  return unit === undefined ? 0 : Number(amount) * 1024 ** ('KMGTP'.indexOf(unit) + 1);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 300);
}
