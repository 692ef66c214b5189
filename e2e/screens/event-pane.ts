import type { Page } from '@playwright/test';

/** The open event beside the table. */
export function eventPane(page: Page) {
  const pane = page.getByRole('complementary', { name: 'Event', exact: true });
  const tree = pane.getByRole('tree', { name: 'Raw record' });
  const surroundings = pane.getByRole('listbox', { name: 'Events around this one' });
  return {
    pane,
    fieldsTab: pane.getByRole('tab', { name: 'Fields' }),
    jsonTab: pane.getByRole('tab', { name: 'JSON' }),
    contextTab: pane.getByRole('tab', { name: 'Context' }),
    /** The events around the open one, and what they share with it. */
    surroundings,
    surrounding: surroundings.getByRole('option'),
    shares: async (what: string) => {
      await pane.getByRole('combobox', { name: 'What the events share with this one' }).click();
      await page.getByRole('option', { name: what }).click();
    },
    within: async (window: string) => {
      await pane.getByRole('combobox', { name: 'How long before and after' }).click();
      await page.getByRole('option', { name: window }).click();
    },
    openBeside: pane.getByRole('button', { name: /^Open [\d,]+ beside$/ }),
    back: pane.getByRole('button', { name: /^Back to/ }),
    compare: pane.getByRole('button', { name: 'Compare this event with another' }),
    compareWithThis: pane.getByRole('button', { name: 'Compare with this' }),
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
