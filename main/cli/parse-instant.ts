const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * An ISO date or time as an instant in UTC (`2023-07-10T11:42:00.000Z`), null when it is none. A date is its
 * midnight; a time without an offset is UTC; digits beyond milliseconds are dropped.
 */
export function parseInstant(text: string): string | null {
  const match = INSTANT.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset = 'Z'] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
  const atUtc = new Date(`${local}Z`);
  if (Number.isNaN(atUtc.getTime()) || atUtc.toISOString() !== `${local}Z`) return null;
  const instant = new Date(`${local}${isoOffset(offset)}`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

function isoOffset(offset: string): string {
  return /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
}
