import { describe, expect, it } from 'vitest';
import { layOutPanels } from './panel-grid.ts';

const columns = (spans: readonly { readonly columns: number }[]) => spans.map((span) => span.columns);

describe('the grid of a dashboard', () => {
  it('puts two panels beside a large one and fills the rows below', () => {
    const spans = layOutPanels(['large', 'medium', 'small', 'medium', 'wide', 'medium'], 'full');
    expect(columns(spans)).toEqual([14, 10, 10, 7, 10, 7]);
    expect(spans.map((span) => span.rows)).toEqual([2, 1, 1, 1, 1, 1]);
  });

  it('stretches what does not fill a row', () => {
    expect(columns(layOutPanels(['wide', 'wide', 'wide', 'medium'], 'full'))).toEqual([12, 12, 15, 9]);
  });

  it('gives a lone panel beside a large one both rows, and a last small one no more than it needs', () => {
    expect(layOutPanels(['large', 'small'], 'full')[1]).toEqual({ columns: 10, rows: 2 });
    expect(columns(layOutPanels(['wide', 'wide', 'small'], 'full'))).toEqual([12, 12, 12]);
  });

  it('gives a full panel a row of its own', () => {
    expect(columns(layOutPanels(['wide', 'full', 'medium', 'medium', 'medium'], 'full'))).toEqual([
      24, 24, 8, 8, 8,
    ]);
    expect(layOutPanels(['large', 'full'], 'full')).toEqual([
      { columns: 24, rows: 2 },
      { columns: 24, rows: 1 },
    ]);
  });

  it('stands in one column in a narrow window', () => {
    expect(columns(layOutPanels(['large', 'small', 'wide'], 'one'))).toEqual([24, 24, 24]);
  });
});
