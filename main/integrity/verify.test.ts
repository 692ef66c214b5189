import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { zipBytes } from '../archive/archive-fixtures.ts';
import { defaultLimits } from '../archive/limits.ts';
import { findFiles } from './found-files.ts';
import { parsePublicKeys } from './public-keys.ts';
import type { IntegrityReport } from './report.ts';
import {
  digestKey,
  logKey,
  logText,
  makeHour,
  makeTestKey,
  makeTrail,
  publicKeysJson,
  sha256,
  signature,
  type TestHour,
  type TrailFolder,
  writeTrail,
} from './test-trail.ts';
import { verifyFiles } from './verify.ts';

const awsKey = makeTestKey();
const otherKey = makeTestKey();
const keys = parsePublicKeys(publicKeysJson([awsKey]));

let folder: TrailFolder;
afterEach(() => folder.remove());

const trail = (hours = [8, 9, 10, 11]): TestHour[] => makeTrail(hours, awsKey);
const use = (hours: readonly TestHour[]): void => {
  folder = writeTrail(hours);
};

async function verify(given = keys, paths = [folder.path]): Promise<IntegrityReport> {
  const signal = new AbortController().signal;
  return verifyFiles(
    await findFiles(paths, { limits: defaultLimits, signal, onProgress: () => undefined }),
    given,
  );
}

/** Findings as `rule name-of-the-file`. */
const told = ({ findings }: IntegrityReport, severity: 'wrong' | 'note' = 'wrong'): string[] =>
  findings
    .filter((finding) => finding.severity === severity)
    .map(({ rule, path }) => `${rule} ${path === null ? '-' : path.slice(folder.path.length + 1)}`)
    .toSorted();

function levels(report: IntegrityReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { level } of report.files) counts[level] = (counts[level] ?? 0) + 1;
  return counts;
}

describe('a trail that nobody touched', () => {
  it('is hash-consistent without keys, and nothing is wrong', async () => {
    use(trail());
    const report = await verify([]);
    expect(report.findings).toEqual([]);
    expect(levels(report)).toEqual({ 'hash-consistent': 8 });
    expect(report.chains).toMatchObject([
      { account: '111122223333', region: 'eu-central-1', trail: 'example-trail', emptyDigests: 0 },
    ]);
  });

  it('is signature-verified with the keys, but for what only the newest digest lists', async () => {
    use(trail());
    const report = await verify();
    expect(report.findings).toEqual([]);
    expect(levels(report)).toEqual({ 'signature-verified': 6, 'hash-consistent': 2 });
    expect(report.chains[0]?.digests.map((digest) => digest.signature)).toEqual([
      'verified',
      'verified',
      'verified',
      'signature-not-given',
    ]);
  });

  it.each([
    [
      'head-object output',
      (hex: string) => ({
        ContentLength: 1,
        Metadata: { signature: hex, 'signature-algorithm': 'SHA256withRSA' },
      }),
    ],
    ['its Metadata alone', (hex: string) => ({ signature: hex })],
    ['headers', (hex: string) => ({ 'x-amz-meta-signature': hex })],
  ])('is verified whole where the newest signature was saved as %s', async (_name, form) => {
    const hours = trail();
    use(hours);
    const newest = hours.at(-1) as TestHour;
    folder.write(`${newest.key}.metadata.json`, JSON.stringify(form(newest.signature)));
    expect(levels(await verify())).toEqual({ 'signature-verified': 8 });
  });

  it('is the same unpacked, copied flat, or inside a zip', async () => {
    const hours = trail([8, 9]);
    use([]);
    for (const { key, text, logs } of hours) {
      folder.write(key.replace(/^.*\//, '').replace(/\.gz$/, ''), text);
      for (const log of logs) folder.write(log.key.replace(/^.*\//, ''), gzipSync(log.text));
    }
    expect(levels(await verify())).toEqual({ 'signature-verified': 2, 'hash-consistent': 2 });
    folder.remove();
    use([]);
    folder.write(
      'trail.zip',
      zipBytes(
        hours.flatMap(({ key, text, logs }) => [
          { name: key, bytes: gzipSync(text) },
          ...logs.map((log) => ({ name: log.key, bytes: gzipSync(log.text) })),
        ]),
      ),
    );
    const zipped = await verify();
    expect(zipped.findings).toEqual([]);
    expect(levels(zipped)).toEqual({ 'signature-verified': 2, 'hash-consistent': 2 });
  });

  it('proves with an empty digest that nothing was delivered', async () => {
    const first = makeHour(8, { signingKey: awsKey, previous: null, logs: [] });
    use([first, makeHour(9, { signingKey: awsKey, previous: first })]);
    const report = await verify();
    expect(report.findings).toEqual([]);
    expect(report.chains[0]?.emptyDigests).toBe(1);
  });

  it('may begin in the middle of its chain, which is said', async () => {
    use(trail().slice(2));
    const report = await verify();
    expect(told(report)).toEqual([]);
    expect(told(report, 'note')).toEqual([`chain-cut ${digestKey(10)}`]);
  });

  it('keeps backfilled digests apart from the hourly ones', async () => {
    const hours = trail([8, 9]);
    const backfill = makeHour(8, {
      signingKey: awsKey,
      previous: null,
      logs: ['late1'],
      suffix: '_backfill',
    });
    use([...hours, backfill]);
    const report = await verify([]);
    expect(report.findings).toEqual([]);
    expect(report.chains.map((chain) => [chain.backfill, chain.digests.length])).toEqual([
      [false, 2],
      [true, 1],
    ]);
    expect(levels(report)).toEqual({ 'hash-consistent': 5 });
  });

  it('leaves files outside the time of its digests uncovered', async () => {
    use(trail([8, 9]));
    folder.writeGz(logKey(20, 'later'), logText('later'));
    folder.write('notes.txt', 'not a log');
    const report = await verify();
    expect(report.findings).toEqual([]);
    expect(levels(report)).toMatchObject({ 'not-covered': 2 });
  });
});

describe('tampering is found:', () => {
  it('a changed byte in a log file', async () => {
    const hours = trail();
    use(hours);
    const [log] = hours[1]?.logs ?? [];
    folder.writeGz(log?.key ?? '', (log?.text ?? '').replace('GetCallerIdentity', 'GetCallerIdentitY'));
    const report = await verify();
    expect(told(report)).toEqual([`log-changed ${log?.key}`]);
    expect(levels(report)).toEqual({ failed: 1, 'signature-verified': 5, 'hash-consistent': 2 });
  });

  it('a removed log file', async () => {
    use(trail());
    rmSync(folder.pathOf(logKey(9, 'log9A')));
    const report = await verify();
    expect(told(report)).toEqual(['log-missing -']);
    expect(report.findings[0]?.message).toContain(logKey(9, 'log9A'));
  });

  it('an added log file', async () => {
    use(trail());
    folder.writeGz(logKey(9, 'added'), logText('added'));
    expect(told(await verify())).toEqual([`log-extra ${logKey(9, 'added')}`]);
  });

  it('bytes after the end of the compressed data', async () => {
    use(trail());
    folder.write(logKey(9, 'log9A'), Buffer.concat([gzipSync(logText('log9A')), Buffer.from('more')]));
    expect(told(await verify())).toEqual([`log-damaged ${logKey(9, 'log9A')}`]);
  });

  it('a digest under a name that tells nothing', async () => {
    const hours = trail();
    use(hours);
    renameSync(folder.pathOf(digestKey(9)), folder.pathOf('file'));
    const report = await verify();
    expect(told(report)).toEqual(['digest-moved file']);
    expect(report.chains[0]?.digests).toHaveLength(4);
  });

  it('two digests that were swapped', async () => {
    use(trail());
    const [a, b] = [folder.pathOf(digestKey(9)), folder.pathOf(digestKey(10))];
    renameSync(a, `${a}.tmp`);
    renameSync(b, a);
    renameSync(`${a}.tmp`, b);
    expect(told(await verify())).toEqual([`digest-moved ${digestKey(9)}`, `digest-moved ${digestKey(10)}`]);
  });

  it('a digest whose list was changed together with a log file', async () => {
    const hours = trail();
    use(hours);
    const log = hours[1]?.logs[0] ?? { key: '', text: '' };
    const changed = log.text.replace('GetCallerIdentity', 'ListBuckets');
    folder.writeGz(log.key, changed);
    folder.writeGz(digestKey(9), (hours[1]?.text ?? '').replace(sha256(log.text), sha256(changed)));
    const withKeys = await verify();
    expect(told(withKeys)).toEqual([`digest-changed ${digestKey(9)}`, `signature-invalid ${digestKey(9)}`]);
    expect(levels(withKeys)).toMatchObject({ 'not-covered': 2 });
    expect(told(await verify([]))).toEqual([`digest-changed ${digestKey(9)}`]);
  });

  it('a forged signature, made with another key under the name of AWS’s', async () => {
    const first = makeHour(8, { signingKey: awsKey, previous: null });
    const forger = { ...otherKey, fingerprint: awsKey.fingerprint };
    const forged = makeHour(9, { signingKey: forger, previous: first });
    use([first, forged, makeHour(10, { signingKey: awsKey, previous: forged })]);
    const report = await verify();
    expect(told(report)).toEqual([`signature-invalid ${digestKey(9)}`]);
    expect(report.chains[0]?.digests[1]).toMatchObject({ signature: 'invalid', level: 'failed' });
  });

  it('a changed key', async () => {
    use(makeTrail([8, 9, 10], otherKey));
    const report = await verify();
    expect(told(report)).toEqual([`key-unknown ${digestKey(8)}`, `key-unknown ${digestKey(9)}`]);
    expect(levels(report)).toEqual({ 'hash-consistent': 6 });
  });

  it('a key used after its time', async () => {
    const late = { PublicKeyList: JSON.parse(publicKeysJson([awsKey])).PublicKeyList };
    late.PublicKeyList[0].ValidityEndTime = 1709622000;
    use(trail([8, 9, 10, 11]));
    const report = await verify(parsePublicKeys(JSON.stringify(late)));
    expect(told(report)).toEqual([`key-out-of-date ${digestKey(9)}`, `key-out-of-date ${digestKey(10)}`]);
  });

  it('a digest cut out of the chain', async () => {
    use(trail());
    rmSync(folder.pathOf(digestKey(9)));
    const report = await verify();
    expect(told(report)).toEqual([`digest-gap ${digestKey(10)}`.replace('digest-gap', 'digest-missing')]);
    expect(levels(report)).toMatchObject({ 'not-covered': 2 });
  });

  it('a chain that was begun anew after a gap', async () => {
    use([...trail([8, 9]), ...trail([14, 15])]);
    const report = await verify();
    expect(told(report)).toEqual([`digest-gap ${digestKey(14)}`]);
    expect(told(report, 'note')).toEqual([`chain-restarted ${digestKey(14)}`]);
  });

  it('a digest that is no digest any more', async () => {
    use(trail());
    folder.write(digestKey(9), gzipSync('{"awsAccountId":'));
    const report = await verify();
    expect(told(report)).toEqual([`digest-missing ${digestKey(10)}`, `digest-unreadable ${digestKey(9)}`]);
  });
});

describe('results of CloudTrail Lake queries', () => {
  const result = gzipSync('eventid,eventname\n1,RunInstances\n');
  const signFile = (hashes: readonly string[], signingKey = awsKey): string =>
    JSON.stringify({
      version: '1.0',
      region: 'eu-central-1',
      files: hashes.map((fileHashValue, i) => ({ fileHashValue, fileName: `result_${i + 1}.csv.gz` })),
      hashAlgorithm: 'SHA-256',
      signatureAlgorithm: 'SHA256withRSA',
      queryCompleteTime: '2024-03-05T12:00:00Z',
      hashSignature: signature(hashes.join(' '), signingKey),
      publicKeyFingerprint: awsKey.fingerprint,
    });
  const write = (text: string): void => {
    use([]);
    folder.write('query/result_1.csv.gz', result);
    folder.write('query/result_2.csv.gz', result);
    folder.write('query/result_sign.json', text);
  };
  const hashes = [sha256(result), sha256(result)];

  it('are signature-verified with the key, hash-consistent without', async () => {
    write(signFile(hashes));
    const report = await verify();
    expect(report.findings).toEqual([]);
    expect(levels(report)).toEqual({ 'signature-verified': 2 });
    expect(levels(await verify([]))).toEqual({ 'hash-consistent': 2 });
  });

  it('fail where one was changed, is missing or was added', async () => {
    write(signFile(hashes));
    folder.write('query/result_2.csv.gz', gzipSync('eventid\n'));
    folder.write('query/result_3.csv.gz', result);
    rmSync(folder.pathOf('query/result_1.csv.gz'));
    expect(told(await verify())).toEqual([
      'result-changed query/result_2.csv.gz',
      'result-extra query/result_3.csv.gz',
      'result-missing -',
    ]);
  });

  it('fail where the sign file was made by someone else', async () => {
    write(signFile(hashes, otherKey));
    const report = await verify();
    expect(told(report)).toEqual(['signature-invalid query/result_sign.json']);
    expect(levels(report)).toEqual({ 'not-covered': 2 });
  });
});

it('hostile digests are told, not followed', async () => {
  use(trail([8]));
  for (const [i, text] of ['[]', 'null', '{"logFiles":{}}', '\u0000', `[${'['.repeat(5000)}`].entries()) {
    writeFileSync(join(folder.path, `111122223333_CloudTrail-Digest_x_${i}.json`), text);
  }
  const { findings } = await verify();
  expect(findings.map((finding) => finding.rule)).toEqual(Array(5).fill('digest-unreadable'));
});
