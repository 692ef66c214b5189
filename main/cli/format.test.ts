import { describe, expect, it } from 'vitest';
import { formatEvents } from './event-format.ts';
import { formatBytes, formatCount, formatDuration, formatNoun } from './format-amount.ts';
import { formatCsvLine } from './format-csv.ts';
import { formatTable } from './format-table.ts';

describe('formatTable', () => {
  it('aligns texts to the left and numbers to the right', () => {
    expect(
      formatTable(
        ['value', 'events'],
        [
          ['ListBuckets', 5],
          ['Get', 1200],
          [null, null],
        ],
      ),
    ).toBe('value        events\nListBuckets       5\nGet            1200\n');
  });

  it('shows only the header when there are no rows', () => {
    expect(formatTable(['value', 'events'], [])).toBe('value  events');
  });

  it('cuts long cells and shows control characters as escapes', () => {
    const table = formatTable(['agent'], [['x'.repeat(200)], ['a\u001b[2J']]);
    expect(table).toBe(`agent\n${'x'.repeat(79)}…\na\\x1b[2J`);
  });
});

describe('formatCsvLine', () => {
  it('quotes what needs it and tells null from an empty text', () => {
    expect(formatCsvLine(['a', 'b,c', 'd"e', 'f\ng', '', null, 1, true])).toBe(
      'a,"b,c","d""e","f\ng","",,1,true\r\n',
    );
  });

  it('defuses texts a spreadsheet would run, but not numbers', () => {
    expect(formatCsvLine(['=1+1', '+a', '-a', '@a', '\ta', '\ra', 'a=1', -5])).toBe(
      `'=1+1,'+a,'-a,'@a,'\ta,"'\ra",a=1,-5\r\n`,
    );
  });
});

describe('formatEvents', () => {
  const columns = ['eventName', 'n'];
  const pages = [
    [
      ['a', 1],
      ['b', null],
    ],
    [['c\u001b', 3]],
  ];
  const write = (format: 'json' | 'ndjson' | 'csv' | 'table', isTerminal = false) => {
    const formatter = formatEvents(format, columns, isTerminal);
    return formatter.begin() + pages.map((page) => formatter.rows(page)).join('') + formatter.end();
  };

  it('writes one JSON array over all pages', () => {
    expect(JSON.parse(write('json'))).toEqual([
      { eventName: 'a', n: 1 },
      { eventName: 'b', n: null },
      { eventName: 'c\u001b', n: 3 },
    ]);
    expect(
      JSON.parse(formatEvents('json', columns, false).begin() + formatEvents('json', columns, false).end()),
    ).toEqual([]);
  });

  it('writes one object a line as NDJSON', () => {
    const lines = write('ndjson').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).eventName)).toEqual(['a', 'b', 'c\u001b']);
  });

  it('writes CSV with its header, harmless on a terminal', () => {
    expect(write('csv')).toBe('eventName,n\r\na,1\r\nb,\r\nc\u001b,3\r\n');
    expect(write('csv', true)).toBe('eventName,n\r\na,1\r\nb,\r\nc\\x1b,3\r\n');
  });

  it('writes one table over all pages', () => {
    expect(write('table')).toBe('eventName  n\na          1\nb\nc\\x1b      3\n');
  });
});

describe('amounts', () => {
  it('are written as a person reads them', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect([formatNoun(1, 'file'), formatNoun(0, 'file'), formatNoun(2000, 'file')]).toEqual([
      '1 file',
      '0 files',
      '2,000 files',
    ]);
    expect([0, 999, 1000, 1_500_000, 99_960_000, 999_999, 2e15].map(formatBytes)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.0 KB',
      '1.5 MB',
      '100 MB',
      '1.0 MB',
      '2000 TB',
    ]);
    expect([400, 9940, 9960, 12_300, 59_600, 185_000, 7_800_000].map(formatDuration)).toEqual([
      '0.4 s',
      '9.9 s',
      '10 s',
      '12 s',
      '1 min 0 s',
      '3 min 5 s',
      '2 h 10 min',
    ]);
  });
});
