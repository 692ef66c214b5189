import type { Page } from '@playwright/test';

/** Two events side by side. */
export function compareScreen(page: Page) {
  const table = page.getByRole('table', { name: 'Fields of both events' });
  return {
    table,
    /** The line of a field, by its path. */
    line: (path: string) => table.getByRole('row').filter({ has: page.getByTitle(path, { exact: true }) }),
    onlyDifferences: page.getByRole('switch', { name: 'Only differences' }),
    counts: page.getByRole('status').filter({ hasText: /the same/ }),
    search: page.getByRole('searchbox', { name: 'Search fields and values' }),
    copy: page.getByRole('button', { name: 'Copy as text' }),
    event: (side: 'Left' | 'Right') => page.getByRole('region', { name: `${side} event` }),
  };
}
