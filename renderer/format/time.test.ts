import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatInstant, formatRange, formatShortInstant, parseInputText, zoneName } from './time.ts';

const AT = '2023-07-10T11:42:07.250Z';
const outside = process.env.TZ;

describe.each([
  ['Asia/Kolkata', '2023-07-10 17:12:07 UTC+05:30', 'UTC+05:30'],
  ['America/New_York', '2023-07-10 07:42:07 UTC−04:00', 'UTC−04:00'],
])('times on a machine in %s', (timeZone, localText, localName) => {
  beforeEach(() => {
    process.env.TZ = timeZone;
  });
  afterEach(() => {
    if (outside === undefined) delete process.env.TZ;
    else process.env.TZ = outside;
  });

  it('shows UTC as UTC wherever the machine stands', () => {
    expect(formatInstant(AT, 'utc')).toBe('2023-07-10 11:42:07 UTC');
    expect(formatInstant(AT, 'utc', { ms: true })).toBe('2023-07-10 11:42:07.250 UTC');
    expect(formatShortInstant(AT, 'utc')).toBe('10 Jul 11:42');
    expect(zoneName('utc')).toBe('UTC');
  });

  it('shows local time with its offset', () => {
    expect(formatInstant(AT, 'local')).toBe(localText);
    expect(zoneName('local', AT)).toBe(localName);
  });

  it('reads what it has written, in either zone', () => {
    for (const zone of ['utc', 'local'] as const) {
      const text = formatInstant(AT, zone, { withZone: false });
      expect(parseInputText(text, zone)).toBe('2023-07-10T11:42:07.000Z');
    }
  });

  it('reads days, minutes and ISO text, and refuses what is no instant', () => {
    expect(parseInputText('2023-07-10', 'utc')).toBe('2023-07-10T00:00:00.000Z');
    expect(parseInputText('2023-07-10 11:42', 'utc')).toBe('2023-07-10T11:42:00.000Z');
    expect(parseInputText('2023-07-10T11:42:07+02:00', 'local')).toBe('2023-07-10T09:42:07.000Z');
    expect(parseInputText('2023-02-30', 'utc')).toBeNull();
    expect(parseInputText('yesterday', 'utc')).toBeNull();
  });

  it('writes a range with one year and one zone', () => {
    expect(formatRange('2025-01-12T09:14:31Z', '2025-01-24T18:02:59Z', 'utc')).toBe(
      '12 Jan 09:14 – 24 Jan 2025 18:02 UTC',
    );
    expect(formatRange('2025-01-24T17:55:00Z', '2025-01-24T18:02:30Z', 'utc')).toBe(
      '24 Jan 2025 17:55 – 18:02:30 UTC',
    );
    expect(formatRange('2024-12-31T23:00:00Z', '2025-01-01T01:00:00Z', 'utc')).toBe(
      '31 Dec 2024 23:00 – 1 Jan 2025 01:00 UTC',
    );
  });
});
