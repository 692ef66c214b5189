import { expect, test } from 'vitest';
import { highlightQuery } from './highlight-query.ts';

function coloured(text: string): string {
  return highlightQuery(text)
    .map(({ start, end, kind }) => `${kind}=${text.slice(start, end)}`)
    .join(' | ');
}

test.each([
  ['', ''],
  [
    'eventName:(A OR "b c") -x*',
    'field=eventName | punctuation=: | punctuation=( | value=A | operator=OR | value="b c" | punctuation=) | operator=- | text=x*',
  ],
  ['asn:>=5', 'field=asn | punctuation=: | operator=>= | value=5'],
  [
    'asn:[1 TO *} NOT /a/ && a:/b/',
    'field=asn | punctuation=: | punctuation=[ | value=1 | operator=TO | value=* | punctuation=} | operator=NOT | regex=/a/ | operator=&& | field=a | punctuation=: | regex=/b/',
  ],
  ['a ) b', 'text=a | fault=) | text= b'],
  ['eventName:x "abc', 'field=eventName | punctuation=: | value=x | fault="abc'],
  ['a OR OR b', 'text=a | operator=OR | fault=OR | text=b'],
  ['(a b', 'fault=( | text=a | text=b'],
  ['eventName:', 'field=eventName | punctuation=:'],
])('%j is coloured', (text, expected) => {
  expect(coloured(text)).toBe(expected);
});
