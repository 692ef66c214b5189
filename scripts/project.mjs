// What the other scripts share: where the project is, and whether it is installed, built and able to show a window.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const SOURCE_DIRS = ['main', 'preload', 'renderer'];
const SOURCE_FILES = ['electron.vite.config.ts', 'package-lock.json', 'package.json', 'tsconfig.json'];
const OUTPUTS = ['out/main/cli.js', 'out/main/ingest-worker.js', 'out/renderer/index.html'];
const STAMP = join(root, 'out', '.stamp');
const LOCK = join(root, 'node_modules', '.cache', 'spoor-build.lock');

/** Ends the process with a sentence when this Node.js is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  console.error(`Spoor needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Installs the dependencies unless they are the ones of the lock file already. Answers whether they are there. */
export function installIfNeeded(say) {
  if (isInstalled()) return true;
  say('Installing what is missing (npm ci) …');
  // A quiet npm around this script must not keep the reason of a failure to itself.
  const env = { npm_config_loglevel: 'error' };
  return run(npm(), ['ci', '--no-audit', '--no-fund'], { output: 'stderr', env }) && isInstalled();
}

/** Builds unless `out/` was made from these very sources. Answers whether it is up to date; its output is shown when it fails. */
export function buildIfStale(say) {
  if (isBuilt(hashSources())) return true;
  return withBuildLock(() => {
    const hash = hashSources();
    if (isBuilt(hash)) return true;
    say('Building …');
    rmSync(STAMP, { force: true });
    const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    if (!run(process.execPath, [vite, 'build', '--logLevel', 'warn'], { output: 'on failure' })) return false;
    writeFileSync(STAMP, hash);
    return true;
  });
}

/** Runs a program in the project and waits for it; `output` is where its output goes. Answers whether it succeeded. */
export function run(command, args, { output = 'inherit', env = {} } = {}) {
  const stdio = { inherit: 'inherit', stderr: ['inherit', 2, 2], 'on failure': ['ignore', 'pipe', 'pipe'] }[
    output
  ];
  const shell = process.platform === 'win32' && command.endsWith('.cmd');
  const result = spawnSync(command, args, { cwd: root, stdio, shell, env: { ...process.env, ...env } });
  if (result.status !== 0 && output === 'on failure') {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  }
  if (result.error) process.stderr.write(`${command} could not be run (${result.error.message}).\n`);
  return result.status === 0;
}

/** npm as this system calls it. */
export function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

/** The Electron program, null when its runtime was not downloaded. Electron's own package is not asked: it would download it. */
export function electronProgram() {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** Whether a window can appear here. */
export function hasDisplay() {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const installed = present[path];
    return installed ? installed.version === entry.version : Boolean(entry.optional || entry.devOptional);
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

function isBuilt(hash) {
  if (!OUTPUTS.every((output) => existsSync(join(root, output)))) return false;
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash;
}

function hashSources() {
  const hash = createHash('sha256');
  const files = [...SOURCE_FILES, ...SOURCE_DIRS.flatMap((dir) => listFiles(dir))].sort();
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function listFiles(dir) {
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(path);
    return /\.test\.tsx?$/.test(path) ? [] : [path];
  });
}

/** Lets one process build at a time; a lock whose process is gone, or that is ten minutes old, is taken over. */
function withBuildLock(build) {
  mkdirSync(dirname(LOCK), { recursive: true });
  while (!takeLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  try {
    return build();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isLockDead()) rmSync(LOCK, { force: true });
    return false;
  }
}

function isLockDead() {
  try {
    if (Date.now() - statSync(LOCK).mtimeMs > 600_000) return true;
    const owner = Number(readFileSync(LOCK, 'utf8'));
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
