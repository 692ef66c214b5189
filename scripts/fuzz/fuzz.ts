// Feeds changed files to the readers for some time: `npm run fuzz -- [--minutes N] [--seed N] [--inputs FOLDER]`. A seed
// that fails, takes longer than a minute or ends its process is named; `--only SEED` runs it alone and keeps its input.
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../../main/archive/archive-fixtures.ts';
import { baseInputs } from './base-inputs.ts';
import { inputOf, runSeed } from './run-seed.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    inputs: { type: 'string' },
    only: { type: 'string' },
  },
});
const PATIENCE_MS = 60_000;
const CHILD = join(import.meta.dirname, 'fuzz-child.ts');

type Told = { readonly seed: number; readonly faults?: readonly string[] };

async function runOne(seed: number): Promise<number> {
  const inputs = await baseInputs(values.inputs ?? null);
  const { name, bytes } = inputOf(seed, inputs);
  const kept = join(tmpdir(), `fuzz-${seed}-${name}`);
  writeFileSync(kept, bytes);
  console.log(`Seed ${seed} is ${kept}, ${bytes.length} bytes.`);
  const place = temporaryFolder();
  const faults = await runSeed(seed, inputs, place.path, new AbortController().signal);
  place.remove();
  console.log(faults.length === 0 ? 'It is read as promised.' : faults.join('\n'));
  return faults.length;
}

/** Runs seeds in processes of their own until the time is over; answers how many were run, and those that failed. */
async function runMany(untilMs: number): Promise<{ ran: number; failed: readonly number[] }> {
  const step = availableParallelism();
  const failed = new Set<number>();
  let ran = 0;
  const fail = (seed: number, why: string): void => {
    failed.add(seed);
    console.log(`Seed ${seed}: ${why}`);
  };
  const runLane = async (first: number): Promise<void> => {
    let next = first;
    while (Date.now() < untilMs) {
      const args = [String(next), String(step), ...(values.inputs === undefined ? [] : [values.inputs])];
      const child = fork(CHILD, args, { execArgv: ['--import', 'tsx'] });
      let last = performance.now();
      const watch = setInterval(() => {
        if (Date.now() >= untilMs || performance.now() - last > PATIENCE_MS) child.kill('SIGKILL');
      }, 500);
      child.on('message', ({ seed, faults }: Told) => {
        last = performance.now();
        next = seed;
        if (faults === undefined) return;
        ran++;
        next = seed + step;
        for (const fault of faults) fail(seed, fault);
      });
      await new Promise((resolve) => child.on('close', resolve));
      clearInterval(watch);
      if (Date.now() >= untilMs) return;
      fail(next, performance.now() - last > PATIENCE_MS ? 'it did not end.' : 'it ended its process.');
      next += step;
    }
  };
  await Promise.all(Array.from({ length: step }, (_, lane) => runLane(Number(values.seed) + lane)));
  return { ran, failed: [...failed] };
}

if (values.only !== undefined) {
  process.exitCode = (await runOne(Number(values.only))) === 0 ? 0 : 1;
} else {
  const { ran, failed } = await runMany(Date.now() + Number(values.minutes) * 60_000);
  console.log(`${ran} inputs were read, ${failed.length} not as promised.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
