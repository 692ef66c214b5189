import { afterAll, expect, it } from 'vitest';
import { temporaryFolder, writeFound } from '../../main/archive/archive-fixtures.ts';
import { baseInputs } from './base-inputs.ts';
import { checkReading } from './check-reading.ts';
import { runSeed } from './run-seed.ts';

const SEEDS = 400;

const folder = temporaryFolder();
afterAll(() => folder.remove());

it(`files that were changed at random are read as promised, ${SEEDS} of them`, async () => {
  const inputs = await baseInputs(null);
  const failed: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const faults = await runSeed(seed, inputs, folder.path, AbortSignal.timeout(30_000));
    failed.push(...faults.map((fault) => `${seed}: ${fault}`));
  }
  expect(failed).toEqual([]);
});

it('a record that no piece holds is noticed', async () => {
  const file = writeFound(folder.path, 'delivery.json', '{"Records":[],"eventVersion":"1.08"}');
  expect(await checkReading(file, [{ start: 13, end: 20 }], AbortSignal.timeout(30_000))).toEqual([
    `${file.path}: the record at byte 13 got lost.`,
  ]);
});
