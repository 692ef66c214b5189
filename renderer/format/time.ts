/** In which zone instants are shown: UTC, or the zone of this machine. */
export const zones = ['utc', 'local'] as const;
export type Zone = (typeof zones)[number];

type Parts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;
const LOCAL_INPUT = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/;
const DATE_INPUT = /^(\d{4})-(\d\d)-(\d\d)$/;

/** The zone's name at that instant: `UTC`, or the offset of this machine's zone such as `UTC+02:00`. */
export function zoneName(zone: Zone, instant: string | number = Date.now()): string {
  if (zone === 'utc') return 'UTC';
  const offset = -new Date(instant).getTimezoneOffset();
  if (offset === 0) return 'UTC+00:00';
  const size = Math.abs(offset);
  return `UTC${offset < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/**
 * An instant (ISO text or epoch milliseconds) to the second with its zone: `2023-07-10 11:42:07 UTC`.
 * `withZone: false` where the zone stands beside it, for instance in a column's title. Text that is no
 * instant is given back as it is.
 */
export function formatInstant(
  instant: string | number,
  zone: Zone,
  { withZone = true, ms = false }: { readonly withZone?: boolean; readonly ms?: boolean } = {},
): string {
  const parts = partsOf(instant, zone);
  if (!parts) return String(instant);
  const fraction = ms ? `.${String(parts.ms).padStart(3, '0')}` : '';
  const text = `${date(parts)} ${two(parts.hour)}:${two(parts.minute)}:${two(parts.second)}${fraction}`;
  return withZone ? `${text} ${zoneName(zone, instant)}` : text;
}

/** An instant in short, for axes and lists under a zone: `24 Jan 17:58`, with seconds if asked. */
export function formatShortInstant(instant: string | number, zone: Zone, seconds = false): string {
  const parts = partsOf(instant, zone);
  if (!parts) return String(instant);
  const clock = `${two(parts.hour)}:${two(parts.minute)}${seconds ? `:${two(parts.second)}` : ''}`;
  return `${parts.day} ${MONTHS[parts.month - 1] ?? ''} ${clock}`;
}

/** The day of an instant: `24 Jan 2025`. */
export function formatDay(instant: string | number, zone: Zone): string {
  const parts = partsOf(instant, zone);
  return parts ? `${parts.day} ${MONTHS[parts.month - 1] ?? ''} ${parts.year}` : String(instant);
}

/**
 * A range with its zone, leaving out what both ends share: `12 Jan 09:14 – 24 Jan 2025 18:02 UTC`. Seconds are
 * shown in ranges of less than a day.
 */
export function formatRange(from: string, to: string, zone: Zone): string {
  const start = partsOf(from, zone);
  const end = partsOf(to, zone);
  if (!start || !end) return `${from} – ${to}`;
  const name = zoneName(zone, to);
  const brief = Date.parse(to) - Date.parse(from) >= DAY_MS;
  const clock = (parts: Parts) => clockOf(brief ? { ...parts, second: 0 } : parts);
  if (date(start) === date(end)) {
    return `${formatDay(from, zone)} ${clock(start)} – ${clock(end)} ${name}`;
  }
  const year = start.year === end.year ? '' : ` ${start.year}`;
  const head = `${start.day} ${MONTHS[start.month - 1] ?? ''}${year} ${clock(start)}`;
  return `${head} – ${formatDay(to, zone)} ${clock(end)} ${name}`;
}

/** An instant as the text of an input in that zone: `2023-07-10 11:42:07`. */
export function toInputText(instant: string | number, zone: Zone): string {
  return formatInstant(instant, zone, { withZone: false });
}

/**
 * Reads what was typed in that zone: `2023-07-10`, `2023-07-10 11:42`, `2023-07-10 11:42:07`, or ISO text
 * with an offset. Answers ISO UTC, null when it is no instant.
 */
export function parseInputText(text: string, zone: Zone): string | null {
  const trimmed = text.trim();
  const day = DATE_INPUT.exec(trimmed);
  const match = day ?? LOCAL_INPUT.exec(trimmed);
  if (!match) {
    const time = /(?:Z|[+-]\d\d:?\d\d)$/i.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
    return Number.isNaN(time) ? null : new Date(time).toISOString();
  }
  const [year, month, date_, hour, minute, second, fraction] = match.slice(1);
  const fields = [year, month, date_, hour, minute, second].map((part) => Number(part ?? 0));
  const [y = 0, mo = 1, d = 1, h = 0, mi = 0, s = 0] = fields;
  const ms = Number((fraction ?? '0').padEnd(3, '0'));
  const time =
    zone === 'utc' ? Date.UTC(y, mo - 1, d, h, mi, s, ms) : new Date(y, mo - 1, d, h, mi, s, ms).getTime();
  const back = partsOf(time, zone);
  const exists = back && back.month === mo && back.day === d && mi < 60 && s < 60;
  return exists ? new Date(time).toISOString() : null;
}

function partsOf(instant: string | number, zone: Zone): Parts | null {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return null;
  return zone === 'utc'
    ? {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth() + 1,
        day: at.getUTCDate(),
        hour: at.getUTCHours(),
        minute: at.getUTCMinutes(),
        second: at.getUTCSeconds(),
        ms: at.getUTCMilliseconds(),
      }
    : {
        year: at.getFullYear(),
        month: at.getMonth() + 1,
        day: at.getDate(),
        hour: at.getHours(),
        minute: at.getMinutes(),
        second: at.getSeconds(),
        ms: at.getMilliseconds(),
      };
}

function date({ year, month, day }: Parts): string {
  return `${year}-${two(month)}-${two(day)}`;
}

function clockOf({ hour, minute, second }: Parts): string {
  return `${two(hour)}:${two(minute)}${second === 0 ? '' : `:${two(second)}`}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
