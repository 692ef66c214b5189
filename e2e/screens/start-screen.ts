import type { Page } from '@playwright/test';

/** What is shown while no case is open, and the folder chooser that it opens. */
export function startScreen(page: Page) {
  const chooser = page.getByRole('dialog', { name: 'Open logs in a new case' });
  return {
    heading: page.getByRole('heading', { name: 'Spoor', level: 1 }),
    openFolder: page.getByRole('button', { name: 'Open folder…' }),
    openSample: page.getByRole('button', { name: 'Open the sample incident' }),
    recent: page.getByRole('region', { name: 'Recent cases' }),
    chooser,
    entries: chooser.getByRole('list', { name: 'Folders and files' }).getByRole('button'),
    /** Types a path and goes there. */
    goTo: async (path: string) => {
      await chooser.getByRole('textbox', { name: 'Path of a folder' }).fill(path);
      await chooser.getByRole('button', { name: 'Go', exact: true }).click();
    },
    openThisFolder: chooser.getByRole('button', { name: 'Open this folder' }),
  };
}
