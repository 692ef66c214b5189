import type { ImportProgress } from '../../preload/contract/model/case.ts';
import { formatBytes, formatCount, formatDuration } from './format-amount.ts';
import type { Output } from './output.ts';

/** A line at the bottom of a terminal that is written over and over. */
export type ProgressLine = {
  readonly show: (text: string) => void;
  readonly clear: () => void;
};

const START_OF_LINE = '\r\u001b[2K';
const EVERY_MS = 100;

/** A progress line on `output`; does nothing where that is not a terminal. */
export function createProgressLine(output: Output): ProgressLine {
  let shownAtMs = Number.NEGATIVE_INFINITY;
  const write = (text: string): void => {
    output.write(text).catch(() => {});
  };
  return {
    show: (text) => {
      const nowMs = performance.now();
      if (!output.isTerminal || nowMs - shownAtMs < EVERY_MS) return;
      shownAtMs = nowMs;
      write(START_OF_LINE + text.slice(0, Math.max(output.columns - 1, 0)));
    },
    clear: () => {
      if (output.isTerminal && shownAtMs > Number.NEGATIVE_INFINITY) write(START_OF_LINE);
    },
  };
}

/** How far an import is, in one line: files, bytes, events, rate and time left. */
export function progressText(progress: ImportProgress): string {
  if (progress.phase === 'listing') return `Looking for logs: ${formatCount(progress.filesTotal)} files`;
  if (progress.phase === 'placing') return `${formatCount(progress.events)} events · placing their addresses`;
  const done = progress.files + progress.skippedFiles;
  const parts = [
    `${formatCount(Math.min(done, progress.filesTotal))} of ${formatCount(progress.filesTotal)} files`,
    `${formatBytes(progress.bytes)} of ${formatBytes(progress.bytesTotal)}`,
    `${formatCount(progress.records)} events`,
    `${formatCount(progress.eventsPerSecond)}/s`,
  ];
  if (progress.remainingMs !== null) parts.push(`${formatDuration(progress.remainingMs)} left`);
  return parts.join(' · ');
}
