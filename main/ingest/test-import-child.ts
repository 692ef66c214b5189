import { writeSync } from 'node:fs';
import type { ImportProgress } from '../../preload/contract/model/case.ts';
import { importInto, openTestCase } from './test-import.ts';

/** Moments at which the process stops and waits to be killed; at any it does not stop. */
const MOMENTS: Readonly<Record<string, (progress: ImportProgress) => boolean>> = {
  reading: (progress) => progress.phase === 'reading',
  committed: (progress) => progress.events > 0,
  placing: (progress) => progress.phase === 'placing',
  any: () => false,
};

/** Run as a process of its own by the tests that kill it: imports argv[4…] into the case argv[2]. */
const [casePath, moment, ...paths] = process.argv.slice(2);
const isMoment = MOMENTS[moment ?? ''];
if (!casePath || !isMoment)
  throw new Error('Usage: test-import-child CASE reading|committed|placing|any PATH…');
writeSync(1, 'begins\n');
const database = await openTestCase(casePath);
await importInto(database, paths, {
  onProgress: (progress) => {
    if (!isMoment(progress)) return;
    writeSync(1, 'waiting to be killed\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
await database.close();
