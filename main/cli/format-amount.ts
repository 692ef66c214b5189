const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** 1234567 → `1,234,567`. */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A number with its noun: `1 file`, `2 files`. */
export function formatNoun(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** `100 of 1,234 pairs are listed.`, in a list of its own; an empty one where all are. */
export function listedOnly(listed: number, total: number, noun: string): string[] {
  return total > listed ? [`${formatCount(listed)} of ${formatNoun(total, noun)} are listed.`] : [];
}

/** Bytes in the largest decimal unit that keeps a digit before the point: 1500000 → `1.5 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = unit === 0 || value >= 99.95 ? Math.round(value).toString() : value.toFixed(1);
  return `${text} ${UNITS[unit]}`;
}

/** Milliseconds as a person says it: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
