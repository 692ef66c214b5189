import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../ingest/test-import.ts';
import {
  logKey,
  makeTestKey,
  makeTrail,
  publicKeysJson,
  type TrailFolder,
  writeTrail,
} from '../integrity/test-trail.ts';
import { realHost, runCommand } from './test-run.ts';

const key = makeTestKey();
let trail: TrailFolder;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let keysPath: string;
let casePath: string;
beforeEach(async () => {
  trail = writeTrail(makeTrail([8, 9, 10], key));
  folder = await temporaryFolder();
  keysPath = join(folder.path, 'keys.json');
  casePath = join(folder.path, 'test.spoor');
  await writeFile(keysPath, publicKeysJson([key]));
});
afterEach(async () => {
  trail.remove();
  await folder.remove();
});

async function run(command: string, ...args: string[]) {
  const ran = await runCommand([command, ...args, '--case', casePath], realHost(folder.path));
  return { ...ran, stdout: ran.stdout.replaceAll(trail.path, 'LOGS') };
}

describe('integrity of a case', () => {
  it('tells levels of files and events, and which keys to fetch; keeps those it is given', async () => {
    expect((await run('ingest', trail.path)).stdout).toContain(
      'Checked against 3 digests and sign files: 6 hash-consistent; nothing wrong.',
    );
    expect(await run('integrity')).toEqual({
      code: 0,
      stderr: '',
      stdout: `Account 111122223333, eu-central-1, trail example-trail: 3 digests, from 2024-03-05T08:00:00Z to 2024-03-05T11:00:00Z (UTC).
  Signatures: 2 not checked (no key), 1 not checked (no signature).
Files with records: 6 hash-consistent.
Events: 6 hash-consistent.
3 digests of eu-central-1 could not be checked for want of a key; --keys takes what this prints: aws cloudtrail list-public-keys --region eu-central-1 --start-time 2024-03-05 --end-time 2024-03-06
`,
    });
    const withKeys = await run('integrity', '--keys', keysPath);
    expect(withKeys.code).toBe(0);
    expect(withKeys.stdout).toContain('Events: 4 signature-verified, 2 hash-consistent.');
    expect(withKeys.stdout).toContain(`Public key ${key.fingerprint}: named by 3 digests`);
    const json = JSON.parse((await run('integrity', '--json')).stdout);
    expect(json).toMatchObject({ keys: [{ fingerprint: key.fingerprint }], findings: { total: 0 } });
    await run('integrity', '--remove-key', key.fingerprint);
    expect((await run('integrity')).stdout).toContain('Events: 6 hash-consistent.');
  });

  it('ends with 1 and names what is wrong; exports carry it', async () => {
    trail.writeGz(logKey(8, 'log8A'), '{"Records":[]}');
    await rm(trail.pathOf(logKey(9, 'log9B')));
    await run('ingest', trail.path);
    const { code, stdout, stderr } = await run('integrity', '--keys', keysPath);
    expect(code).toBe(1);
    expect(stderr).toBe('spoor: 2 things are wrong.\n');
    expect(stdout).toContain(`WRONG log-changed: LOGS/${logKey(8, 'log8A')}: `);
    expect(stdout).toContain('Files with records: 2 signature-verified, 2 hash-consistent, 1 failed.');
    const out = join(folder.path, 'all.csv');
    await run('events', '--out', out);
    const manifest = JSON.parse(await readFile(`${out}.manifest.json`, 'utf8'));
    expect(manifest.integrity).toMatchObject({
      digests: 3,
      publicKeys: [key.fingerprint],
      wrong: 2,
      notes: 0,
      exportedEvents: { 'signature-verified': 2, 'hash-consistent': 2 },
      findings: [{ rule: 'log-changed' }, { rule: 'log-missing', path: null }],
    });
    expect(manifest.sources.map(({ integrity }: { integrity: string }) => integrity).toSorted()).toEqual([
      'failed',
      'hash-consistent',
      'hash-consistent',
      'signature-verified',
      'signature-verified',
    ]);
  });

  it('cannot be told where no digest was read, and refuses what is no key', async () => {
    await rm(join(trail.path, 'AWSLogs/111122223333/CloudTrail-Digest'), { recursive: true });
    await run('ingest', trail.path);
    expect(await run('integrity')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no digest file'),
    });
    await writeFile(keysPath, 'none');
    expect(await run('integrity', '--keys', keysPath)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not valid JSON'),
    });
    expect(await run('integrity', '--remove-key', 'abc')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no public key'),
    });
  });
});
