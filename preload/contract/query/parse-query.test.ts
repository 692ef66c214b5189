import { describe, expect, test } from 'vitest';
import { highlightQuery } from './highlight-query.ts';
import { parseQuery } from './parse-query.ts';
import { printQuery } from './print-query.ts';

/** The canonical form of a query, or the place and sentence of its fault. */
function read(text: string): string {
  const parsed = parseQuery(text);
  if (parsed.ok) return printQuery(parsed.node);
  const { position, length, message } = parsed.fault;
  return `${position}+${length} ${message}`;
}

describe('a query', () => {
  test.each([
    ['', ''],
    ['  \n ', ''],
    ['ConsoleLogin', 'ConsoleLogin'],
    ['a b', 'a AND b'],
    ['a OR b c', 'a OR b AND c'],
    ['(a OR b) c', '(a OR b) AND c'],
    ['NOT a b', '-a AND b'],
    ['NOT (a OR b) AND !c -d', '-(a OR b) AND -c AND -d'],
    ['a && b || c', 'a AND b OR c'],
    ['NOT(a)AND(b)', '-a AND b'],
    ['((a))', 'a'],
    ['-(-a)', '-(-a)'],
    ['and or not', 'and AND or AND not'],
    ['"access denied"', '"access denied"'],
    ['eventName:ConsoleLogin', 'eventName:ConsoleLogin'],
    ['EVENTNAME: ConsoleLogin', 'eventName:ConsoleLogin'],
    ['"eventName": "ConsoleLogin"', 'eventName:ConsoleLogin'],
    ['useridentity.TYPE:Root', 'userIdentity.type:Root'],
    ['"userIdentity.type":Root', 'userIdentity.type:Root'],
    ['REQUESTPARAMETERS.groupId:sg-1', 'requestParameters.groupId:sg-1'],
    ['requestParameters."x-amz-acl":private', 'requestParameters.x-amz-acl:private'],
    ['requestParameters."a.b".c:x', 'requestParameters."a.b".c:x'],
    ['requestParameters.a\\.b:x', 'requestParameters."a.b":x'],
    ['requestParameters."aws:Tag/x y":1', 'requestParameters."aws:Tag/x y":1'],
    ['errorCode:*', 'errorCode:*'],
    ['-errorCode:*', '-errorCode:*'],
    ['errorCode:"*"', 'errorCode:"*"'],
    ['errorCode:\\*', 'errorCode:"*"'],
    ['errorCode:""', 'errorCode:""'],
    ['eventName:Get* ?x', 'eventName:Get* AND ?x'],
    ['eventName:**', 'eventName:*'],
    ['userAgent:Mozilla*Windows\\ NT*', 'userAgent:Mozilla*Windows\\ NT*'],
    ['eventName:(A OR B NOT C)', 'eventName:(A OR B AND -C)'],
    ['eventName:(A B)', 'eventName:A AND eventName:B'],
    ['eventName:(A OR B) c', 'eventName:(A OR B) AND c'],
    ['-eventName:(A OR (B C))', '-eventName:(A OR B AND C)'],
    ['eventName:A OR eventName:B', 'eventName:(A OR B)'],
    ['asn:>=5 asn:<9', 'asn:>=5 AND asn:<9'],
    ['asn:> 5', 'asn:>5'],
    ['asn:(>5 OR [1 TO 2})', 'asn:(>5 OR [1 TO 2})'],
    ['eventTime:[2023-07-10T12:00 TO *]', 'eventTime:["2023-07-10T12:00" TO *]'],
    ['eventTime:{"2023-07-10 12:00" to 2023-07-11}', 'eventTime:{"2023-07-10 12:00" TO 2023-07-11}'],
    ['sourceIPAddress:185.220.0.0/16', 'sourceIPAddress:"185.220.0.0/16"'],
    ['sourceIPAddress:2001:db8::/32', 'sourceIPAddress:"2001:db8::/32"'],
    ['sourceIPAddress:(::1 OR "fe80::1")', 'sourceIPAddress:("::1" OR "fe80::1")'],
    ['eventTime:2023-07-10T12:00:00Z', 'eventTime:"2023-07-10T12:00:00Z"'],
    ['eventName:/^Create(User|Role)$/', 'eventName:/^Create(User|Role)$/'],
    ['userAgent:/aws\\/\\d+ x/ a', 'userAgent:/aws\\/\\d+ x/ AND a'],
    ['/foo|bar baz/ /a:b/', '/foo|bar baz/ AND /a:b/'],
    ['/var/log /tmp', '"/var/log" AND "/tmp"'],
    ['arn:aws:iam::1:user/x', '"arn:aws:iam::1:user/x"'],
    ['AROAEXAMPLEEXAMPLE123:bob', '"AROAEXAMPLEEXAMPLE123:bob"'],
    ['s3://bucket/key https://a.b/c?d', '"s3://bucket/key" AND https\\:\\/\\/a.b\\/c?d'],
    ['2001:db8::1 fd00:1:2::3 ::1', '"2001:db8::1" AND "fd00:1:2::3" AND "::1"'],
    ['2023-07-10T12:00', '"2023-07-10T12:00"'],
    ['"arn":x', '"arn":x'],
    ['"a\\"b\\\\c\\u0041\\n"', '"a\\"b\\\\cA\\n"'],
    ['a\\:b\\ c\\-d', '"a:b c-d"'],
    ['a\u00a0b', 'a AND b'],
  ])('%j reads as %j', (text, canonical) => {
    expect(read(text)).toBe(canonical);
  });
});

describe('a broken query', () => {
  test.each([
    ['AND', '0+3 A search term was expected before “AND”.'],
    ['a AND', '5+0 A search term was expected after “AND”.'],
    ['a OR OR b', '5+2 A search term was expected after “OR”.'],
    ['a NOT', '5+0 A search term was expected after “NOT”.'],
    ['(a', '0+1 A closing parenthesis was expected for this one.'],
    ['x (', '2+1 A closing parenthesis was expected for this one.'],
    ['a)', '1+1 This “)” closes nothing; a “(” was expected before it.'],
    ['()', '1+1 A search term was expected between the parentheses.'],
    ['x -', '2+1 What to leave out was expected right after “-”.'],
    ['- a', '0+1 What to leave out was expected right after “-”.'],
    ['eventName:', '10+0 A value was expected after “eventName:”.'],
    ['(eventName:)', '11+1 A value was expected after “eventName:”.'],
    ['eventName: AND x', '11+3 A value was expected after “eventName:”; “AND” as a value stands in quotes.'],
    ['eventName:()', '11+1 A value was expected between the parentheses.'],
    ['eventName:(a OR )', '16+1 A value was expected after “OR”.'],
    ['eventName:(a', '10+1 A closing parenthesis was expected for this one.'],
    ['asn:>', '5+0 A value was expected after “>”.'],
    [
      'asn:>1*',
      '5+2 A plain value was expected: what is compared cannot hold “*” or “?”, unless it stands in quotes.',
    ],
    ['asn:[1', '6+0 “TO” was expected between the two ends of the range.'],
    ['asn:[1 2]', '7+2 “TO” was expected between the two ends of the range.'],
    ['asn:[TO 2]', '8+2 “TO” was expected between the two ends of the range.'],
    ['asn:[1 TO', '9+0 The upper end of the range, or “*”, was expected.'],
    ['asn:[] x', '5+1 The lower end of the range, or “*”, was expected.'],
    ['asn:[1 TO 2', '11+0 “]” or “}” was expected at the end of the range.'],
    ['asn:[1 TO 2 3]', '12+1 “]” or “}” was expected at the end of the range.'],
    ['x "abc', '2+4 A closing quote was expected.'],
    ['a"b"', '1+1 A space was expected before “"”; what belongs to one value stands in quotes.'],
    ['"a"b', '3+1 A space was expected before “b”; what belongs to one value stands in quotes.'],
    ['s3(x)', '2+1 A space was expected before “(”; what belongs to one value stands in quotes.'],
    ['key:/prod/db', '10+1 A space was expected before “d”; what belongs to one value stands in quotes.'],
    ['key:/prod x', '4+7 A closing “/” was expected; a value that only begins with “/” stands in quotes.'],
    ['x\\', '1+1 A character was expected after “\\”; write \\\\ for a backslash itself.'],
    ['DOMAIN\\nancy', '6+2 “\\n” means nothing; write \\\\ for a backslash itself.'],
    ['"C:\\dir"', '3+2 “\\d” means nothing; write \\\\ for a backslash itself.'],
    ['a..b:x', '2+1 The name of a key was expected here.'],
    [
      'resources[0].ARN:x',
      '9+1 Elements of an array are not numbered; leave out the brackets: any element matches.',
    ],
    ['event*:x', '5+1 “*” cannot stand in the name of a field; write the name in full.'],
    [':x', '0+1 The name of a field was expected before “:”.'],
    ['field:\u{1f600}:"', '9+1 A space was expected before “"”; what belongs to one value stands in quotes.'],
  ])('%j is marked at its fault', (text, fault) => {
    expect(read(text)).toBe(fault);
  });

  test.each([
    ['parentheses', `${'('.repeat(10_000)}a${')'.repeat(10_000)}`],
    ['open parentheses', '('.repeat(10_000)],
    ['minus signs', `${'-'.repeat(10_000)}a`],
    ['NOTs', `${'NOT '.repeat(5_000)}a`],
    ['lists', `a:${'('.repeat(10_000)}b${')'.repeat(10_000)}`],
    ['keys of a path', `${'a.'.repeat(9_999)}b:c`],
  ])('of ten thousand %s is a fault, not an overflow', (_, text) => {
    expect(parseQuery(text).ok).toBe(false);
  });
});

test('a query of 20,000 characters is read and coloured at once', () => {
  for (const piece of [
    'a ',
    'a OR -b ',
    '"a b" ',
    'eventName:a ',
    'a:(b OR c) ',
    '\\: ',
    '"\\"" ',
    '/ ',
    'a:/b/ ',
  ]) {
    const text = piece.repeat(Math.floor(20_000 / piece.length)).replace(/OR -b $/, '');
    expect(parseQuery(text)).toMatchObject({ ok: true });
    highlightQuery(text);
  }
});

test('no text whatever makes the parser throw', () => {
  const pieces = [
    'a',
    ':',
    '"',
    '\\',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '/',
    '*',
    '-',
    '!',
    '>',
    '<',
    ' ',
    'TO ',
    'OR ',
  ];
  let state = 7;
  for (let i = 0; i < 20_000; i++) {
    let text = '';
    for (let n = 0; n < 1 + (i % 9); n++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      text += pieces[(state >>> 16) % pieces.length];
    }
    const parsed = parseQuery(text);
    if (!parsed.ok) {
      const { position, length } = parsed.fault;
      expect(position >= 0 && length >= 0 && position + length <= text.length).toBe(true);
    }
    const ends = highlightQuery(text).reduce(
      (end, next) => (next.start >= end && next.end > next.start ? next.end : Number.NaN),
      0,
    );
    expect(ends <= text.length).toBe(true);
  }
});
