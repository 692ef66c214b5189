import { pino } from 'pino';
import type { Logger } from './platform.ts';

/**
 * A logger of warnings and errors as JSON lines, to stderr or to a file that is made when the first line
 * is written. A log that cannot be written is given up silently: it must never stop the work.
 */
export function createLogger(destination: 'stderr' | { readonly file: string }): Logger {
  let opened: Logger | null = null;
  const logger = (): Logger => {
    opened ??= openLogger(destination);
    return opened;
  };
  return {
    info: () => {},
    warn: (details, message) => logger().warn(details, message),
    error: (details, message) => logger().error(details, message),
  };
}

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };

function openLogger(destination: 'stderr' | { readonly file: string }): Logger {
  try {
    const target =
      destination === 'stderr'
        ? pino.destination({ dest: 2, sync: true })
        : pino.destination({ dest: destination.file, mkdir: true, sync: true });
    target.on('error', () => {});
    return pino({ level: 'warn' }, target);
  } catch {
    return SILENT;
  }
}
