import { join } from 'node:path';
import { SQL_DIR, WORKER_PATH } from '../ingest/test-import.ts';
import type { Platform } from '../platform/platform.ts';
import { createService } from '../service/create-service.ts';
import { createListLogger } from '../service/tiny-service.ts';
import type { CliHost } from './cli-host.ts';
import type { Output } from './output.ts';
import { runCli } from './run-cli.ts';

// Runs commands as a terminal does, for tests.

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

function collect(onWrite: (text: string) => void): Output & { readonly text: () => string } {
  const texts: string[] = [];
  return {
    isTerminal: false,
    columns: 80,
    write: async (text) => {
      texts.push(text);
      onWrite(text);
    },
    text: () => texts.join(''),
  };
}

type RunOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Called with each text that goes to standard output. */
  readonly onWrite?: (text: string) => void;
};

/** Runs a command, and answers its exit code and what it wrote. */
export async function runCommand(
  args: readonly string[],
  host: CliHost,
  { signal = new AbortController().signal, onWrite = () => {} }: RunOptions = {},
): Promise<Ran> {
  const stdout = collect(onWrite);
  const stderr = collect(() => {});
  const code = await runCli(args, { host, stdout, stderr, signal });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** A host without a window, whose service is `createService`; none by default. */
export function testHost(
  createService: CliHost['createService'] = notUsed,
  logger = createListLogger(),
): CliHost {
  return {
    version: '1.2.3',
    logger,
    logPath: '/log',
    createService,
    serve: notUsed,
    openInBrowser: async () => false,
  };
}

function notUsed(): Promise<never> {
  return Promise.reject(new Error('Not used here.'));
}

/** A host over the real service, which keeps its data in `folder`. */
export function realHost(folder: string, onProgress: () => void = () => {}): CliHost {
  const logger = createListLogger();
  const platform: Platform = {
    host: 'cli',
    version: '1.2.3',
    dataDir: join(folder, 'data'),
    sqlDir: SQL_DIR,
    sampleDir: null,
    workerPath: WORKER_PATH,
    capabilities: [],
    dialogs: null,
    reveal: null,
    offerDownload: null,
    logger,
  };
  const create = async () => {
    const service = await createService(platform);
    service.subscribe((name) => {
      if (name === 'import.progress') onProgress();
    });
    return service;
  };
  return testHost(create, logger);
}
