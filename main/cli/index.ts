import { EXIT } from './cli-error.ts';
import type { CliHost } from './cli-host.ts';
import { createOutput } from './output.ts';
import { runCli } from './run-cli.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the command line of this process. The first Ctrl-C lets the command end cleanly, a second one ends
 * the process at once. A failure beside the command goes to the log: the command's own result decides.
 */
export async function main(host: CliHost): Promise<void> {
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(EXIT.cancelled);
    stop.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('unhandledRejection', (error) => {
    host.logger.error({ err: error }, 'something failed beside the command');
  });
  const stdout = createOutput(process.stdout);
  const stderr = createOutput(process.stderr);
  const code = await runCli(process.argv.slice(2), { host, stdout, stderr, signal: stop.signal });
  process.exit(code);
}
