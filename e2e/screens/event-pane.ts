import type { Page } from '@playwright/test';

/** The open event beside the table. */
export function eventPane(page: Page) {
  const pane = page.getByRole('complementary', { name: 'Event', exact: true });
  const tree = pane.getByRole('tree', { name: 'Raw record' });
  return {
    pane,
    fieldsTab: pane.getByRole('tab', { name: 'Fields' }),
    jsonTab: pane.getByRole('tab', { name: 'JSON' }),
    sourceTab: pane.getByRole('tab', { name: /^Source/ }),
    next: pane.getByRole('button', { name: 'Next event' }),
    close: pane.getByRole('button', { name: 'Close the event' }),
    tree,
    /** A line of the JSON tree by its key. */
    line: (key: string) =>
      tree
        .getByRole('treeitem')
        .filter({ has: page.getByText(key, { exact: true }) })
        .first(),
    searchRecord: pane.getByRole('searchbox', { name: 'Search the record' }),
    searchFields: pane.getByRole('searchbox', { name: 'Search the fields' }),
  };
}
