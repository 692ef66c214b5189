import type { Range } from '../../state/scope-history.ts';

type Preset = { readonly title: string; readonly ms: number };

const MINUTE = 60_000;

/** Ranges that end with the newest event of the case: incident logs are old, so "now" means nothing. */
export const PRESETS: readonly Preset[] = [
  { title: 'Last 15 minutes', ms: 15 * MINUTE },
  { title: 'Last hour', ms: 60 * MINUTE },
  { title: 'Last 3 hours', ms: 180 * MINUTE },
  { title: 'Last 24 hours', ms: 1440 * MINUTE },
  { title: 'Last 7 days', ms: 7 * 1440 * MINUTE },
];

/** The range that many milliseconds before the newest event up to the end of the data. */
export function presetRange(newestAt: string, ms: number): Range {
  return { from: new Date(Date.parse(newestAt) - ms).toISOString(), to: null };
}

const AROUND_MS = 15 * MINUTE;

/** A quarter of an hour on either side of an instant. */
export function rangeAround(at: string): Range {
  const instant = Date.parse(at);
  return {
    from: new Date(instant - AROUND_MS).toISOString(),
    to: new Date(instant + AROUND_MS).toISOString(),
  };
}

/** The title of the preset that gives this range, null when it is another range. */
export function presetTitle(range: Range, newestAt: string | null): string | null {
  if (range.from === null && range.to === null) return 'All data';
  if (range.from === null || range.to !== null || newestAt === null) return null;
  const ms = Date.parse(newestAt) - Date.parse(range.from);
  return PRESETS.find((preset) => preset.ms === ms)?.title ?? null;
}
