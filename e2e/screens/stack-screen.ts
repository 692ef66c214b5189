import type { Page } from '@playwright/test';
import { firstNumber } from '../support/numbers.ts';

/** All values of a field: its switch, order, search, totals and table. */
export function stackScreen(page: Page) {
  const screen = page.getByRole('region', { name: 'Stack' });
  const table = screen.getByRole('table', { name: 'Values' });
  /** The row at a position, counted from 0. */
  const row = (position: number) => table.locator(`tr[aria-rowindex="${position + 2}"]`);
  return {
    screen,
    table,
    row,
    value: (position: number) => row(position).getByRole('button').first(),
    /** The events of the value at a position. */
    events: async (position: number) => firstNumber(await row(position).getByRole('cell').nth(1).innerText()),
    rowCount: async () => Number(await table.getAttribute('aria-rowcount')) - 1,
    sort: (title: string) => table.getByRole('columnheader').getByRole('button', { name: title }).click(),
    entity: (title: string) => screen.getByRole('button', { name: title, exact: true }),
    field: screen.getByRole('button', { name: /choose another$/ }),
    fieldSearch: page.getByRole('searchbox', { name: 'Search fields and paths' }),
    search: screen.getByRole('searchbox', { name: 'Search within values' }),
    take: screen.getByRole('button', { name: 'Copy or save…' }),
    without: screen.getByRole('button', { name: / without / }),
  };
}
