// Finds the Chromium that the end-to-end tests drive, or installs one.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from './project.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const ADVICE =
  'No browser for the end-to-end tests: install Chromium or Google Chrome (Debian and Ubuntu: apt-get install ' +
  'chromium), or set PLAYWRIGHT_CHROMIUM to the path of one.';

/** The path of a Chromium or Chrome, installed when there is none; null, with a sentence said, when that fails. */
export async function findOrInstallBrowser(say) {
  const found = (await findBrowser()) ?? (await installBrowser(say));
  if (found === null) say(ADVICE);
  return found;
}

async function findBrowser() {
  const wanted = process.env.PLAYWRIGHT_CHROMIUM;
  if (wanted) return existsSync(wanted) ? wanted : null;
  const candidates = [...onPath(), ...usualPlaces(), await playwrightsOwn()];
  return candidates.find((path) => path !== null && existsSync(path)) ?? null;
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];
    return ['/Applications', join(homedir(), 'Applications')].flatMap((dir) =>
      apps.map((app) => join(dir, app)),
    );
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, 'PROGRAMFILES(X86)': x86, LOCALAPPDATA } = process.env;
    const folders = [PROGRAMFILES, x86, LOCALAPPDATA].filter(Boolean);
    return folders.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  return ['/snap/bin/chromium', '/usr/lib/chromium/chromium', '/opt/google/chrome/chrome'];
}

async function playwrightsOwn() {
  try {
    const module = join(root, 'node_modules', '@playwright', 'test', 'index.mjs');
    const { chromium } = await import(pathToFileURL(module).href);
    return chromium.executablePath();
  } catch {
    return null;
  }
}

async function installBrowser(say) {
  if (process.env.PLAYWRIGHT_CHROMIUM) return null;
  const isRoot = process.platform === 'linux' && process.getuid() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium (apt-get) …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const quiet = { output: 'on failure', env };
    run('apt-get', ['update', '-q'], quiet);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], quiet);
    const found = await findBrowser();
    if (found !== null) return found;
  }
  say('Downloading Playwright’s Chromium …');
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  run(process.execPath, [playwright, 'install', 'chromium'], { output: 'on failure' });
  return findBrowser();
}
