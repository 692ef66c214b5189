import type { ImportProgress, ImportResult } from '../../preload/contract/model/case.ts';
import type { LocalService } from '../service/create-service.ts';
import { CliError } from './cli-error.ts';
import type { Call, CliContext } from './cli-host.ts';
import { createProgressLine, progressText } from './progress-line.ts';

const NEVER = new AbortController().signal;

/** Begins an import, shows how far it is, and waits for its end; Ctrl-C stops it between files. */
export async function followImport(
  context: CliContext,
  call: Call,
  service: LocalService,
  begin: () => Promise<unknown>,
): Promise<ImportResult> {
  const line = createProgressLine(context.stderr);
  const stopListening = service.subscribe((name, payload) => {
    if (name === 'import.progress') line.show(progressText(payload as ImportProgress));
  });
  const cancel = (): void => {
    call('import.cancel', {}, NEVER).catch(() => {});
  };
  try {
    await begin();
    if (context.signal.aborted) cancel();
    context.signal.addEventListener('abort', cancel, { once: true });
    const result = await service.importFinished();
    if (result === null) throw new CliError('The import did not begin.');
    return result;
  } finally {
    context.signal.removeEventListener('abort', cancel);
    stopListening();
    line.clear();
  }
}
