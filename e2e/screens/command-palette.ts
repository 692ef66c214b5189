import type { Page } from '@playwright/test';

/** The command palette: an input and the commands that match. */
export function commandPalette(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Command palette' });
  const input = dialog.getByRole('combobox');
  const options = dialog.getByRole('option');
  const open = async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await input.waitFor();
  };
  return {
    dialog,
    input,
    options,
    chosen: dialog.getByRole('option', { selected: true }),
    open,
    /** Opens the palette, types and runs what is chosen then. */
    run: async (typed: string) => {
      await open();
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}
