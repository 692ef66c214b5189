import type { Page } from '@playwright/test';

/** Stars, tags and notes, wherever they are shown and given. */
export function marks(page: Page) {
  const dialog = page.getByRole('dialog', { name: /^Tag/ });
  const ofEvent = page.getByRole('region', { name: 'Marks of the event' });
  return {
    dialog,
    tagName: dialog.getByLabel('Name of the tag'),
    /** The line of a tag in the dialog. */
    tag: (name: string) => dialog.getByRole('listitem').filter({ hasText: name }),
    ofEvent,
    ofEntity: page.getByRole('region', { name: 'Tags', exact: true }),
    noteField: ofEvent.getByLabel('Note on the event'),
    /** What is said of the marks of the row at a position, counted from 0. */
    ofRow: (position: number) =>
      page
        .getByRole('grid', { name: 'Events' })
        .locator(`[role="row"][aria-rowindex="${position + 2}"] [aria-colindex="1"]`),
  };
}
