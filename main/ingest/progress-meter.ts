import type { ImportProgress } from '../../preload/contract/model/case.ts';

type Counters = Omit<ImportProgress, 'eventsPerSecond' | 'elapsedMs' | 'remainingMs'>;

export type MutableCounters = { -readonly [K in keyof Counters]: Counters[K] };

/** Counters of an import that has not begun. */
export function newCounters(importId: number): MutableCounters {
  return {
    importId,
    status: 'running',
    phase: 'listing',
    files: 0,
    filesTotal: 0,
    bytes: 0,
    bytesTotal: 0,
    bytesRaw: 0,
    records: 0,
    events: 0,
    duplicates: 0,
    rejected: 0,
    skippedFiles: 0,
    currentFile: null,
    message: null,
  };
}

/** Adds rate and time left: the rate over the whole run, the time left from the bytes left at the rate so far. */
export function measureProgress(counters: Counters, startedAtMs: number, nowMs: number): ImportProgress {
  const elapsedMs = Math.max(nowMs - startedAtMs, 1);
  const done = counters.bytes;
  const left = Math.max(counters.bytesTotal - done, 0);
  return {
    ...counters,
    elapsedMs,
    eventsPerSecond: Math.round((counters.records / elapsedMs) * 1000),
    remainingMs: counters.phase === 'reading' && done > 0 ? Math.round((left / done) * elapsedMs) : null,
  };
}
