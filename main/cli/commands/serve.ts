import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-host.ts';
import { addJsonOption, type CaseOption, type JsonOption, wholeNumber } from '../scope-options.ts';
import { visibleJson } from '../visible-text.ts';

type Options = Partial<CaseOption> &
  JsonOption & { readonly port: number; readonly open: boolean; readonly sample?: true };

/** `serve`: the window as a page of this machine's browser, until Ctrl-C. */
export function addServeCommand(program: Command, context: CliContext): void {
  const command = program
    .command('serve')
    .description('show Spoor in a browser of this machine; ends with Ctrl-C')
    .option('--case <file>', 'open this case', (path: string) => resolve(path))
    .addOption(new Option('--sample', 'open the bundled sample incident').conflicts('case'))
    .option('--port <n>', 'the port on 127.0.0.1; any free one when left out', wholeNumber(0, 65_535), 0)
    .option('--no-open', 'do not open the browser');
  addJsonOption(command).action((options: Options) => serve(context, options));
}

async function serve(context: CliContext, options: Options): Promise<void> {
  const served = await context.host.serve({
    casePath: options.case ?? null,
    sample: options.sample === true,
    port: options.port,
  });
  try {
    const text = options.json ? visibleJson({ url: served.url }) : `Spoor is at ${served.url}`;
    await context.stdout.write(`${text}\n`);
    const opened = options.open && (await context.host.openInBrowser(served.url));
    if (!options.json) {
      await context.stderr.write(`${opened ? '' : 'Open this address in a browser. '}Ctrl-C ends Spoor.\n`);
    }
    if (!context.signal.aborted) await once(context.signal, 'abort');
  } finally {
    await served.close();
  }
}
