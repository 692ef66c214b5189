import type { Page } from '@playwright/test';
import { lastNumber } from '../support/numbers.ts';

/** A search tab: histogram, facets, table of events, and the sub-tabs of one opened from a panel. */
export function searchScreen(page: Page) {
  const grid = page.getByRole('grid', { name: 'Events' });
  const plot = page.getByRole('region', { name: 'Events over time' }).getByRole('group');
  const subTabs = page.getByRole('tablist', { name: 'Result' });
  const row = (position: number) => grid.locator(`[role="row"][aria-rowindex="${position + 2}"]`);
  const header = (title: string) => grid.getByRole('columnheader').filter({ hasText: title });
  return {
    grid,
    plot,
    /** The titles of the columns, without that of the marks before them. */
    headers: grid.locator('[role="columnheader"]:not([aria-colindex="1"])'),
    header,
    /** The row at a position of the sorted result, counted from 0. */
    row,
    /** The value in a column of a row, which opens the menu of values. */
    value: (position: number, column: number) =>
      row(position)
        .locator(
          `[aria-colindex="${column + 2}"] span[title]:not([role]), [aria-colindex="${column + 2}"] > span:not([role])`,
        )
        .first(),
    cell: (position: number, column: number) => row(position).locator(`[aria-colindex="${column + 2}"]`),
    /** How many events the table holds, drawn or not. */
    rowCount: async () => Number(await grid.getAttribute('aria-rowcount')) - 1,
    sort: (title: string) => header(title).getByRole('button').first().click(),
    aggregates: subTabs.getByRole('tab', { name: 'Aggregates' }),
    messages: subTabs.getByRole('tab', { name: 'Messages' }),
    subTabs,
    columnsButton: page.getByRole('button', { name: 'Columns', exact: true }),
    compactRows: page.getByRole('button', { name: 'Compact rows' }),
    selection: page.getByRole('region', { name: 'Selection' }),
    goTo: page.getByRole('dialog', { name: 'Go to row or time' }),
    /** The position of the row the keys act on, counted from 0; −1 in the header. */
    activeRow: () =>
      grid.evaluate((element) => {
        const id = element.getAttribute('aria-activedescendant');
        const active = id === null ? null : document.getElementById(id)?.closest('[role="row"]');
        return Number(active?.getAttribute('aria-rowindex')) - 2;
      }),
    exportButton: page.getByRole('button', { name: 'Export…' }),
    facets: page.getByRole('complementary', { name: 'Facets' }),
    facet: (title: string) => page.getByRole('region', { name: `Facet ${title}`, exact: true }),
    /** The events in the histogram, as it says itself. */
    plottedEvents: async () =>
      lastNumber(/^Histogram: [\d,]+/.exec((await plot.getAttribute('aria-label')) ?? '')?.[0] ?? ''),
    /** Drags over a part of the histogram, both ends as shares of its width. */
    dragHistogram: async (from: number, to: number) => {
      const box = await plot.boundingBox();
      if (!box) throw new Error('The histogram is not drawn.');
      const y = box.y + box.height / 3;
      await page.mouse.move(box.x + box.width * from, y);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * ((from + to) / 2), y, { steps: 4 });
      await page.mouse.move(box.x + box.width * to, y, { steps: 4 });
      await page.mouse.up();
    },
  };
}
