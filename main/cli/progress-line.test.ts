import { describe, expect, it } from 'vitest';
import type { ImportProgress } from '../../preload/contract/model/case.ts';
import type { Output } from './output.ts';
import { createProgressLine, progressText } from './progress-line.ts';

const progress: ImportProgress = {
  importId: 1,
  status: 'running',
  phase: 'reading',
  files: 11,
  filesTotal: 1000,
  bytes: 34_500_000,
  bytesTotal: 240_000_000,
  bytesRaw: 300_000_000,
  records: 120_345,
  events: 110_000,
  duplicates: 0,
  rejected: 0,
  skippedFiles: 1,
  eventsPerSecond: 90_000,
  elapsedMs: 1300,
  remainingMs: 65_000,
  currentFile: 'a',
  message: null,
};

function outputOf(isTerminal: boolean): Output & { readonly texts: string[] } {
  const texts: string[] = [];
  return {
    texts,
    isTerminal,
    columns: 40,
    write: async (text) => {
      texts.push(text);
    },
  };
}

describe('the progress line', () => {
  it('says files, bytes, events, rate and time left', () => {
    expect(progressText(progress)).toBe(
      '12 of 1,000 files · 34.5 MB of 240 MB · 120,345 events · 90,000/s · 1 min 5 s left',
    );
    expect(progressText({ ...progress, phase: 'listing' })).toBe('Looking for logs: 1,000 files');
  });

  it('stays within the terminal, is not written too often, and is cleared', () => {
    const output = outputOf(true);
    const line = createProgressLine(output);
    line.show(progressText(progress));
    line.show(progressText(progress));
    line.clear();
    expect(output.texts).toEqual(['\r\u001b[2K12 of 1,000 files · 34.5 MB of 240 MB ·', '\r\u001b[2K']);
  });

  it('writes nothing where nobody watches', () => {
    const output = outputOf(false);
    const line = createProgressLine(output);
    line.show(progressText(progress));
    line.clear();
    expect(output.texts).toEqual([]);
  });
});
