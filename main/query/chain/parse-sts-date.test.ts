import { describe, expect, it } from 'vitest';
import { parseStsDate } from './parse-sts-date.ts';

describe('an expiration as STS writes it', () => {
  it.each([
    ['Jan 22, 2021 12:46:28 AM', '2021-01-22T00:46:28Z'],
    ['Jan 22, 2021 12:46:28 PM', '2021-01-22T12:46:28Z'],
    ['Mar 6, 2025, 4:02:00 AM', '2025-03-06T04:02:00Z'],
    ['Mar 6, 2025, 4:02:00\u202fPM', '2025-03-06T16:02:00Z'],
    ['2025-03-06T04:02:00Z', '2025-03-06T04:02:00Z'],
  ])('%s is %s', (text, instant) => {
    expect(parseStsDate(text)).toBe(instant);
  });

  it.each(['', 'soon', 'Feb 30, 2021 1:00:00 AM', 'Jan 1, 2021 13:00:00 PM', 'Foo 1, 2021 1:00:00 AM'])(
    '%j is no time',
    (text) => {
      expect(parseStsDate(text)).toBeNull();
    },
  );
});
