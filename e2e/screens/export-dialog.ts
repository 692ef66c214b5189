import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';

/** The dialog that writes the events of a search as evidence. */
export function exportDialog(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Export events' });
  const save = async (name: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name }).click(),
    ]);
    return readDownload(download);
  };
  return {
    dialog,
    columns: (name: string) => dialog.getByRole('radio', { name: new RegExp(`^${name} \\d`) }),
    start: dialog.getByRole('button', { name: /^Export [\d,]+ events?$/ }),
    outcome: dialog.getByText(/exported\.$/),
    saveCsv: () => save('Save the CSV'),
    saveManifest: () => save('Save the manifest'),
    done: dialog.getByRole('button', { name: 'Done' }),
  };
}

async function readDownload(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}
