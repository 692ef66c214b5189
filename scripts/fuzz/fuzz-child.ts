// Runs seeds from FIRST on, every STEP-th, and tells each before and after: `fuzz-child FIRST STEP [FOLDER]`.
import { temporaryFolder } from '../../main/archive/archive-fixtures.ts';
import { baseInputs } from './base-inputs.ts';
import { runSeed } from './run-seed.ts';

const [first = '0', step = '1', folder = null] = process.argv.slice(2);
const inputs = await baseInputs(folder);
const place = temporaryFolder();
process.on('exit', () => place.remove());
for (let seed = Number(first); ; seed += Number(step)) {
  process.send?.({ seed });
  const faults = await runSeed(seed, inputs, place.path, new AbortController().signal);
  process.send?.({ seed, faults });
}
