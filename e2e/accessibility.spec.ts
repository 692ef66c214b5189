import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { evidenceScreen } from './screens/evidence-screen.ts';
import { exportDialog } from './screens/export-dialog.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { sqlScreen } from './screens/sql-screen.ts';
import { startScreen } from './screens/start-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { expect, test } from './support/test.ts';

/** Fails with what axe finds serious or critical on the page as it stands. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  await test.step(screen, async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`).join('; ')}`,
      );
    expect(grave, screen).toEqual([]);
  });
}

for (const scheme of ['dark', 'light'] as const) {
  test.describe(`in ${scheme}`, () => {
    test.use({ colorScheme: scheme });

    test('start, folder chooser and menus are accessible', async ({ page, start }) => {
      const server = await start();
      const screen = startScreen(page);
      await page.goto(server.url);
      await expect(screen.openSample).toBeVisible();
      await expectAccessible(page, 'start');
      await screen.openFolder.click();
      await expect(screen.chooser).toBeVisible();
      await expectAccessible(page, 'folder chooser');
    });

    test('dashboards are accessible', async ({ page, sample }) => {
      const { panel, settled } = dashboardScreen(page);
      await visit(page, sample);
      await settled();
      await expectAccessible(page, 'overview');
      await panel('Top 10 Users').bars.first().click();
      await expect(valueMenu(page).menu).toBeVisible();
      await expectAccessible(page, 'value menu');
      await page.keyboard.press('Escape');
      await panel('Top 10 Users').about.click();
      await expectAccessible(page, 'about a panel');
      await page.keyboard.press('Escape');
      await panel('Failed Logins').choose('Enlarge');
      await expect(page.getByRole('dialog', { name: 'Failed Logins' })).toBeVisible();
      await expectAccessible(page, 'enlarged panel');
      await page.keyboard.press('Escape');
      await appWindow(page).openDashboard('Console Logins');
      await settled();
      await expectAccessible(page, 'console logins');
    });

    test('a search with an open event is accessible', async ({ page, sample }) => {
      const search = searchScreen(page);
      const { pane, fieldsTab, sourceTab } = eventPane(page);
      await visitEvents(page, sample);
      await scopeBar(page).search('eventName:ConsoleLogin AND -outcome:success');
      await expect.poll(search.rowCount).toBe(105);
      await search.cell(0, 0).click();
      await expect(pane).toContainText('of 105');
      await expectAccessible(page, 'search');
      await fieldsTab.click();
      await expectAccessible(page, 'fields of an event');
      await sourceTab.click();
      await expectAccessible(page, 'source of an event');
      await search.columnsButton.click();
      await expectAccessible(page, 'columns');
      await page.keyboard.press('Escape');
      await scopeBar(page).range.first().click();
      await expectAccessible(page, 'time range');
      await page.keyboard.press('Escape');
      await scopeBar(page).query.fill('eventName:Con');
      await expect(page.getByRole('listbox')).toBeVisible();
      await expectAccessible(page, 'suggestions');
      await scopeBar(page).search('eventName:(');
      await expect(page.getByRole('alert')).toBeVisible();
      await expectAccessible(page, 'faulty query');
      await search.exportButton.click();
      await expect(exportDialog(page).start).toBeVisible();
      await expectAccessible(page, 'export');
    });

    test('evidence and SQL are accessible', async ({ page, sample }) => {
      const evidence = evidenceScreen(page);
      const sql = sqlScreen(page);
      await visit(page, sample);
      await appWindow(page).openEvidence();
      await expect(evidence.table).toContainText('read');
      await expectAccessible(page, 'files');
      await evidence.rejected.click();
      await expect(evidence.rejections).toHaveCount(1);
      await expectAccessible(page, 'rejected records');
      await evidence.exports.click();
      await expectAccessible(page, 'exports');
      await appWindow(page).openSql();
      await sql.run('select "eventName", count(*) as events from event group by all');
      await expect(sql.result).toBeVisible();
      await expectAccessible(page, 'SQL');
      await appWindow(page).caseMenu.click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page, 'case menu');
    });
  });
}
