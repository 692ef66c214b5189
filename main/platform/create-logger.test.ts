import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLogger } from './create-logger.ts';

it('makes its file with the first warning and keeps stacks in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-log-'));
  const file = join(folder, 'deep', 'spoor.log');
  const logger = createLogger({ file });
  logger.info({}, 'not kept');
  expect(await readdir(folder)).toEqual([]);
  logger.error({ err: new Error('broken\u001b[31m') }, 'it broke');
  const line = await readFile(file, 'utf8');
  expect(line).toContain('it broke');
  expect(line).toContain('"stack"');
  expect(line).not.toContain('\u001b');
  await rm(folder, { recursive: true });
});

it('gives up silently when its file cannot be written', () => {
  const logger = createLogger({ file: '/dev/null/spoor.log' });
  expect(() => logger.warn({}, 'nobody hears it')).not.toThrow();
});
