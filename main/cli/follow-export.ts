import type { ExportProgress } from '../../preload/contract/model/event.ts';
import type { Service } from '../service/service.ts';
import { CliError, EXIT } from './cli-error.ts';
import type { Call } from './cli-host.ts';
import { visibleText } from './visible-text.ts';

const NEVER = new AbortController().signal;

/**
 * Begins an export and waits for the end. Aborting `signal` cancels, and the wait goes on until
 * the export says that it has stopped. Throws CliError when it does not finish.
 */
export async function followExport(
  call: Call,
  service: Service,
  signal: AbortSignal,
  begin: () => Promise<ExportProgress>,
): Promise<ExportProgress> {
  const over = new AbortController();
  const end = await new Promise<ExportProgress>((resolve, reject) => {
    const stopListening = service.subscribe((name, payload) => {
      if (name === 'export.progress' && isEnd(payload as ExportProgress)) resolve(payload as ExportProgress);
    });
    over.signal.addEventListener('abort', stopListening);
    startExport(call, begin, signal, over.signal).catch(reject);
  }).finally(() => over.abort());
  if (end.status === 'finished') return end;
  if (end.status === 'cancelled') throw new CliError('Stopped; nothing was exported.', EXIT.cancelled);
  throw new CliError(visibleText(end.message ?? 'The export failed.'));
}

async function startExport(
  call: Call,
  begin: () => Promise<ExportProgress>,
  signal: AbortSignal,
  over: AbortSignal,
): Promise<void> {
  const { exportId } = await begin();
  const cancel = (): void => {
    call('export.cancel', { exportId }, NEVER).catch(() => {});
  };
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true, signal: over });
}

function isEnd({ status }: ExportProgress): boolean {
  return status !== 'running';
}
