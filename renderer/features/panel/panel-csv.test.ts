import { describe, expect, it } from 'vitest';
import { panelCsv, panelTsv } from './panel-csv.ts';

const result = {
  columns: [
    { name: 'userAgent', type: 'VARCHAR' },
    { name: 'events', type: 'BIGINT' },
  ],
  rows: [
    { userAgent: '=HYPERLINK("http://x")', events: -3 },
    { userAgent: 'a, "b"\nc', events: 1 },
    { userAgent: null, events: 0 },
  ],
};

describe('the rows of a panel', () => {
  it('are quoted as CSV and cannot run as formulas', () => {
    expect(panelCsv(result)).toBe(
      'userAgent,events\r\n"\'=HYPERLINK(""http://x"")",-3\r\n"a, ""b""\nc",1\r\n,0\r\n',
    );
  });

  it('stay one line each on the clipboard', () => {
    expect(panelTsv(result).split('\n')).toEqual([
      'userAgent\tevents',
      '\'=HYPERLINK("http://x")\t-3',
      'a, "b" c\t1',
      '\t0',
    ]);
  });
});
