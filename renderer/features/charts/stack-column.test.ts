import { describe, expect, it } from 'vitest';
import { withStackColumn } from './stack-column.ts';

const options = [
  {
    name: 'by',
    title: 'By',
    default: 'bucket',
    values: [
      { value: 'bucket', title: 'Bucket' },
      { value: 'object', title: 'Object' },
    ],
  },
];
const columns = (...names: readonly string[]) => ({
  columns: names.map((name) => ({ name, type: 'VARCHAR' })),
});

describe('the column a panel stacks by', () => {
  it('is the one that its option chose', () => {
    const info = { stack: '$by', options };
    expect(withStackColumn(info, columns('bucket_at', 'object', 'events')).stack).toBe('object');
    expect(withStackColumn(info, columns('bucket_at', 'bucket', 'events')).stack).toBe('bucket');
  });

  it('is none where the result has no such column', () => {
    expect(withStackColumn({ stack: '$by', options }, columns('bucket_at', 'events')).stack).toBeNull();
    expect(withStackColumn({ stack: '$other', options }, columns('object')).stack).toBeNull();
  });

  it('is the one that is named otherwise', () => {
    const named = { stack: 'outcome', options };
    expect(withStackColumn(named, columns('object'))).toBe(named);
    const none = { stack: null, options };
    expect(withStackColumn(none, columns('object'))).toBe(none);
  });
});
