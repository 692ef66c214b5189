import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { MethodInput, MethodName, MethodOutput } from '../../preload/contract/methods.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CLI = join(ROOT, 'out', 'main', 'cli.js');
const START_MS = 30_000;
const STOP_MS = 10_000;

/** The bundled archive that `fixtures/archives/sample-incident.md` is the answer key of. */
export const SAMPLE_ARCHIVE = join(ROOT, 'fixtures', 'archives', 'sample-incident');

export type ServerOptions = {
  /** Where this Spoor keeps its cases and exports; also the home folder that the folder chooser begins with. */
  readonly dataDir: string;
  readonly casePath?: string;
};

export type LocalServer = {
  /** The address to open, with the token of this start. */
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  readonly token: string;
  /** Asks the server itself, past the window; throws what it answers as its error. */
  readonly call: <N extends MethodName>(name: N, input: MethodInput<N>) => Promise<MethodOutput<N>>;
  /** Ends the server as Ctrl-C does and answers its exit code. */
  readonly stop: () => Promise<number | null>;
};

/** Starts the built local web host on a free port and waits for the address it prints. */
export async function startServer({ dataDir, casePath }: ServerOptions): Promise<LocalServer> {
  const opened = casePath === undefined ? [] : ['--case', casePath];
  const child = spawn(process.execPath, [CLI, 'serve', '--no-open', '--json', ...opened], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(dataDir),
  });
  const url = new URL(await printedUrl(child));
  const token = url.searchParams.get('token') ?? '';
  return {
    url: url.href,
    origin: url.origin,
    port: Number(url.port),
    token,
    call: (name, input) => callServer(url.origin, token, name, input),
    stop: () => stopProcess(child),
  };
}

/** Reads archives into a case file with the command line. */
export async function ingest(paths: readonly string[], casePath: string, dataDir: string): Promise<void> {
  const child = spawn(process.execPath, [CLI, 'ingest', ...paths, '--case', casePath, '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment(dataDir),
  });
  const complaint = collect(child);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`ingest ended with ${code}: ${complaint()}`);
}

function environment(dataDir: string): NodeJS.ProcessEnv {
  return { ...process.env, SPOOR_DATA_DIR: join(dataDir, 'spoor'), HOME: dataDir, USERPROFILE: dataDir };
}

function printedUrl(child: ChildProcess): Promise<string> {
  const complaint = collect(child);
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`The local server ${why}. ${complaint()} Run npm run build first.`));
    };
    const timer = setTimeout(() => fail('printed no address'), START_MS);
    child.once('exit', (code) => fail(`ended with ${code}`));
    if (!child.stdout) return fail('has no output');
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      const printed: { readonly url: string } = JSON.parse(line);
      resolve(printed.url);
    });
  });
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text.trim();
}

async function stopProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  const [code] = await ended;
  clearTimeout(timer);
  return code;
}

async function callServer<N extends MethodName>(
  origin: string,
  token: string,
  name: N,
  input: MethodInput<N>,
): Promise<MethodOutput<N>> {
  const response = await fetch(`${origin}/api/call/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const answer: { readonly ok: boolean; readonly value: MethodOutput<N>; readonly error: unknown } =
    await response.json();
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}
