import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type AppPaths = {
  /** The folder of package.json: the project, or the packaged application's archive. */
  readonly rootDir: string;
  readonly version: string;
  readonly sqlDir: string;
  readonly sampleDir: string | null;
  readonly workerPath: string;
  readonly rendererDir: string;
  readonly preloadPath: string;
};

/**
 * Where the program's own files are, found by walking up from `startDir` (the folder of the running
 * script, source or built) to the folder with package.json and sql/. Throws when there is none.
 */
export function findAppPaths(startDir: string): AppPaths {
  const rootDir = findRoot(startDir);
  const readable = unpackedDir(rootDir);
  const sampleDir = join(readable, 'fixtures', 'archives', 'sample-incident');
  return {
    rootDir,
    version: readVersion(rootDir),
    sqlDir: join(readable, 'sql'),
    sampleDir: existsSync(sampleDir) ? sampleDir : null,
    workerPath: join(rootDir, 'out', 'main', 'ingest-worker.js'),
    rendererDir: join(rootDir, 'out', 'renderer'),
    preloadPath: join(rootDir, 'out', 'preload', 'bridge.cjs'),
  };
}

/** DuckDB's native code cannot look into an asar archive; packaging keeps what it reads beside it. */
function unpackedDir(rootDir: string): string {
  return rootDir.endsWith('.asar') ? `${rootDir}.unpacked` : rootDir;
}

function findRoot(startDir: string): string {
  let dir = startDir;
  while (!isRoot(dir)) {
    const parent = dirname(dir);
    if (parent === dir) throw new Error(`No Spoor installation is around ${startDir}.`);
    dir = parent;
  }
  return dir;
}

function isRoot(dir: string): boolean {
  return existsSync(join(dir, 'package.json')) && existsSync(join(unpackedDir(dir), 'sql'));
}

function readVersion(rootDir: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(rootDir, 'package.json'), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : '0.0.0';
}
