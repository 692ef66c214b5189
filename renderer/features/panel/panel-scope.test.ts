import { describe, expect, it } from 'vitest';
import type { PanelInfo } from '../../../preload/contract/model/panel.ts';
import { newDashboard } from '../../state/tab-list.ts';
import { bucketOf, panelInput, withOption } from './panel-scope.ts';

const info = {
  id: 'overview/top-10-users',
  options: [{ name: 'group', title: 'Group by', values: [], default: 'actor' }],
} as unknown as PanelInfo;
const tab = {
  ...newDashboard('t', 'overview', 'Overview'),
  scope: { query: 'actor:a', from: null, to: null },
};

describe('what a panel asks', () => {
  it('is the scope of its tab and its options’ defaults', () => {
    expect(panelInput(tab, info, null)).toEqual({
      id: info.id,
      scope: tab.scope,
      options: { group: 'actor' },
      bucket: 'hour',
    });
  });

  it('has the panel’s own range and choices where there are any', () => {
    const range = { from: '2023-07-10T00:00:00.000Z', to: null };
    const panelOptions = withOption(
      { ...tab, panelOptions: withOption(tab, info.id, 'group', 'role') },
      info.id,
      'bucket',
      'day',
    );
    expect(panelInput({ ...tab, panelRanges: { [info.id]: range }, panelOptions }, info, null)).toEqual({
      id: info.id,
      scope: { query: 'actor:a', ...range },
      options: { group: 'role' },
      bucket: 'day',
    });
  });

  it('has buckets that suit its time, unless they were chosen', () => {
    const hours = (count: number) => ({ from: 0, to: count * 3_600_000 });
    expect(bucketOf(tab, info, hours(1))).toBe('minute');
    expect(bucketOf(tab, info, hours(24 * 12))).toBe('hour');
    expect(bucketOf(tab, info, hours(24 * 365))).toBe('day');
    expect(bucketOf(tab, { ...info, chart: 'band' }, hours(1))).toBe('hour');
    const chosen = { ...tab, panelOptions: withOption(tab, info.id, 'bucket', 'auto') };
    expect(bucketOf(chosen, info, hours(1))).toBe('auto');
  });
});
