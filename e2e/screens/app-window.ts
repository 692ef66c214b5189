import type { Page } from '@playwright/test';

/** The frame of the window: rail, tabs, import strip and status line. */
export function appWindow(page: Page) {
  const rail = page.getByRole('navigation', { name: 'Case' });
  const strip = page.getByRole('tablist', { name: 'Tabs' });
  const caseMenu = rail.getByRole('button').first();
  const show = (name: string | RegExp) => rail.getByRole('button', { name }).click();
  return {
    rail,
    caseMenu,
    tabs: strip.getByRole('tab'),
    activeTab: strip.getByRole('tab', { selected: true }),
    tab: (name: string | RegExp) => strip.getByRole('tab', { name }),
    status: page.getByRole('contentinfo'),
    importStrip: page.getByRole('region', { name: 'Import' }),
    importProgress: page.getByRole('progressbar', { name: 'Reading logs' }),
    importEnd: page.getByRole('status', { name: 'Import' }),
    openDashboard: (title: string) => show(title),
    openEvents: () => show(/^Events/),
    openMap: () => show(/^Map$/),
    openSql: () => show(/^SQL/),
    openEvidence: () => show(/^Evidence/),
    openExports: () => show(/^Exports/),
    /** Chooses an entry of the case's menu. */
    chooseInCaseMenu: async (name: string) => {
      await caseMenu.click();
      await page.getByRole('menuitem', { name }).or(page.getByRole('menuitemradio', { name })).click();
    },
  };
}
