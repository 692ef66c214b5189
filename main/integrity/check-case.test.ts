import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type MethodInput, methods } from '../../preload/contract/methods.ts';
import { zipBytes } from '../archive/archive-fixtures.ts';
import { listFiles } from '../case/ledger.ts';
import { caseForEachTest } from '../ingest/case-under-test.ts';
import { removeSources } from '../ingest/remove-sources.ts';
import { SQL_DIR } from '../ingest/test-import.ts';
import { countEvents } from '../query/count.ts';
import { findFindings, readIntegrity } from './case-report.ts';
import { checkCase } from './check-case.ts';
import { addKeys, removeKey } from './kept-keys.ts';
import { PublicKeysError } from './public-keys.ts';
import { logKey, makeTestKey, makeTrail, publicKeysJson, type TestHour } from './test-trail.ts';

const given = caseForEachTest();
const awsKey = makeTestKey();
const otherKey = makeTestKey();
const NEVER = new AbortController().signal;

async function deliver(hours: readonly TestHour[]): Promise<void> {
  for (const { key, text, logs } of hours) {
    await given.write(key, gzipSync(text));
    for (const log of logs) await given.write(log.key, gzipSync(log.text));
  }
}

const levels = async () =>
  Object.fromEntries((await readIntegrity(given.database)).levels.map(({ level, files }) => [level, files]));
const findings = async (input: MethodInput<'integrity.findings'> = {}) =>
  findFindings(given.database, methods['integrity.findings'].input.parse(input));
const rules = async () => (await findings()).findings.map(({ rule }) => rule);
const events = async (query: string) =>
  (await countEvents(given.database, { query, from: null, to: null }, NEVER)).events;
const fileOf = async (search: string) => {
  const input = methods['ledger.files'].input.parse({ search });
  return (await listFiles(given.database, input)).files[0];
};
const addGivenKeys = async (...keys: Parameters<typeof publicKeysJson>[0]) => {
  const result = await addKeys(given.database, publicKeysJson(keys));
  await checkCase(given.database);
  return result;
};

describe('an imported trail', () => {
  it('is hash-consistent without keys, file by file and event by event, and says which keys to fetch', async () => {
    await deliver(makeTrail([8, 9, 10], awsKey));
    await given.read();
    expect(await levels()).toEqual({ 'hash-consistent': 6 });
    expect(await events('delivery.integrity:hash-consistent')).toBe(6);
    expect(await events('delivery.integrity:signature-verified')).toBe(0);
    expect(await readIntegrity(given.database)).toMatchObject({
      digests: 3,
      wrong: 0,
      notes: 0,
      unreadSourceIds: [],
      chains: [
        {
          account: '111122223333',
          region: 'eu-central-1',
          trail: 'example-trail',
          digests: 3,
          logFiles: 6,
          emptyDigests: 0,
          signatures: { 'key-not-given': 2, 'signature-not-given': 1, verified: 0, invalid: 0 },
          spans: [{ level: 'hash-consistent', digests: 3 }],
        },
      ],
      wantedKeys: [{ region: 'eu-central-1', fingerprints: [awsKey.fingerprint], digests: 3 }],
    });
  });

  it('is signature-verified once the key is given, and not any more once it is taken out', async () => {
    await deliver(makeTrail([8, 9, 10], awsKey));
    await given.read();
    expect(await addGivenKeys(awsKey)).toEqual({ given: 1, added: 1 });
    expect(await levels()).toEqual({ 'signature-verified': 4, 'hash-consistent': 2 });
    expect(await events('delivery.integrity:signature-verified')).toBe(4);
    const report = await readIntegrity(given.database);
    expect(report.keys).toMatchObject([{ fingerprint: awsKey.fingerprint, names: 3 }]);
    expect(report.wantedKeys).toEqual([]);
    expect(report.chains[0]?.spans.map(({ level }) => level)).toEqual([
      'signature-verified',
      'hash-consistent',
    ]);
    expect(await addGivenKeys(awsKey, otherKey)).toEqual({ given: 2, added: 1 });
    expect(await removeKey(given.database, awsKey.fingerprint)).toBe(true);
    expect(await removeKey(given.database, awsKey.fingerprint)).toBe(false);
    await checkCase(given.database);
    expect(await levels()).toEqual({ 'hash-consistent': 6 });
  });

  it('has its newest digest verified by the metadata that was saved of it', async () => {
    const hours = makeTrail([8, 9], awsKey);
    await deliver(hours);
    const newest = hours[1] as TestHour;
    await given.write(
      `${newest.key}.metadata.json`,
      JSON.stringify({ Metadata: { signature: newest.signature } }),
    );
    await given.read();
    await addGivenKeys(awsKey);
    expect(await levels()).toEqual({ 'signature-verified': 4 });
    expect((await fileOf('metadata.json'))?.kind).toBe('object-metadata');
  });

  it('is the same inside an archive', async () => {
    const hours = makeTrail([8, 9], awsKey);
    const members = hours.flatMap(({ key, text, logs }) => [
      { name: key, bytes: gzipSync(text) },
      ...logs.map((log) => ({ name: log.key, bytes: gzipSync(log.text) })),
    ]);
    await given.write('trail.zip', zipBytes(members));
    await given.read();
    expect(await levels()).toEqual({ 'hash-consistent': 4 });
  });
});

describe('tampering', () => {
  it('shows in the file, its events and the findings: a changed, a removed and an added file', async () => {
    const hours = makeTrail([8, 9, 10], awsKey);
    await deliver(hours);
    const [changed, removed] = hours[0]?.logs ?? [];
    await given.write(
      changed?.key ?? '',
      gzipSync(changed?.text.replace('GetCallerIdentity', 'GetUser') ?? ''),
    );
    await rm(join(given.logs, removed?.key ?? ''));
    await given.write(logKey(9, 'added'), gzipSync('{"Records":[]}'));
    await given.read();
    expect(await rules()).toEqual(['log-changed', 'log-extra', 'log-missing']);
    expect(await events('delivery.integrity:failed')).toBe(1);
    expect((await fileOf('log8A'))?.integrity).toBe('failed');
    const ofFile = await findings({ sourceId: (await fileOf('log8A'))?.sourceId ?? -1 });
    expect(ofFile.findings.map(({ rule }) => rule)).toEqual(['log-changed']);
    expect(ofFile.total).toBe(1);
  });

  it('shows where a log no longer holds any record, or bytes follow its end', async () => {
    const hours = makeTrail([8, 9], awsKey);
    await deliver(hours);
    const [first, second] = hours[0]?.logs ?? [];
    await given.write(first?.key ?? '', gzipSync('nothing to see here'));
    await given.write(
      second?.key ?? '',
      Buffer.concat([gzipSync(second?.text ?? ''), Buffer.from('hidden')]),
    );
    await given.read();
    expect(await rules()).toEqual(['log-changed', 'log-damaged']);
  });

  it('of a digest fails the digest, and a key from elsewhere is named', async () => {
    const hours = makeTrail([8, 9], awsKey);
    await deliver(hours);
    const oldest = hours[0] as TestHour;
    await given.write(oldest.key, gzipSync(oldest.text.replace('log8A', 'log8X')));
    await given.read();
    expect(await rules()).toContain('digest-changed');
    await addGivenKeys(otherKey);
    expect(await rules()).toContain('key-unknown');
  });

  it('that happened between two imports is found: the old content is vouched for, the new one is not', async () => {
    const hours = makeTrail([8, 9], awsKey);
    await deliver(hours);
    await given.read();
    const [log] = hours[0]?.logs ?? [];
    await given.write(log?.key ?? '', gzipSync(log?.text.replace('GetCallerIdentity', 'GetUser') ?? ''));
    await given.read();
    expect(await rules()).toEqual(['log-changed']);
    expect(await levels()).toEqual({ 'hash-consistent': 4, failed: 1 });
    for (const { level, events: counted } of (await readIntegrity(given.database)).levels) {
      expect(await events(`delivery.integrity:${level}`), level).toBe(counted);
    }
    expect(await events('delivery.integrity:hash-consistent AND delivery.integrity:failed')).toBe(1);
  });
});

it('taking digests out takes what they vouched for back', async () => {
  await deliver(makeTrail([8], awsKey));
  await given.read();
  const digest = await fileOf('CloudTrail-Digest_');
  await removeSources(given.database, SQL_DIR, [digest?.sourceId ?? -1]);
  await checkCase(given.database);
  expect(await levels()).toEqual({ 'not-covered': 2 });
  expect(await readIntegrity(given.database)).toMatchObject({ checkedAt: null, digests: 0, chains: [] });
});

it('without digests nothing is covered, and nothing was checked', async () => {
  await given.write('a.json.gz', gzipSync('{"Records":[]}'));
  await given.read();
  expect(await readIntegrity(given.database)).toMatchObject({ checkedAt: null, wrong: 0 });
});

it('keys among the logs are named, and not trusted', async () => {
  await deliver(makeTrail([8, 9], awsKey));
  await given.write('keys.json', publicKeysJson([awsKey]));
  await given.read();
  expect(await levels()).toEqual({ 'hash-consistent': 4 });
  expect(await fileOf('keys.json')).toMatchObject({ kind: 'public-keys', status: 'skipped' });
  expect((await fileOf('keys.json'))?.reason).toMatch(/not used unasked/);
});

it('what is no list of keys is refused, and none is added', async () => {
  await expect(addKeys(given.database, 'no keys')).rejects.toBeInstanceOf(PublicKeysError);
  expect((await readIntegrity(given.database)).keys).toEqual([]);
});

it('digests that an older version read without their text are asked for again', async () => {
  await deliver(makeTrail([8], awsKey));
  await given.read();
  await given.database.write((connection) => connection.run('delete from "case".main.integrity_document'));
  await checkCase(given.database);
  const digest = await fileOf('CloudTrail-Digest_');
  expect(await readIntegrity(given.database)).toMatchObject({
    checkedAt: null,
    unreadSourceIds: [digest?.sourceId],
  });
});

it('copies of a digest stand for one', async () => {
  const hours = makeTrail([8], awsKey);
  await deliver(hours);
  const digest = hours[0] as TestHour;
  const copy = await readFile(join(given.logs, digest.key));
  await given.write(`copy/${digest.key}`, copy);
  await writeFile(join(given.logs, 'other.txt'), 'x');
  await given.read();
  const report = await readIntegrity(given.database);
  expect(report.chains.map(({ digests }) => digests)).toEqual([1]);
  expect((await fileOf('copy/'))?.integrity).toBe('hash-consistent');
});
