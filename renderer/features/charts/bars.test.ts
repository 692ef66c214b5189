import { describe, expect, it } from 'vitest';
import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { toBars } from './bars.ts';

const columns = [
  { name: 'actor', type: 'VARCHAR' },
  { name: 'outcome', type: 'VARCHAR' },
  { name: 'events', type: 'BIGINT' },
];
const resultOf = (rows: PanelResult['rows']) =>
  ({ rows, columns, bucketSeconds: null }) as unknown as PanelResult;

describe('bars', () => {
  it('join the rows of one label and keep their parts', () => {
    const info = {
      stack: 'outcome',
      keys: [
        { column: 'actor', field: 'actor' },
        { column: 'outcome', field: 'outcome' },
      ],
    } as unknown as PanelInfo;
    const bars = toBars(
      info,
      resultOf([
        { actor: 'bob', outcome: 'success', events: 6 },
        { actor: 'alice', outcome: 'success', events: 5 },
        { actor: 'alice', outcome: 'denied', events: 4 },
      ]),
    );
    expect(bars.map(({ label, events, parts }) => [label, events, parts.length])).toEqual([
      ['alice', 9, 2],
      ['bob', 6, 1],
    ]);
    expect(bars[0]?.mark.targets).toEqual([{ field: 'actor', value: 'alice' }]);
  });

  it('show denied and failed beside the rest of the events', () => {
    const info = { stack: null, keys: [{ column: 'actor', field: 'actor' }] } as unknown as PanelInfo;
    const [bar] = toBars(info, resultOf([{ actor: null, events: 10, denied: 3, failed: 0 }]));
    expect(bar?.label).toBe('(none)');
    expect(bar?.parts.map(({ name, events }) => [name, events])).toEqual([
      ['success', 7],
      ['denied', 3],
    ]);
  });
});
