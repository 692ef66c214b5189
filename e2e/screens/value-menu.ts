import { expect, type Page } from '@playwright/test';

/** The menu of a value, the same wherever the value stands. */
export function valueMenu(page: Page) {
  const menu = page.getByRole('menu');
  return {
    menu,
    /** Chooses an entry; where the menu is about several fields, that of the first. */
    choose: async (name: string) => {
      await menu.getByRole('menuitem', { name }).first().click();
      await menu.waitFor({ state: 'detached' });
    },
    /** Chooses an entry of what stands under More. */
    chooseMore: async (name: string) => {
      await menu.getByRole('menuitem', { name: 'More' }).press('ArrowRight');
      await page.getByRole('menuitem', { name }).press('Enter');
      await expect(menu).toHaveCount(0);
    },
  };
}
