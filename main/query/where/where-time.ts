/** The stretch of time a written time stands for, from ≤ t < to, as DuckDB reads timestamps (UTC). */
export type TimeSpan = { readonly from: string; readonly to: string };

const TIME =
  /^(?<year>\d{4})(?:-(?<month>\d\d)(?:-(?<day>\d\d)(?:[T ](?<hour>\d\d)(?::(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?)?)?)?)?(?:Z|(?<zone>[+-](?:0\d|1[0-4]):?[0-5]\d))?$/i;

const MINUTE_MS = 60_000;

type Calendar = { readonly year: number; readonly month: number; readonly day: number };

/** Milliseconds since 1970 of calendar parts in UTC; parts beyond their range run over into the next. */
function epochMs({ year, month, day }: Calendar, timeMs: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + timeMs;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const digits = zone.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3));
  return (zone.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}

function toTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/^\+0*/, '').replace('T', ' ').replace('Z', '');
}

/**
 * Reads `2023`, `2023-07`, `2023-07-10`, `2023-07-10T12`, `…T12:30`, `…T12:30:05` or `…T12:30:05.123`, with a
 * space for the T, and with Z or an offset (without one it is UTC). Null for what is not a time.
 */
export function readTime(text: string): TimeSpan | null {
  const groups = TIME.exec(text)?.groups;
  if (groups === undefined) return null;
  const { year, month = 1, day = 1, hour = 0, minute = 0, second = 0, fraction = 0, zone } = groups;
  const date: Calendar = { year: Number(year), month: Number(month), day: Number(day) };
  const valid = new Date(epochMs(date, 0)).getUTCMonth() === date.month - 1 && date.day > 0 && date.year > 0;
  if (!valid || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const start = epochMs(date, seconds * 1000 + Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6));
  const offset = zoneMs(zone);
  return { from: toTimestamp(start - offset), to: toTimestamp(endOf(groups, date, start) - offset) };
}

/** Where the smallest part that was written ends. */
function endOf(groups: Record<string, string | undefined>, date: Calendar, start: number): number {
  const { month, day, hour, minute, second, fraction } = groups;
  if (month === undefined) return epochMs({ ...date, year: date.year + 1 }, 0);
  if (day === undefined) return epochMs({ ...date, month: date.month + 1 }, 0);
  if (hour === undefined) return epochMs({ ...date, day: date.day + 1 }, 0);
  if (minute === undefined) return start + 60 * MINUTE_MS;
  if (second === undefined) return start + MINUTE_MS;
  return start + (fraction === undefined ? 1000 : 1);
}
