import { describe, expect, it } from 'vitest';
import { parseJsonNode } from '../event-detail/json-node.ts';
import { type ComparedLine, compareRecords, countStates, shownLines } from './compare-records.ts';

function compare(left: string, right: string): readonly ComparedLine[] {
  return compareRecords(parseJsonNode(left), parseJsonNode(right));
}

function written(lines: readonly ComparedLine[]): readonly string[] {
  return lines.map(
    ({ state, path, left, right }) =>
      `${state} ${path}: ${left?.text ?? 'absent'} | ${right?.text ?? 'absent'}`,
  );
}

describe('two records side by side', () => {
  it('align by path, in the order of the left one, with what only the right one has beside its neighbours', () => {
    const left = '{"eventName":"CreateUser","requestParameters":{"userName":"bob","path":"/"},"region":"eu"}';
    const right =
      '{"region":"eu","requestParameters":{"userName":"eve","tags":"x"},"eventName":"CreateUser"}';
    expect(written(compare(left, right))).toEqual([
      'same eventName: CreateUser | CreateUser',
      'differs requestParameters.userName: bob | eve',
      'left requestParameters.path: / | absent',
      'right requestParameters.tags: absent | x',
      'same region: eu | eu',
    ]);
  });

  it('align the elements of arrays by position, and query without it', () => {
    const lines = compare(
      '{"resources":[{"ARN":"a"},{"ARN":"b"}]}',
      '{"resources":[{"ARN":"a"},{"ARN":"c"},{"ARN":"d"}]}',
    );
    expect(written(lines)).toEqual([
      'same resources[0].ARN: a | a',
      'differs resources[1].ARN: b | c',
      'right resources[2].ARN: absent | d',
    ]);
    expect(lines.map(({ field }) => field)).toEqual(['resources.ARN', 'resources.ARN', 'resources.ARN']);
  });

  it('tell apart what only looks alike: text and number, null and absent, empty and missing', () => {
    expect(written(compare('{"a":"1","b":null,"c":{},"d":[]}', '{"a":1,"c":[],"d":[]}'))).toEqual([
      'differs a: "1" | 1',
      'left b: null | absent',
      'differs c: {} | []',
      'same d: [] | []',
    ]);
    expect(compare('{"b":null}', '{}')[0]?.left?.value).toBeNull();
  });

  it('keep every digit of a number, and a key that comes twice', () => {
    expect(
      written(compare('{"n":12345678901234567890,"k":1,"k":2}', '{"n":12345678901234567891,"k":1}')),
    ).toEqual([
      'differs n: 12345678901234567890 | 12345678901234567891',
      'same k: 1 | 1',
      'left k#2: 2 | absent',
    ]);
  });

  it('list both where a value stands against an object', () => {
    expect(written(compare('{"a":"x"}', '{"a":{"b":1,"c":2}}'))).toEqual([
      'left a: x | absent',
      'right a.b: absent | 1',
      'right a.c: absent | 2',
    ]);
    expect(written(compare('{"a":[1]}', '{"a":{"b":1}}'))).toEqual([
      'left a[0]: 1 | absent',
      'right a.b: absent | 1',
    ]);
  });

  it('quote keys that are no plain names', () => {
    const [line] = compare('{"a.b":{"[0]":1}}', '{}');
    expect([line?.path, line?.field]).toEqual(['"a.b"."[0]"', '"a.b"."[0]"']);
  });

  it('are counted by state, and every leaf of either side is in one line', () => {
    const lines = compare('{"a":1,"b":2,"c":3}', '{"a":1,"b":3,"d":4}');
    expect(countStates(lines)).toEqual({ same: 1, differs: 1, left: 1, right: 1 });
    expect(countStates(compare('{"a":{"b":[1,2]}}', '{"a":{"b":[1,2]}}'))).toEqual({
      same: 2,
      differs: 0,
      left: 0,
      right: 0,
    });
  });

  it('can be narrowed to the differences and to a text', () => {
    const lines = compare('{"user":"bob","agent":"Bob\'s"}', '{"user":"bob","agent":"x"}');
    const paths = (search: string, onlyDifferences: boolean) =>
      shownLines(lines, { search, onlyDifferences }).map(({ path }) => path);
    expect(paths('', true)).toEqual(['agent']);
    expect(paths('BOB', false)).toEqual(['user', 'agent']);
    expect(paths('user', true)).toEqual([]);
  });

  it('may be huge and deep', () => {
    const wide = `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":${index}`).join(',')}}`;
    expect(compare(wide, wide.replace('"k7":7', '"k7":8'))).toHaveLength(20_000);
    const deep = `${'{"a":'.repeat(400)}1${'}'.repeat(400)}`;
    expect(compare(deep, deep).map(({ state }) => state)).toEqual(['same']);
  });
});
