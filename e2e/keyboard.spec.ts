import { appWindow } from './screens/app-window.ts';
import { chainScreen } from './screens/chain-screen.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { entityScreen } from './screens/entity-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { exportDialog } from './screens/export-dialog.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { startScreen } from './screens/start-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { tabTo } from './support/keyboard.ts';
import { SAMPLE_ARCHIVE } from './support/local-server.ts';
import { firstNumber } from './support/numbers.ts';
import { expect, test } from './support/test.ts';

test('a folder is opened with the keyboard alone', async ({ page, start }) => {
  const server = await start();
  const screen = startScreen(page);
  const { keyboard } = page;

  await page.goto(server.url);
  await expect(screen.heading).toBeVisible();
  await tabTo(page, screen.openFolder);
  await keyboard.press('Enter');
  await expect(screen.chooser).toBeVisible();
  await tabTo(page, screen.chooser.getByRole('textbox', { name: 'Path of a folder' }));
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type(SAMPLE_ARCHIVE);
  await keyboard.press('Enter');
  await expect(screen.entries).toHaveCount(3);
  await tabTo(page, screen.openThisFolder);
  await keyboard.press('Enter');
  await expect(appWindow(page).importProgress).toBeVisible();
  // A fast machine may have read everything before the button is reached.
  await tabTo(page, appWindow(page).importStrip.getByRole('button', { name: /^(Cancel|Show the ledger)$/ }));
  await keyboard.press('Enter');
  await expect(appWindow(page).importEnd).toBeVisible({ timeout: 30_000 });
});

test('a value is pivoted on from a dashboard with the keyboard alone', async ({ page, sample }) => {
  const { panel, settled } = dashboardScreen(page);
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const { keyboard } = page;
  const bar = panel('Top 10 Users').bars.filter({ hasText: 'alice.dev' });

  await visit(page, sample);
  await settled();
  await tabTo(page, bar);
  await keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Filter for' }).first()).toBeFocused();
  await keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(bar).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.press('End');
  await keyboard.press('ArrowUp');
  await keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Open in new search' })).toBeFocused();
  await keyboard.press('Enter');

  await expect.poll(search.rowCount).toBe(448);
  await keyboard.press('/');
  await expect(scope.query).toBeFocused();
  await keyboard.press('End');
  await keyboard.type(' AND eventName:CreatePolicyVersion');
  await keyboard.press('Enter');
  await expect.poll(search.rowCount).toBe(1);
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('outcome:denied');
  await keyboard.press('Enter');
  await expect.poll(search.rowCount).toBe(255);
});

test('the table is read, filtered and taken back with the keyboard alone', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const { pane } = eventPane(page);
  const { keyboard } = page;
  const activeRow = () =>
    search.grid.evaluate((grid) => {
      const id = grid.getAttribute('aria-activedescendant');
      const row = id === null ? null : document.getElementById(id)?.closest('[role="row"]');
      return Number(row?.getAttribute('aria-rowindex')) - 2;
    });

  await visitEvents(page, sample);
  await tabTo(page, search.grid);
  await keyboard.press('Home');
  await expect.poll(activeRow).toBe(0);
  await keyboard.press('ArrowDown');
  await keyboard.press('j');
  await expect.poll(activeRow).toBe(2);
  await keyboard.press('k');
  await expect.poll(activeRow).toBe(1);
  await keyboard.press('PageDown');
  await expect.poll(activeRow).toBeGreaterThan(10);
  await keyboard.press('End');
  await expect.poll(activeRow).toBe(18_387);
  await expect(search.row(18_387)).toBeVisible();
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await expect(pane).toBeVisible();
  await expect(pane).toContainText('1 of 18,388');
  await keyboard.press('ArrowDown');
  await expect(pane).toContainText('2 of 18,388');
  await keyboard.press('Escape');
  await expect(pane).toBeHidden();

  await keyboard.press('Home');
  await keyboard.press('ArrowRight');
  await keyboard.press('f');
  await expect(scope.chips).toHaveCount(1);
  await expect.poll(search.rowCount).toBeLessThan(18_388);
  const only = await search.rowCount();
  await keyboard.press('Control+z');
  await expect.poll(search.rowCount).toBe(18_388);
  await keyboard.press('x');
  await expect.poll(search.rowCount).toBe(18_388 - only);
  await keyboard.press('Control+z');
  await expect.poll(search.rowCount).toBe(18_388);
  await keyboard.press('Control+Shift+z');
  await expect.poll(search.rowCount).toBe(18_388 - only);
});

test('the histogram, the tabs and the columns answer to the keyboard', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const { activeTab, tab } = appWindow(page);
  const { keyboard } = page;

  await visitEvents(page, sample);
  await tabTo(page, search.plot);
  await keyboard.press('Home');
  await keyboard.press('Shift+ArrowRight');
  await keyboard.press('Shift+ArrowRight');
  await keyboard.press('Enter');
  await expect.poll(search.rowCount).toBeLessThan(18_388);
  await expect.poll(scope.events).toBe(await search.rowCount());
  await keyboard.press('-');
  await keyboard.press('Control+z');
  await tabTo(page, search.grid);
  await keyboard.press('Home');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(search.headers.first()).toHaveAttribute('aria-sort', /ascending|descending/);

  await tabTo(page, activeTab, 'Shift+Tab');
  await keyboard.press('ArrowLeft');
  await expect(activeTab).toHaveText('Overview');
  await keyboard.press('ArrowRight');
  await expect(activeTab).toHaveText('Events');
  await keyboard.press('Delete');
  await expect(tab('Events')).toHaveCount(0);
  await expect(activeTab).toHaveText('Overview');
});

test('one thread is followed from an event to its evidence with the keyboard alone', async ({
  page,
  sample,
}) => {
  test.setTimeout(180_000);
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const entity = entityScreen(page);
  const chain = chainScreen(page);
  const event = eventPane(page);
  const { menu } = valueMenu(page);
  const { keyboard } = page;
  const key = 'AKIARTX3GSDSUV4E2B4O';

  await visitEvents(page, sample);
  await test.step('from an event to the menu of a value, and to the page of the actor', async () => {
    await keyboard.press('/');
    await keyboard.type('eventName:ConsoleLogin actor:svc-cloudwatch-sync outcome:success');
    await keyboard.press('Enter');
    await expect(scope.count).toHaveText('2 of 18,388 events');
    await tabTo(page, search.grid);
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await expect(event.pane).toContainText('svc-cloudwatch-sync');
    await keyboard.press('Escape');
    await expect(event.pane).toBeHidden();
    await keyboard.press('ArrowRight');
    await keyboard.press('m');
    await expect(menu).toBeVisible();
    await keyboard.press('i');
    await expect(entity.heading).toHaveText('svc-cloudwatch-sync');
    await expect(scope.count).toHaveText('82 of 18,388 events');
  });
  await test.step('to the page of its key, and to the chain of the key', async () => {
    await tabTo(page, entity.card('Access keys').getByRole('button'));
    await keyboard.press('ArrowRight');
    await expect(entity.pageOf('Access keys', key)).toBeFocused();
    await keyboard.press('Enter');
    await expect(entity.heading).toHaveText(key);
    await tabTo(page, entity.openChain);
    await keyboard.press('Enter');
    await expect(chain.rows).toHaveCount(8);
  });
  await test.step('along the chain to its events', async () => {
    await tabTo(page, chain.tree);
    await keyboard.press('Home');
    for (let line = 0; line < 3; line += 1) await keyboard.press('ArrowDown');
    await expect(chain.name).toContainText('role/OrganizationAccountAccessRole');
    await keyboard.press('Enter');
    await expect(scope.count).toHaveText('64 of 18,388 events');
  });
  await test.step('to the surroundings of one', async () => {
    await tabTo(page, search.grid);
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await expect(event.pane).toContainText('1 of 64');
    await tabTo(page, event.jsonTab);
    await keyboard.press('ArrowRight');
    await expect(event.contextTab).toBeFocused();
    await keyboard.press('Enter');
    await expect(event.openBeside).toBeVisible();
    await tabTo(page, event.openBeside);
    const all = firstNumber(await event.openBeside.innerText());
    await keyboard.press('Enter');
    await expect.poll(search.rowCount).toBe(all);
  });
  await test.step('and out as evidence', async () => {
    const { dialog, start, outcome } = exportDialog(page);
    await tabTo(page, search.exportButton);
    await keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    await tabTo(page, start);
    await keyboard.press('Enter');
    await expect(outcome).toBeVisible();
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(search.exportButton).toBeFocused();
  });
});
