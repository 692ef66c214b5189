import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { ROOT } from './open-case.ts';

/** What a program took: seconds on the clock, and the most memory it held, in bytes (0 where the system does not tell). */
export type Ran = { readonly seconds: number; readonly peakBytes: number; readonly output: string };

const EVERY_MS = 50;

/** Runs a program to its end in the project's folder. Throws where it fails. */
export async function runChild(program: string, args: readonly string[]): Promise<Ran> {
  const startedAt = performance.now();
  const child = spawn(program, [...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  const watching = new AbortController();
  let peakBytes = 0;
  const watch = async () => {
    while (!watching.signal.aborted) {
      peakBytes = Math.max(peakBytes, peakOf(child.pid));
      await setTimeout(EVERY_MS);
    }
  };
  const watched = watch();
  const code = await ended.finally(() => watching.abort());
  const seconds = (performance.now() - startedAt) / 1000;
  await watched;
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}.`);
  return { seconds, peakBytes, output };
}

/** The high-water mark of a process's resident memory, as Linux keeps it. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
