const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WRITTEN = /^([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{4}),?\s+(\d{1,2}):(\d{2}):(\d{2})\s*([ap]m)$/i;

/**
 * The instant (ISO UTC) of an expiration as STS writes it: `Jan 22, 2021 12:46:28 AM`, with a comma after the year and
 * a narrow space before AM in newer records, or ISO 8601. Null for anything else.
 */
export function parseStsDate(text: string): string | null {
  const match = WRITTEN.exec(text.trim());
  if (!match) {
    const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? null : isoOf(time);
  }
  const [, month = '', day, year, hour, minute, second, half = ''] = match;
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  const hours = (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (monthIndex < 0 || Number(hour) < 1 || Number(hour) > 12) return null;
  const time = Date.UTC(Number(year), monthIndex, Number(day), hours, Number(minute), Number(second));
  const exists = new Date(time).getUTCDate() === Number(day) && Number(minute) < 60 && Number(second) < 60;
  return exists ? isoOf(time) : null;
}

/** An instant as ISO UTC, without a fraction where it has none. */
export function isoOf(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
