// npm run dev: serves the sample incident and, whenever a source changes, builds and starts the server again.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale, installIfNeeded, requireNode, root } from './project.mjs';

const say = (text) => process.stderr.write(`${text}\n`);
const args = process.argv.slice(2);
let server = null;
let timer = null;

function restart() {
  if (!buildIfStale(say)) return say('Not built; waiting for the next change.');
  const previous = server;
  const start = () => {
    const command = [join(root, 'out', 'main', 'cli.js'), 'serve', '--sample', '--no-open', ...args];
    server = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
  };
  if (previous === null || previous.exitCode !== null) return start();
  previous.once('exit', start);
  previous.kill('SIGTERM');
}

requireNode();
if (!installIfNeeded(say)) process.exit(1);
restart();
for (const folder of ['main', 'preload', 'renderer', 'sql']) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(restart, 300);
  });
}
