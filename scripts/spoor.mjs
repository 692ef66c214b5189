// npm run -s spoor -- …: the command line of Spoor, built first when its sources have changed.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale, installIfNeeded, requireNode, root } from './project.mjs';

const say = (text) => process.stderr.write(`${text}\n`);

requireNode();
if (!installIfNeeded(say)) {
  say('spoor: The dependencies could not be installed; the lines above say why.');
  process.exit(1);
}
if (!buildIfStale(() => {})) {
  say('spoor: Spoor could not be built; the lines above say why.');
  process.exit(1);
}
// npm runs scripts in the project; paths on the command line are meant from where npm was called.
if (process.env.npm_lifecycle_event && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import(pathToFileURL(join(root, 'out', 'main', 'cli.js')).href);
