import { expect, it } from 'vitest';
import { explainError } from './explain-error.ts';

const explained = (message: string) => explainError(new Error(message), '/cases/a.spoor');

it.each([
  ['full', 'IO Error: Could not write file "/cases/a.spoor": No space left on device'],
  ['full', 'TransactionContext Error: Failed to commit: Could not write file "a.wal": Disk quota exceeded'],
  ['full', 'IO Error: Could not write file "/cases/a.spoor": File too large'],
  [
    'full',
    'IO Error: Database "case" has been invalidated because checkpointing failed. Original error: Could not write file: No space left on device',
  ],
  ['read_only', 'IO Error: Cannot open file "/cases/a.spoor": Read-only file system'],
  ['damaged', 'IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2'],
  ['damaged', 'FATAL Error: Failed: database has been invalidated because of a previous fatal error.'],
  ['damaged', 'IO Error: Could not read from file "/cases/a.spoor": Input/output error'],
  ['damaged', 'Out of Memory Error: failed to allocate data of size 512.0 TiB (704.0 KiB/18.8 GiB used)'],
])('says of a disk or file that is %s what to do', (problem, message) => {
  expect(explained(message)).toMatchObject({
    problem,
    message: expect.stringMatching(/^[^:]*\/cases\/a.spoor.*\.$/),
  });
});

it('says that memory is short where less was wanted than there is', () => {
  expect(
    explained('Out of Memory Error: failed to allocate data of size 32.0 MiB (1.0 GiB/1.0 GiB used)'),
  ).toMatchObject({
    problem: 'memory',
  });
});

it('leaves other errors as they are', () => {
  const error = new Error('Conversion Error: Could not convert string');
  expect(explainError(error, '/cases/a.spoor')).toBe(error);
});
