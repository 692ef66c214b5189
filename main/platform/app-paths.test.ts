import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAppPaths } from './app-paths.ts';
import { hasDisplay } from './open-in-browser.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-paths-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('findAppPaths', () => {
  it('finds the program’s files from a source and from a built script', () => {
    const fromSource = findAppPaths(import.meta.dirname);
    const fromBuild = findAppPaths(join(fromSource.rootDir, 'out', 'main', 'chunks'));
    expect(fromBuild).toEqual(fromSource);
    expect(fromSource.sqlDir).toBe(join(fromSource.rootDir, 'sql'));
    expect(fromSource.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('looks beside a packaged archive for what native code reads', async () => {
    const rootDir = join(folder, 'app.asar');
    await mkdir(join(rootDir, 'out', 'main'), { recursive: true });
    await mkdir(join(`${rootDir}.unpacked`, 'sql'), { recursive: true });
    await mkdir(join(`${rootDir}.unpacked`, 'fixtures', 'archives', 'sample-incident'), { recursive: true });
    await writeFile(join(rootDir, 'package.json'), '{"version":"1.2.3"}');
    const paths = findAppPaths(join(rootDir, 'out', 'main'));
    expect(paths).toMatchObject({ rootDir, version: '1.2.3', sqlDir: join(`${rootDir}.unpacked`, 'sql') });
    expect(paths.sampleDir).toBe(join(`${rootDir}.unpacked`, 'fixtures', 'archives', 'sample-incident'));
  });

  it('has no sample where none is shipped, and fails outside an installation', async () => {
    await mkdir(join(folder, 'sql'));
    await writeFile(join(folder, 'package.json'), '{}');
    expect(findAppPaths(folder).sampleDir).toBeNull();
    expect(() => findAppPaths(tmpdir())).toThrow('No Spoor installation');
  });
});

describe('hasDisplay', () => {
  it('asks Linux for a display server and trusts the others to have one', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });
});
