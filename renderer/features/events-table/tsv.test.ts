import { expect, test } from 'vitest';
import { toTsv } from './tsv.ts';

test('Rows come with their headers, one line each', () => {
  expect(
    toTsv(
      ['eventName', 'asn', 'readOnly', 'errorCode'],
      [
        ['GetUser', 64500, true, null],
        ['ListUsers', 0, false, 'AccessDenied'],
      ],
    ),
  ).toBe('eventName\tasn\treadOnly\terrorCode\nGetUser\t64500\ttrue\t\nListUsers\t0\tfalse\tAccessDenied\n');
});

test('Tabs, line breaks and quotes inside a cell do not break the table', () => {
  expect(toTsv(['userAgent'], [['a\tb'], ['c\nd'], ['say "hi"']])).toBe(
    'userAgent\n"a\tb"\n"c\nd"\n"say ""hi"""\n',
  );
});

test('A cell that a spreadsheet would run as a formula is defused', () => {
  expect(toTsv(['userName'], [['=cmd|calc'], ['@SUM(A1)'], ['-1+1'], ['+49']])).toBe(
    "userName\n'=cmd|calc\n'@SUM(A1)\n'-1+1\n'+49\n",
  );
});

test('A negative number stays a number', () => {
  expect(toTsv(['latitude'], [[-12.5]])).toBe('latitude\n-12.5\n');
});
