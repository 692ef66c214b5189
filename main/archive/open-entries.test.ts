import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noiseBytes, tarBytes, temporaryFolder, writeFound, zipBytes } from './archive-fixtures.ts';
import type { EntryEnd } from './entry.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { openEntries } from './open-entries.ts';
import type { ReadableFile } from './walk-folder.ts';

const TEXT = Buffer.from('{"Records":[]}\n'.repeat(2000));

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

type Seen = {
  readonly name: string;
  readonly container: boolean;
  readonly content: Buffer | null;
  readonly end: EntryEnd | null;
  readonly reason: string | null;
};

/** Reads every entry to its end, or only so many chunks of each. */
async function open(file: ReadableFile, limits: Partial<Limits> = {}, chunks = Number.POSITIVE_INFINITY) {
  const seen: Seen[] = [];
  const { signal } = new AbortController();
  for await (const entry of openEntries(file, { ...defaultLimits, ...limits }, signal)) {
    const name = entry.path.replace(`${file.path}!/`, '');
    if (entry.type === 'refused') {
      seen.push({ name, container: true, content: null, end: null, reason: entry.reason });
    } else if (entry.type === 'container') {
      seen.push({ name: entry.format, container: false, content: null, end: entry.end, reason: null });
    } else {
      const parts: Uint8Array[] = [];
      const content = entry.content[Symbol.asyncIterator]();
      while (parts.length < chunks) {
        const next = await content.next();
        if (next.done === true) break;
        parts.push(next.value);
      }
      const end = await entry.finished();
      seen.push({
        name,
        container: entry.container !== null,
        content: Buffer.concat(parts),
        end,
        reason: null,
      });
    }
  }
  return seen;
}

async function openOne(
  bytes: Uint8Array,
  limits: Partial<Limits> = {},
): Promise<{ content: Buffer; end: EntryEnd }> {
  const [entry] = await open(writeFound(folder.path, 'one', bytes), limits);
  if (entry?.content == null || entry.end === null) throw new Error('there is no such entry');
  return { content: entry.content, end: entry.end };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Does not compress, so that the streaming path is taken. */
const noise = Buffer.from(noiseBytes(6 * 1024 * 1024, 1).toString('base64'));

test('a plain file is handed out as it is, with its hash', async () => {
  const { content, end } = await openOne(TEXT);
  expect(content.equals(TEXT)).toBe(true);
  expect(end).toEqual({ sha256: sha256(TEXT), sizeBytes: TEXT.length, rawBytes: TEXT.length });
});

test('an empty file is an entry without content', async () => {
  const { content, end } = await openOne(new Uint8Array());
  expect(content).toHaveLength(0);
  expect(end).toEqual({ sha256: sha256(new Uint8Array()), sizeBytes: 0, rawBytes: 0 });
});

test('a file that has gone is reported when it is opened', async () => {
  const [entry] = await open({ path: 'x', fsPath: `${folder.path}/x`, sizeBytes: 3, modifiedAt: new Date() });
  expect(entry?.end?.problem?.reason).toMatch(/^Reading failed: ENOENT/);
});

test.each([
  ['small', TEXT],
  ['large', noise],
])('a %s gzip file is told by its content, not its name, and hashed as stored', async (_size, text) => {
  const stored = gzipSync(text);
  const { content, end } = await openOne(stored);
  expect(content.equals(text)).toBe(true);
  expect(end).toEqual({ sha256: sha256(stored), sizeBytes: stored.length, rawBytes: text.length });
});

test('a gzip header with name, comment, extra field and checksum is skipped', async () => {
  const header = Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3]),
    Buffer.from([3, 0, 1, 2, 3]),
    Buffer.from('name\0comment\0'),
    Buffer.from([0, 0]),
  ]);
  const { content } = await openOne(Buffer.concat([header, gzipSync(TEXT).subarray(10)]));
  expect(content.equals(TEXT)).toBe(true);
});

test.each([
  ['small', TEXT],
  ['large', noise],
])('all members of a %s multi-member gzip file are read', async (_size, text) => {
  const { content, end } = await openOne(Buffer.concat([gzipSync(text), gzipSync('middle'), gzipSync(text)]));
  expect(content.equals(Buffer.concat([text, Buffer.from('middle'), text]))).toBe(true);
  expect(end.problem).toBeUndefined();
});

test.each([
  ['small', TEXT],
  ['large', noise],
])('trailing bytes after a %s gzip file are noted and cost no content', async (_size, text) => {
  const stored = gzipSync(text);
  const { content, end } = await openOne(Buffer.concat([stored, Buffer.from('garbage')]));
  expect(content.equals(text)).toBe(true);
  expect(end.problem).toBeUndefined();
  expect(end.note).toEqual({
    reason: 'Unexpected bytes follow the end of the compressed data; they were not read.',
    position: stored.length,
  });
});

test('zero padding after a gzip file is nothing to speak of', async () => {
  const { end } = await openOne(Buffer.concat([gzipSync(TEXT), Buffer.alloc(1024)]));
  expect(end.note).toBeUndefined();
});

test.each([0.1, 0.5, 0.9, 0.999])(
  'a gzip file cut at %d of its length gives all that can be decoded',
  async (part) => {
    const text = Buffer.from(
      Array.from({ length: 40_000 }, (_, i) => `{"eventID":"${i * 7919}"}`).join('\n'),
    );
    const whole = gzipSync(text);
    const stored = whole.subarray(0, Math.floor(whole.length * part));
    const { content, end } = await openOne(stored);
    expect(content.equals(text.subarray(0, content.length))).toBe(true);
    expect(content.length).toBeGreaterThan(text.length * part - 70_000);
    expect(end.problem).toEqual({
      reason: 'The compressed data ends too early; the file is truncated.',
      position: stored.length,
    });
    expect(end.sha256).toBe(sha256(stored));
  },
);

test('a cut-off gzip file loses nothing of what its stored blocks hold', async () => {
  const whole = gzipSync(noise, { level: 0 });
  const { content } = await openOne(whole.subarray(0, whole.length - 1000));
  expect(content.length).toBeGreaterThanOrEqual(noise.length - 1000);
  expect(content.equals(noise.subarray(0, content.length))).toBe(true);
});

test('a gzip file without its checksum is whole but reported', async () => {
  const { content, end } = await openOne(gzipSync(TEXT).subarray(0, -8));
  expect(content.equals(TEXT)).toBe(true);
  expect(end.problem?.reason).toMatch(/truncated/);
});

test('a wrong checksum and damaged data are reported with their position', async () => {
  const wrongSum = gzipSync(TEXT);
  wrongSum.writeUInt32LE(1, wrongSum.length - 8);
  expect((await openOne(wrongSum)).end.problem).toEqual({
    reason: 'The gzip checksum does not match: the content is damaged.',
    position: wrongSum.length - 8,
  });
  const damaged = Buffer.concat([gzipSync(noise).subarray(0, 3_000_000), noiseBytes(2_000_000, 2)]);
  const { content, end } = await openOne(damaged);
  expect(end.problem?.reason).toMatch(/^The compressed data is damaged/);
  expect(content.subarray(0, 2_900_000).equals(noise.subarray(0, 2_900_000))).toBe(true);
});

test('a gzip bomb is stopped early', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20));
  const { end } = await openOne(bomb);
  expect(end.problem?.reason).toMatch(/decompression bomb/);
  expect(end.rawBytes).toBeLessThan(defaultLimits.ratioFloorBytes + 20 * 1024 * 1024);
  expect(end.sha256).toBe(sha256(bomb));
});

test('an entry stops at the limit for decompressed bytes', async () => {
  const { content, end } = await openOne(gzipSync(noise), { maxEntryBytes: 1_000_000 });
  expect(end.problem?.reason).toMatch(/more than the limit of 1000000 bytes/);
  expect(content.length).toBeLessThan(1_200_000);
});

test('the hash covers the whole stored file even when the content is abandoned', async () => {
  for (const stored of [gzipSync(noise), noise]) {
    const [entry] = await open(writeFound(folder.path, 'early', stored), {}, 1);
    expect(entry?.content?.length).toBeLessThan(noise.length);
    expect(entry?.end?.sha256).toBe(sha256(stored));
  }
});

test('the members of a zip file are read, gzipped ones gunzipped, and the zip file itself comes last', async () => {
  const gz = gzipSync(TEXT);
  const zip = zipBytes([
    { name: 'inner/', bytes: new Uint8Array(), stored: true },
    { name: 'inner/a.json.gz', bytes: gz, stored: true },
    { name: 'b.json', bytes: TEXT },
    { name: 'b.json', bytes: noise },
  ]);
  const seen = await open(writeFound(folder.path, 'outer.zip', zip));
  expect(seen.map(({ name }) => name)).toEqual(['inner/a.json.gz', 'b.json', 'b.json#2', 'zip']);
  expect(seen[0]?.content?.equals(TEXT)).toBe(true);
  expect(seen[0]?.end).toEqual({ sha256: sha256(gz), sizeBytes: gz.length, rawBytes: TEXT.length });
  expect(seen[1]?.end).toEqual({ sha256: sha256(TEXT), sizeBytes: TEXT.length, rawBytes: TEXT.length });
  expect(seen[2]?.content?.equals(noise)).toBe(true);
  expect(seen[3]?.end).toEqual({ sha256: sha256(zip), sizeBytes: zip.length, rawBytes: 0 });
});

test('hostile members of a zip file are refused, the others are read', async () => {
  const refused = { bytes: TEXT };
  const zip = zipBytes([
    { ...refused, name: '../../etc/passwd' },
    { ...refused, name: '..\\up.json' },
    { ...refused, name: '/abs.json' },
    { ...refused, name: 'C:\\drive.json' },
    { ...refused, name: 'secret.json', encrypted: true },
    { ...refused, name: 'link', link: true },
    { ...refused, name: 'odd.json', method: 12 },
    { ...refused, name: 'lies.json', claimedSize: 5 },
    { ...refused, name: Buffer.from([0xe9, 0x2e]) },
    { ...refused, name: 'good.json' },
  ]);
  const seen = await open(writeFound(folder.path, 'hostile.zip', zip));
  expect(seen.map(({ name, reason, end }) => [name, reason ?? end?.problem?.reason ?? null])).toEqual([
    ['../../etc/passwd', 'Refused: the name leads out of the archive with "..".'],
    ['..\\up.json', 'Refused: the name leads out of the archive with "..".'],
    ['/abs.json', 'Refused: the name is an absolute path.'],
    ['C:\\drive.json', 'Refused: the name begins with a drive letter.'],
    ['secret.json', 'Refused: the member is encrypted; unpack the archive with its password first.'],
    ['link', 'Refused: the member is a link.'],
    ['odd.json', 'Refused: compression method 12 is not supported; unpack the archive first.'],
    ['lies.json', `The member has ${TEXT.length} bytes, the zip file's directory says 5.`],
    ['Θ.', null],
    ['good.json', null],
    ['zip', null],
  ]);
  expect(seen.find(({ name }) => name === 'lies.json')?.content?.equals(TEXT)).toBe(true);
});

test('a damaged zip file is reported, also when only its directory is', async () => {
  const zip = zipBytes([{ name: 'a.json', bytes: TEXT }]);
  const [cut] = await open(writeFound(folder.path, 'cut.zip', zip.subarray(0, -30)));
  expect(cut).toMatchObject({
    name: 'zip',
    end: { problem: { reason: expect.stringMatching(/^The zip file is damaged/) } },
  });
  const broken = Buffer.from(zip);
  broken.write('XX', broken.indexOf('PK\x01\x02'));
  const [bad] = await open(writeFound(folder.path, 'bad.zip', broken));
  expect(bad?.end?.problem?.reason).toMatch(/^The directory of the zip file is damaged/);
});

test('a bomb inside a zip file is stopped, member by member and in all', async () => {
  const zeros = Buffer.alloc(100 * 1024 * 1024);
  const zip = zipBytes([
    { name: 'flat', bytes: zeros },
    { name: 'nested.gz', bytes: gzipSync(zeros) },
    { name: 'last', bytes: TEXT },
  ]);
  const seen = await open(writeFound(folder.path, 'bomb.zip', zip));
  expect(seen[0]?.end?.problem?.reason).toMatch(/bomb/);
  expect(seen[2]?.reason).toMatch(/^The archive as a whole is too large/);
});

test('an archive stops after the limit for members', async () => {
  const members = ['a', 'b', 'c'].map((name) => ({ name, bytes: TEXT }));
  const zip = await open(writeFound(folder.path, 'many.zip', zipBytes(members)), { maxMembers: 2 });
  expect(zip.map(({ name }) => name)).toEqual(['a', 'b', 'zip']);
  expect(zip[2]?.end?.problem?.reason).toBe('The archive has more than 2 members; the rest was not read.');
  const packed = await tarBytes(members.map(({ name, bytes }) => ({ header: { name }, bytes })));
  const tar = await open(writeFound(folder.path, 'many.tar', packed), { maxMembers: 2 });
  expect(tar[2]?.end?.problem?.reason).toBe('The archive has more than 2 members; the rest was not read.');
});

test.each(['tar', 'tar.gz'] as const)('the regular files of a %s are read, links refused', async (format) => {
  const long = `${'deep/'.repeat(60)}a.json`;
  const gz = gzipSync(noise);
  const tar = await tarBytes([
    { header: { name: 'folder/', type: 'directory' } },
    { header: { name: 'folder/a.json.gz' }, bytes: gz },
    { header: { name: long }, bytes: TEXT },
    { header: { name: 'é.json' }, bytes: new Uint8Array() },
    { header: { name: 'link', type: 'symlink', linkname: '/etc/passwd' } },
    { header: { name: '../up.json' }, bytes: TEXT },
  ]);
  const stored = format === 'tar' ? tar : gzipSync(tar);
  const seen = await open(writeFound(folder.path, 'x', stored));
  expect(seen.map(({ name, reason }) => [name, reason])).toEqual([
    ['folder/a.json.gz', null],
    [long, null],
    ['é.json', null],
    ['link', 'Refused: the member is a link.'],
    ['../up.json', 'Refused: the name leads out of the archive with "..".'],
    [format, null],
  ]);
  expect(seen[0]?.content?.equals(noise)).toBe(true);
  expect(seen[0]?.end).toEqual({ sha256: sha256(gz), sizeBytes: gz.length, rawBytes: noise.length });
  expect(seen[1]?.content?.equals(TEXT)).toBe(true);
  expect(seen[5]?.end).toEqual({ sha256: sha256(stored), sizeBytes: stored.length, rawBytes: 0 });
});

test('abandoned members of a tar file do not disturb the next', async () => {
  const tar = await tarBytes([
    { header: { name: 'a' }, bytes: gzipSync(noise) },
    { header: { name: 'b' }, bytes: noise },
    { header: { name: 'c' }, bytes: TEXT },
  ]);
  const seen = await open(writeFound(folder.path, 'x.tar', tar), {}, 1);
  expect(seen.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'tar']);
  expect(seen[1]?.end?.sha256).toBe(sha256(noise));
  expect(seen[2]?.content?.equals(TEXT)).toBe(true);
});

test('a tar file cut inside a member gives what is there and says so', async () => {
  const tar = await tarBytes([
    { header: { name: 'a' }, bytes: TEXT },
    { header: { name: 'b' }, bytes: noise },
  ]);
  const seen = await open(writeFound(folder.path, 'cut.tar', tar.subarray(0, 3_000_000)));
  const [, b, whole] = seen;
  expect(b?.end?.problem?.reason).toBe('The archive ends inside this member.');
  expect(b?.content?.equals(noise.subarray(0, b.content.length))).toBe(true);
  expect(whole?.end?.problem).toEqual({ reason: 'The tar file ends inside a member.', position: 3_000_000 });
});

test('a damaged tar header ends the list and is reported', async () => {
  const tar = await tarBytes([
    { header: { name: 'a' }, bytes: TEXT },
    { header: { name: 'b' }, bytes: TEXT },
  ]);
  const second = 512 + Math.ceil(TEXT.length / 512) * 512;
  tar.fill(0xff, second, second + 20);
  const seen = await open(writeFound(folder.path, 'bad.tar', tar));
  expect(seen.map(({ name }) => name)).toEqual(['a', 'tar']);
  expect(seen[1]?.end?.problem).toEqual({
    reason: 'A tar header is damaged; the members after it were not read.',
    position: second,
  });
});

test('reading stops when it is cancelled', async () => {
  const controller = new AbortController();
  const path = `${folder.path}/big`;
  writeFileSync(path, noise);
  const file = { path, fsPath: path, sizeBytes: noise.length, modifiedAt: new Date() };
  const read = async (): Promise<void> => {
    for await (const entry of openEntries(file, defaultLimits, controller.signal)) {
      if (entry.type !== 'content') continue;
      for await (const chunk of entry.content) if (chunk.length > 0) controller.abort();
    }
  };
  await expect(read()).rejects.toThrow(/aborted/i);
});

test('noise in the place of any format never throws', async () => {
  const starts = [
    Buffer.from([0x1f, 0x8b, 8, 0xff]),
    Buffer.from('PK\x03\x04'),
    Buffer.from('PK\x05\x06'),
    Buffer.alloc(0),
  ];
  const tar = await tarBytes([{ header: { name: 'a' }, bytes: TEXT }]);
  for (let round = 0; round < 60; round++) {
    const start = starts[round % starts.length] ?? Buffer.alloc(0);
    await open(writeFound(folder.path, 'r', Buffer.concat([start, noiseBytes(3000, round)])));
    const source =
      [gzipSync(TEXT), zipBytes([{ name: 'a', bytes: TEXT }]), tar, deflateRawSync(TEXT)][round % 4] ?? tar;
    const flipped = Buffer.from(source);
    const random = noiseBytes(20, round + 1000);
    for (let i = 0; i < 20; i += 4)
      flipped[random.readUInt16LE(i) % flipped.length] = random.readUInt8(i + 2);
    await open(writeFound(folder.path, 'f', flipped));
  }
});
