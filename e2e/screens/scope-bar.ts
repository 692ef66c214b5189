import type { Page } from '@playwright/test';
import { firstNumber } from '../support/numbers.ts';

/** What a tab is about: query, range, count and filter chips. */
export function scopeBar(page: Page) {
  const bar = page.getByRole('region', { name: 'Scope' });
  const query = bar.getByRole('combobox', { name: 'Query' });
  const count = bar.getByText(/^[\d,]+ of [\d,]+ events$/);
  return {
    bar,
    query,
    count,
    /** How many events the tab is about. */
    events: async () => firstNumber(await count.innerText()),
    chips: bar.getByRole('list', { name: 'Filters' }).getByRole('listitem'),
    /** The button of a chip, which opens its menu and takes its keys. */
    chip: (text: string | RegExp) =>
      bar.getByRole('list', { name: 'Filters' }).getByRole('button', { name: text }).first(),
    editor: page.getByRole('dialog', { name: 'Edit filter' }),
    historyButton: bar.getByRole('button', { name: 'Query history' }),
    history: page.getByRole('dialog', { name: 'Query history' }),
    undo: bar.getByRole('button', { name: 'Undo the last change of filters or range' }),
    redo: bar.getByRole('button', { name: 'Redo' }),
    range: bar.getByRole('button').filter({ hasText: /UTC|All data/ }),
    /** Replaces the query and runs it. */
    search: async (text: string) => {
      await query.fill(text);
      await query.press('Enter');
    },
  };
}
