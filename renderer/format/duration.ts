const UNITS = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1_000 },
] as const;

/** A length of time in its two largest units: `12 d 4 h`, `3 min 5 s`, `1.4 s`, `430 ms`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const at = UNITS.findIndex((unit) => ms >= unit.ms);
  const unit = UNITS[at] ?? UNITS[3];
  const next = UNITS[at + 1];
  const whole = Math.floor(ms / unit.ms);
  const rest = next ? Math.floor((ms % unit.ms) / next.ms) : 0;
  return rest > 0 && next ? `${whole} ${unit.name} ${rest} ${next.name}` : `${whole} ${unit.name}`;
}

/** The width of a time bucket: `1 h`, `15 min`, `1 d`. */
export function formatBucket(seconds: number): string {
  return formatDuration(seconds * 1000);
}

/** A distance in time with its sign, as a clock up to a day: `−0:42`, `+1:02:03`, `0:00`; then `−2 d 4 h`. */
export function formatOffset(ms: number): string {
  const sign = ms < 0 ? '−' : ms > 0 ? '+' : '';
  const size = Math.abs(ms);
  if (size >= UNITS[0].ms) return `${sign}${formatDuration(size)}`;
  const seconds = Math.floor(size / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const clock = hours > 0 ? `${hours}:${two(minutes % 60)}` : String(minutes);
  return `${sign}${clock}:${two(seconds % 60)}`;
}
