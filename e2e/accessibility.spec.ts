import type { Page } from '@playwright/test';
import type { EntityRef } from '../preload/contract/model/entity.ts';
import { appWindow } from './screens/app-window.ts';
import { chainScreen } from './screens/chain-screen.ts';
import { compareScreen } from './screens/compare-screen.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { entityScreen } from './screens/entity-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { evidenceScreen } from './screens/evidence-screen.ts';
import { exportDialog } from './screens/export-dialog.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { sqlScreen } from './screens/sql-screen.ts';
import { stackScreen } from './screens/stack-screen.ts';
import { startScreen } from './screens/start-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { expectAccessible } from './support/accessible.ts';
import type { LocalServer } from './support/local-server.ts';
import { expect, test } from './support/test.ts';

/** One entity of each type, among them some whose pages have all there is on a page. */
const ENTITIES: readonly EntityRef[] = [
  { type: 'actor', value: 'svc-cloudwatch-sync' },
  { type: 'role', value: 'arn:aws:iam::444455556666:role/OrganizationAccountAccessRole' },
  { type: 'session', value: 'botocore-session-1741652414' },
  { type: 'access-key', value: 'AKIARTX3GSDSUV4E2B4O' },
  { type: 'address', value: '146.70.53.171' },
  { type: 'user-agent', value: 'TruffleHog' },
  { type: 'event-name', value: 'CreateUser' },
  { type: 'resource', value: 'svc-cloudwatch-sync' },
  { type: 'account', value: '444455556666' },
];

/** Opens the window on tabs of which each is the page of an entity, as a case that was left there does. */
async function visitEntities(page: Page, server: LocalServer): Promise<void> {
  const scope = { query: '', from: null, to: null };
  const tabs = ENTITIES.map((entity) => ({
    id: entity.type,
    kind: 'entity',
    title: entity.type,
    scope,
    entity,
  }));
  const state = { version: 1, tabs, activeTabId: 'actor', history: {}, zone: 'utc', colors: [] };
  await server.call('workspace.write', { state: JSON.stringify(state) });
  await visit(page, server);
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

    test('pages of entities of every type are accessible', async ({ page, sample }) => {
      test.setTimeout(180_000);
      await visitEntities(page, sample);
      for (const { type, value } of ENTITIES) {
        await appWindow(page).tab(type).click();
        await expect(entityScreen(page).heading).toHaveText(value);
        await expect(page.getByRole('heading', { name: 'Seen with' })).toBeVisible();
        await expectAccessible(page, `page of the ${type}`, type === 'actor' ? undefined : 'main');
      }
    });

    test('stacks and chains are accessible', async ({ page, sample }) => {
      const stack = stackScreen(page);
      const chain = chainScreen(page);
      await visit(page, sample);
      await appWindow(page).rail.getByRole('button', { name: 'Entities' }).click();
      await stack.entity('User agent').click();
      await expect(stack.row(0)).toBeVisible();
      await expectAccessible(page, 'stack');
      await stack.field.click();
      await expect(stack.fieldSearch).toBeVisible();
      await expectAccessible(page, 'fields to stack', '[role="dialog"]');
      await page.keyboard.press('Escape');
      await stack.take.click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page, 'copies of a stack', '[role="menu"]');
      await page.keyboard.press('Escape');
      await visitEntities(page, sample);
      await appWindow(page).tab('access-key').click();
      await entityScreen(page).openChain.click();
      await expect(chain.rows).toHaveCount(8);
      await chain.rows.nth(3).click();
      await expect(chain.openIssue).toBeVisible();
      await expectAccessible(page, 'chain');
    });

    test('menus of values, chips and the history are accessible', async ({ page, sample }) => {
      const search = searchScreen(page);
      const scope = scopeBar(page);
      const { menu } = valueMenu(page);
      await visitEvents(page, sample);
      await scope.search('actor:alice.dev outcome:denied');
      await scope.chip('Outcome is denied').press('e');
      await expect(scope.editor).toBeVisible();
      await expectAccessible(page, 'editor of a chip', '[role="dialog"]');
      await page.keyboard.press('Escape');
      await expect(scope.editor).toBeHidden();
      await scope.chip('Outcome is denied').press('d');
      await scope.chip('Actor is alice.dev').press('p');
      await expectAccessible(page, 'chips', '[aria-label="Scope"]');
      await scope.chip(/Actor is alice.dev/).press('m');
      await expect(menu).toBeVisible();
      await expectAccessible(page, 'menu of a chip', '[role="menu"]');
      await page.keyboard.press('Escape');
      await expect(menu).toBeHidden();
      await search.value(0, 1).click();
      await expect(menu).toBeVisible();
      await menu.getByRole('menuitem', { name: 'More' }).press('ArrowRight');
      await expect(page.getByRole('menuitem', { name: 'Field exists' })).toBeVisible();
      await expectAccessible(page, 'value menu and what is under More', '[role="menu"]');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await scope.historyButton.click();
      await expect(scope.history.getByRole('listitem')).not.toHaveCount(0);
      await expectAccessible(page, 'query history', '[role="dialog"]');
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
