import { importInto, openTestCase } from './test-import.ts';

/** Run as a process of its own by the tests that kill it: imports argv[3…] into the case argv[2]. */
const [casePath, ...paths] = process.argv.slice(2);
if (!casePath) throw new Error('Usage: test-import-child CASE PATH…');
const database = await openTestCase(casePath);
await importInto(database, paths, {
  onProgress: (progress) => process.stdout.write(`${progress.phase} ${progress.events}\n`),
});
await database.close();
