// npm start: installs what is missing, builds what is stale, and shows the bundled sample incident.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale, electronProgram, hasDisplay, installIfNeeded, requireNode, root } from './project.mjs';

const say = (text) => process.stderr.write(`${text}\n`);
const args = process.argv.slice(2);

function stop(sentence) {
  say(sentence);
  process.exit(1);
}

/** Why the window cannot be Electron's here, null when it can. */
function reasonForBrowser() {
  if (electronProgram() === null) return 'Electron’s runtime is not downloaded';
  if (!hasDisplay()) return 'there is no display';
  const isRoot = process.platform === 'linux' && process.getuid() === 0;
  return isRoot ? 'Electron’s sandbox does not run as root' : null;
}

requireNode();
if (!installIfNeeded(say)) stop('The dependencies could not be installed; the lines above say why.');
if (!buildIfStale(say)) stop('Spoor could not be built; the lines above say why.');

const reason = reasonForBrowser();
if (reason === null) {
  const wanted = args.length === 0 ? ['--sample'] : args;
  const shell = spawnSync(electronProgram(), [root, ...wanted], { stdio: 'inherit' });
  process.exitCode = shell.status ?? 1;
} else {
  say(`Spoor opens in the browser (${reason}).`);
  const sample = args.includes('--case') ? [] : ['--sample'];
  process.argv = [process.argv[0], process.argv[1], 'serve', ...sample, ...args];
  await import(pathToFileURL(join(root, 'out', 'main', 'cli.js')).href);
}
