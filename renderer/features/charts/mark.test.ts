import { describe, expect, it } from 'vitest';
import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { labelColumn, markOfRow, pointedAt, splitAsChosen } from './mark.ts';

const info = {
  stack: 'result',
  keys: [
    { column: 'result', field: 'responseElements.ConsoleLogin' },
    { column: 'country', field: 'country' },
    { column: 'actor', field: 'actor' },
  ],
} as unknown as PanelInfo;

const result = {
  columns: [
    { name: 'bucket_at', type: 'TIMESTAMP' },
    { name: 'country', type: 'VARCHAR' },
    { name: 'actor', type: 'VARCHAR' },
    { name: 'result', type: 'VARCHAR' },
    { name: 'events', type: 'BIGINT' },
  ],
  bucketSeconds: 3600,
} as unknown as PanelResult;

describe('marks', () => {
  const row = {
    bucket_at: '2023-07-10T11:00:00Z',
    country: null,
    actor: 'alice',
    result: 'Failure',
    events: 3,
  };

  it('stand for the values of their keys and the time of their bucket', () => {
    expect(markOfRow(info, result, row)).toEqual({
      targets: [
        { field: 'responseElements.ConsoleLogin', value: 'Failure' },
        { field: 'country', value: null },
        { field: 'actor', value: 'alice' },
      ],
      range: { from: '2023-07-10T11:00:00.000Z', to: '2023-07-10T12:00:00.000Z' },
    });
  });

  it('put first what was pointed at', () => {
    const mark = pointedAt(markOfRow(info, result, row), info, 'actor');
    expect(mark.targets.map((target) => target.field)).toEqual([
      'actor',
      'responseElements.ConsoleLogin',
      'country',
    ]);
  });

  it('stand for any value of a key whose column the row lacks', () => {
    const { actor: _left, ...rest } = row;
    const mark = markOfRow(info, result, rest);
    expect(mark.targets.map((target) => target.field)).not.toContain('actor');
  });

  it('are named by the first key that is neither time nor stack', () => {
    expect(labelColumn(info, result)).toBe('country');
  });
});

describe('what splits a chart', () => {
  it('is the stack column where the result has it', () => {
    expect(splitAsChosen(info, result)).toBe(info);
  });

  it('is the first key of the result where the reader chose another column', () => {
    const columns = result.columns.filter(({ name }) => name !== 'result');
    expect(splitAsChosen(info, { ...result, columns }).stack).toBe('country');
    expect(splitAsChosen(info, { ...result, columns: [] }).stack).toBeNull();
  });

  it('stays nothing where the panel has no stack column', () => {
    expect(splitAsChosen({ ...info, stack: null }, result).stack).toBeNull();
  });
});
