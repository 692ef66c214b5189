import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  digestKey,
  logKey,
  makeTestKey,
  makeTrail,
  publicKeysJson,
  type TrailFolder,
  writeTrail,
} from '../integrity/test-trail.ts';
import { runCommand, testHost } from './test-run.ts';

const key = makeTestKey();
let folder: TrailFolder;
beforeEach(() => {
  folder = writeTrail(makeTrail([8, 9, 10], key));
});
afterEach(() => folder.remove());

async function verify(...args: string[]) {
  const { code, stdout, stderr } = await runCommand(['verify', ...args], testHost());
  return { code, stdout: stdout.replaceAll(folder.path, 'FOLDER'), stderr };
}

describe('verify', () => {
  it('ends with 0 and tells chains, signatures and levels where nothing is wrong', async () => {
    writeFileSync(join(folder.path, 'keys.json'), publicKeysJson([key]));
    const { code, stdout, stderr } = await verify(folder.path, '--keys', join(folder.path, 'keys.json'));
    expect(stderr).toBe('');
    expect(
      stdout,
    ).toBe(`Account 111122223333, eu-central-1, trail example-trail: 3 digests, from 2024-03-05T08:00:00Z to 2024-03-05T11:00:00Z (UTC).
  Signatures: 2 verified, 1 not checked (no signature).
7 other files: 4 signature-verified, 2 hash-consistent, 1 not covered.
Nothing here says anything about:
  FOLDER/keys.json
`);
    expect(code).toBe(0);
  });

  it('ends with 1 and names what is wrong', async () => {
    rmSync(folder.pathOf(logKey(9, 'log9B')));
    folder.writeGz(logKey(8, 'log8A'), '{"Records":[]}');
    const { code, stdout, stderr } = await verify(folder.path);
    expect(code).toBe(1);
    expect(stderr).toBe('spoor: 2 things are wrong.\n');
    expect(stdout).toContain(`WRONG log-changed: FOLDER/${logKey(8, 'log8A')}: Its content is not what `);
    expect(stdout).toContain(`WRONG log-missing: ${logKey(9, 'log9B')} is missing: `);
  });

  it('tells all of it as JSON', async () => {
    const { code, stdout } = await verify(folder.path, '--json');
    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(report.chains[0].digests[0]).toMatchObject({
      key: digestKey(8),
      start: '2024-03-05T08:00:00Z',
      signature: 'key-not-given',
      level: 'hash-consistent',
      logFiles: 2,
    });
    expect(report.files).toHaveLength(6);
  });

  it('does not pass what it could not check', async () => {
    const { code, stderr } = await verify(join(folder.path, 'AWSLogs/111122223333/CloudTrail'));
    expect(code).toBe(1);
    expect(stderr).toContain('nothing could be verified');
  });

  it('refuses keys that are none, and paths that are not there', async () => {
    const noKeys = await verify(folder.path, '--keys', folder.pathOf(digestKey(8)));
    expect(noKeys.stderr).toContain('This is not valid JSON.');
    expect(noKeys.code).toBe(1);
    expect((await verify(join(folder.path, 'none'))).stderr).toContain('There is no readable file');
  });
});
