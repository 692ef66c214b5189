import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from './archive-fixtures.ts';
import { type FoundFile, walkFolder } from './walk-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function walk(...paths: string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for await (const file of walkFolder(paths)) found.push(file);
  return found;
}

function shown(found: readonly FoundFile[]): string[] {
  return found.map(
    (file) => `${relative(folder.path, file.path)}${'problem' in file ? ` ! ${file.problem}` : ''}`,
  );
}

test('files come in the order of their names, folders among them', async () => {
  mkdirSync(join(folder.path, 'b', 'deep'), { recursive: true });
  for (const name of ['c.json', 'a.json', 'b/z.json', 'b/deep/y.json'])
    writeFileSync(join(folder.path, name), '{}');
  expect(shown(await walk(folder.path))).toEqual(['a.json', 'b/deep/y.json', 'b/z.json', 'c.json']);
});

test('a file is described by its size and its time', async () => {
  const path = join(folder.path, 'a.json');
  writeFileSync(path, '12345');
  const [file] = await walk(path);
  expect(file).toMatchObject({ path, fsPath: path, sizeBytes: 5 });
  expect(file !== undefined && 'modifiedAt' in file && file.modifiedAt).toBeInstanceOf(Date);
});

test('an empty folder holds nothing', async () => {
  expect(await walk(folder.path)).toEqual([]);
});

test('a path that does not exist is a problem, not an exception', async () => {
  expect(shown(await walk(join(folder.path, 'absent')))).toEqual([
    'absent ! It does not exist, or it is a link whose target does not exist.',
  ]);
});

test('a file named twice, or inside a named folder, is found once', async () => {
  const path = join(folder.path, 'a.json');
  writeFileSync(path, '{}');
  expect(shown(await walk(path, folder.path, folder.path))).toEqual(['a.json']);
});

test('links to files are followed; links to folders, dangling and looping ones are reported', async () => {
  mkdirSync(join(folder.path, 'real'));
  writeFileSync(join(folder.path, 'real', 'a.json'), '{}');
  symlinkSync(join(folder.path, 'real', 'a.json'), join(folder.path, 'l-file'));
  symlinkSync(folder.path, join(folder.path, 'l-folder'));
  symlinkSync(join(folder.path, 'absent'), join(folder.path, 'l-gone'));
  symlinkSync('l-loop', join(folder.path, 'l-loop'));
  expect(shown(await walk(folder.path))).toEqual([
    'l-file',
    'l-folder ! This is a link to a folder; links to folders are not followed.',
    'l-gone ! It does not exist, or it is a link whose target does not exist.',
    'l-loop ! It is a link that leads back to itself.',
    'real/a.json',
  ]);
});

test.skipIf(process.platform === 'win32')('a socket is reported and not opened', async () => {
  const server = createServer().listen(join(folder.path, 's'));
  await new Promise((resolve) => server.once('listening', resolve));
  expect(shown(await walk(folder.path))).toEqual(['s ! This is a socket, not a regular file.']);
  await new Promise((resolve) => server.close(resolve));
});

test.skipIf(process.platform !== 'linux')(
  'names that are no UTF-8 are found and shown uniquely',
  async () => {
    const names = [
      Buffer.from([0x61, 0xe9]),
      Buffer.from([0x61, 0xff]),
      Buffer.from('a\\xE9'),
      Buffer.from('aé\n'),
    ];
    for (const name of names) writeFileSync(Buffer.concat([Buffer.from(`${folder.path}/`), name]), 'x');
    const found = await walk(folder.path);
    expect(new Set(found.map((file) => basename(file.path)))).toEqual(
      new Set(['a\\xE9', 'a\\xFF', 'a\\x5CxE9', 'aé\\x0A']),
    );
    const invalid = found.filter((file) => 'fsPath' in file && Buffer.isBuffer(file.fsPath));
    expect(invalid).toHaveLength(2);
  },
);
