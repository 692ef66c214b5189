import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tarBytes, temporaryFolder, writeFound, zipBytes } from './archive-fixtures.ts';
import { DELIVERY, TAR_XZ, TAR_XZ_OF_XZ, TAR_ZSTD, XZ, XZ_BOMB, ZSTD } from './compressed-fixtures.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { openEntries } from './open-entries.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

type Seen = {
  readonly path: string;
  readonly container: string | null;
  readonly type: string;
  readonly text: string | null;
  readonly problem: string | null;
};

/** What a file holds; paths without the folder. */
async function open(name: string, bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<Seen[]> {
  const file = writeFound(folder.path, name, bytes);
  const short = (path: string | null): string | null => path?.slice(folder.path.length + 1) ?? null;
  const seen: Seen[] = [];
  for await (const entry of openEntries(
    file,
    { ...defaultLimits, ...limits },
    new AbortController().signal,
  )) {
    const about = { path: short(entry.path) ?? '', container: short(entry.container) };
    if (entry.type === 'refused') seen.push({ ...about, type: 'refused', text: null, problem: entry.reason });
    else if (entry.type === 'container') {
      seen.push({ ...about, type: entry.format, text: null, problem: entry.end.problem?.reason ?? null });
    } else {
      const parts: Uint8Array[] = [];
      for await (const chunk of entry.content) parts.push(Uint8Array.from(chunk));
      const end = await entry.finished();
      seen.push({
        ...about,
        type: 'content',
        text: Buffer.concat(parts).toString('utf8'),
        problem: end.problem?.reason ?? null,
      });
    }
  }
  return seen;
}

describe('xz and zstd', () => {
  it.each([
    ['xz', XZ],
    ['zstd', ZSTD],
  ])('%s files are read, also as members', async (name, bytes) => {
    expect(await open(name, bytes)).toMatchObject([{ type: 'content', text: DELIVERY, problem: null }]);
    const zipped = await open(`${name}.zip`, zipBytes([{ name: 'r', bytes }]));
    expect(zipped).toMatchObject([{ path: `${name}.zip!/r`, text: DELIVERY }, { type: 'zip' }]);
  });

  it.each([
    ['tar.xz', TAR_XZ],
    ['tar.zst', TAR_ZSTD],
  ])('%s archives are opened', async (name, bytes) => {
    expect(await open(name, bytes)).toMatchObject([
      { path: `${name}!/r.json`, container: name, text: DELIVERY },
      { path: name, container: null, type: name, problem: null },
    ]);
  });

  it('the checksum behind the end of a tar is verified too', async () => {
    const damaged = Buffer.from(TAR_ZSTD);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    expect(await open('tar.zst', damaged)).toMatchObject([
      { text: DELIVERY },
      { type: 'tar.zst', problem: expect.stringContaining('checksum') },
    ]);
  });

  it.each([
    ['xz', XZ],
    ['zstd', ZSTD],
  ])('%s data after other %s data is read too', async (_name, bytes) => {
    const [seen] = await open('twice', Buffer.concat([bytes, bytes]));
    expect(seen).toMatchObject({ text: DELIVERY + DELIVERY, problem: null });
  });

  it.each([
    ['xz', XZ],
    ['zstd', ZSTD],
  ])('cut off or damaged %s data is told, and never throws', async (name, bytes) => {
    for (let length = 6; length < bytes.length; length++) {
      const [seen] = await open('cut', bytes.subarray(0, length));
      expect(seen?.problem, `cut at ${length}`).toMatch(`The ${name} data could not be read to its end`);
      expect(DELIVERY.startsWith(seen?.text ?? '-')).toBe(true);
    }
    for (let at = 6; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      await expect(open('damaged', damaged)).resolves.toHaveLength(1);
    }
  });

  it('a bomb is stopped', async () => {
    const [seen] = await open('bomb', XZ_BOMB);
    expect(seen?.problem).toContain('reading stopped there');
    expect(seen?.text?.length).toBeLessThan(70_000_000);
  });

  it('bytes after their end are told', async () => {
    for (const bytes of [XZ, ZSTD]) {
      const [seen] = await open('more', Buffer.concat([bytes, Buffer.from('something else')]));
      expect(seen?.problem).toContain('could not be read to its end');
    }
  });
});

const tar = (files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<Buffer> =>
  tarBytes(files.map(({ name, bytes }) => ({ header: { name }, bytes })));

const zip = zipBytes([{ name: 'a.json.gz', bytes: gzipSync(DELIVERY) }]);
const plainTar = await tar([{ name: 'a.json.gz', bytes: gzipSync(DELIVERY) }]);
const members = [
  { name: 'inner.zip', bytes: zip },
  { name: 'inner.tar', bytes: plainTar },
  { name: 'inner.tar.gz', bytes: gzipSync(plainTar) },
  { name: 'inner.zip.gz', bytes: gzipSync(zip) },
];
const tarred = await tar(members);

describe('an archive in an archive', () => {
  it.each([
    ['zip', zipBytes(members)],
    ['tar', tarred],
  ])('is opened, whatever it is, within a %s', async (format, bytes) => {
    const seen = await open('outer', bytes);
    expect(seen).toEqual([
      ...members.flatMap(({ name }) => [
        {
          path: `outer!/${name}!/a.json.gz`,
          container: `outer!/${name}`,
          type: 'content',
          text: DELIVERY,
          problem: null,
        },
        {
          path: `outer!/${name}`,
          container: 'outer',
          type: name.includes('zip') ? 'zip' : name.replace('inner.', ''),
          text: null,
          problem: null,
        },
      ]),
      { path: 'outer', container: null, type: format, text: null, problem: null },
    ]);
  });

  it('is handed out closed where it lies deeper still', async () => {
    const deep = zipBytes([{ name: 'middle.zip', bytes: zipBytes(members.slice(0, 1)) }]);
    const seen = await open('outer', deep);
    expect(seen.map(({ path, type }) => [path, type])).toEqual([
      ['outer!/middle.zip!/inner.zip', 'content'],
      ['outer!/middle.zip', 'zip'],
      ['outer', 'zip'],
    ]);
  });

  it('keeps its members from leaving it, and damage to itself', async () => {
    const hostile = zipBytes([
      { name: '../evil.json', bytes: Buffer.from('{}') },
      { name: 'good.json', bytes: Buffer.from(DELIVERY) },
    ]);
    const cut = hostile.subarray(0, hostile.length - 30);
    const seen = await open(
      'outer',
      zipBytes([
        { name: 'hostile.zip', bytes: hostile },
        { name: 'cut.zip', bytes: cut },
        { name: 'last.json', bytes: Buffer.from(DELIVERY) },
      ]),
    );
    expect(seen.map(({ path, type, problem }) => [path, type, problem])).toEqual([
      ['outer!/hostile.zip!/../evil.json', 'refused', expect.stringContaining('leads out of the archive')],
      ['outer!/hostile.zip!/good.json', 'content', null],
      ['outer!/hostile.zip', 'zip', null],
      ['outer!/cut.zip', 'zip', expect.stringContaining('damaged or cut off')],
      ['outer!/last.json', 'content', null],
      ['outer', 'zip', null],
    ]);
  });

  it('counts towards the bounds of the file it lies in', async () => {
    const zeros = Buffer.alloc(2_000_000);
    const bomb = zipBytes(
      Array.from({ length: 20 }, (_, i) => ({
        name: `inner-${i}.zip`,
        bytes: zipBytes([{ name: 'zeros', bytes: zeros }]),
      })),
    );
    const seen = await open('bomb', bomb, { ratioFloorBytes: 8_000_000, maxRatio: 10 });
    expect(seen.some(({ problem }) => problem?.includes('The archive as a whole is too large'))).toBe(true);
    expect(seen.reduce((sum, { text }) => sum + (text?.length ?? 0), 0)).toBeLessThan(20_000_000);
  });

  it('leaves no copy behind, also where reading is broken off', async () => {
    const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('spoor-archive-')).length;
    const before = copies();
    const file = writeFound(folder.path, 'outer', zipBytes(members));
    for await (const entry of openEntries(file, defaultLimits, new AbortController().signal)) {
      if (entry.type === 'content') break;
    }
    expect(copies()).toBe(before);
  });
});

// The xz decoder lets one stream through at a time; of larger ones the inner waited for the outer for ever.
it('xz within xz is refused, and the members beside it are read', async () => {
  const problem = 'Refused: it is xz data within xz data; unpack the outer file first.';
  expect(await open('logs.tar.xz', TAR_XZ_OF_XZ)).toMatchObject([
    { path: 'logs.tar.xz!/a.json.xz', type: 'refused', problem },
    { path: 'logs.tar.xz!/c.json', text: DELIVERY },
    { path: 'logs.tar.xz!/b.json.xz', type: 'refused', problem },
    { path: 'logs.tar.xz', type: 'tar.xz', problem: null },
  ]);
  const [after] = await open('after.xz', XZ);
  expect(after?.text).toBe(DELIVERY);
  const zipped = await open('inner.zip', zipBytes([{ name: 'i.tar.xz', bytes: TAR_XZ_OF_XZ }]));
  expect(zipped.map(({ type }) => type)).toEqual(['refused', 'content', 'refused', 'tar.xz', 'zip']);
});
