import { rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { createRandom } from '../../fixtures/make/random.ts';
import { writeFound } from '../../main/archive/archive-fixtures.ts';
import type { BaseInput } from './base-inputs.ts';
import { checkReading, type Intact } from './check-reading.ts';
import { mutate } from './mutate.ts';

/** The input that a seed stands for: the name it is read under, its bytes, and which records stand in it unchanged. */
export function inputOf(
  seed: number,
  inputs: readonly BaseInput[],
): { name: string; bytes: Buffer; intact: Intact[] } {
  const random = createRandom(seed);
  const base = random.pick(inputs);
  const bytes = mutate(base.bytes, random, random.pick(inputs).bytes);
  const name = random.chance(0.05) ? random.pick(inputs).name : base.name;
  const intact = base.records.flatMap((record) => {
    const start = bytes.indexOf(record);
    return start === -1 ? [] : [{ start, end: start + Buffer.byteLength(record) }];
  });
  if (base.records.length === 0 || random.chance(0.7)) return { name, bytes, intact };
  return { name: `${name}.gz`, bytes: gzipSync(bytes), intact };
}

/** Reads the input of a seed in a folder; answers what was not as promised. */
export async function runSeed(
  seed: number,
  inputs: readonly BaseInput[],
  folder: string,
  signal: AbortSignal,
): Promise<string[]> {
  const { name, bytes, intact } = inputOf(seed, inputs);
  const file = writeFound(folder, name, bytes);
  try {
    return await checkReading(file, intact, signal);
  } catch (error) {
    return [`It failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  } finally {
    rmSync(file.fsPath, { force: true });
  }
}
