import { appWindow } from './screens/app-window.ts';
import { compareScreen } from './screens/compare-screen.ts';
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
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

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
      await expectAccessible(page, 'value menu', '[role="menu"]');
      await page.keyboard.press('Escape');
      await panel('Top 10 Users').about.click();
      await expectAccessible(page, 'about a panel', '[role="dialog"]');
      await page.keyboard.press('Escape');
      await panel('Failed Logins').choose('Enlarge');
      await expect(page.getByRole('dialog', { name: 'Failed Logins' })).toBeVisible();
      await expectAccessible(page, 'enlarged panel', '[role="dialog"]');
      await page.keyboard.press('Escape');
      await appWindow(page).openMap();
      await settled();
      await expectAccessible(page, 'map', 'main');
      await appWindow(page).chooseInCaseMenu('Case settings…');
      await expect(page.getByRole('checkbox').first()).toBeVisible();
      await expectAccessible(page, 'case settings', '[role="dialog"]');
      await page.keyboard.press('Escape');
      await appWindow(page).openDashboard('Console Logins');
      await settled();
      await expectAccessible(page, 'console logins', 'main');
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
      await expectAccessible(page, 'fields of an event', 'aside[aria-label="Event"]');
      await sourceTab.click();
      await expectAccessible(page, 'source of an event', 'aside[aria-label="Event"]');
      await search.columnsButton.click();
      await expectAccessible(page, 'columns', '[role="dialog"]');
      await page.keyboard.press('Escape');
      await scopeBar(page).range.first().click();
      await expectAccessible(page, 'time range', '[role="dialog"]');
      await page.keyboard.press('Escape');
      await scopeBar(page).query.fill('eventName:Con');
      await expect(page.getByRole('listbox')).toBeVisible();
      await expectAccessible(page, 'suggestions', '[aria-label="Scope"]');
      await scopeBar(page).search('eventName:(');
      await expect(page.getByRole('alert')).toBeVisible();
      await expectAccessible(page, 'faulty query', '[aria-label="Scope"]');
      await search.exportButton.click();
      await expect(exportDialog(page).start).toBeVisible();
      await expectAccessible(page, 'export', '[role="dialog"]');
    });

    test('surroundings and comparisons are accessible', async ({ page, sample }) => {
      const search = searchScreen(page);
      const { contextTab, surrounding, compare, compareWithThis } = eventPane(page);
      await visitEvents(page, sample);
      await scopeBar(page).search('actor:alice.dev AND eventName:CreateUser');
      await expect.poll(search.rowCount).toBe(2);
      await search.cell(0, 0).click();
      await contextTab.click();
      await compare.click();
      await surrounding.last().click();
      await expect(compareWithThis).toBeVisible();
      await expectAccessible(page, 'surroundings of an event', 'aside[aria-label="Event"]');
      await compareWithThis.click();
      await expect(compareScreen(page).table).toBeVisible();
      await compareScreen(page).onlyDifferences.click();
      await expectAccessible(page, 'comparison');
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
      await expectAccessible(page, 'rejected records', 'main');
      await evidence.exports.click();
      await expectAccessible(page, 'exports', 'main');
      await appWindow(page).openSql();
      await sql.run('select "eventName", count(*) as events from event group by all');
      await expect(sql.result).toBeVisible();
      await expectAccessible(page, 'SQL');
      await appWindow(page).caseMenu.click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page, 'case menu', '[role="menu"]');
    });
  });
}
