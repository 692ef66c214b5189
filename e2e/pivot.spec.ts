import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { startScreen } from './screens/start-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visit, visitEvents } from './screens/visit.ts';
import type { LocalServer } from './support/local-server.ts';
import { expect, test } from './support/test.ts';

async function countOf(server: LocalServer, query: string): Promise<number> {
  return (await server.call('event.count', { scope: { query } })).events;
}

async function gravePlaces(page: Page, part: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    impact === 'serious' || impact === 'critical' ? [`${id}: ${nodes.map((node) => node.target)}`] : [],
  );
}

test('a value widens, prepares, asks for its field and opens beside', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const menu = valueMenu(page);
  const { jsonTab, line } = eventPane(page);
  const outcomes = search.facet('Outcome');
  const both = await countOf(sample, 'outcome:(denied OR failed)');

  await visitEvents(page, sample);
  await scope.search('outcome:denied');
  await expect.poll(search.rowCount).toBe(255);
  await test.step('or, from the dots of a facet value', async () => {
    await outcomes.getByRole('button', { name: /^failed/ }).hover();
    await outcomes.getByRole('button', { name: 'Menu of failed' }).click();
    expect(await gravePlaces(page, '[role="menu"]')).toEqual([]);
    await menu.choose('…or this');
    await expect(scope.query).toHaveValue('outcome:(denied OR failed)');
    await expect(scope.chips).toHaveText(['Outcome is denied or failed']);
    await expect.poll(search.rowCount).toBe(both);
  });
  await test.step('prepare, with the keyboard', async () => {
    await outcomes.getByRole('button', { name: /^success/ }).focus();
    await page.keyboard.press('m');
    await expect(menu.menu).toBeVisible();
    await page.keyboard.press('p');
    await expect(scope.query).toBeFocused();
    await expect(scope.query).toHaveValue('outcome:(denied OR failed) AND outcome:success');
    await expect(scope.chips).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(scope.query).toHaveValue('outcome:(denied OR failed)');
  });
  await test.step('exists, from a JSON leaf', async () => {
    await search.cell(0, 0).click();
    await jsonTab.click();
    await line('errorCode').getByRole('button').first().click();
    await menu.chooseMore('Field exists');
    await expect(scope.chips).toHaveText(['Outcome is denied or failed', 'Error code exists']);
    await expect.poll(search.rowCount).toBe(await countOf(sample, 'outcome:(denied OR failed) errorCode:*'));
  });
  await test.step('beside, from a cell', async () => {
    const tabs = await appWindow(page).tabs.count();
    await search.value(0, 3).click();
    await menu.choose('Open beside');
    await expect(appWindow(page).tabs).toHaveCount(tabs + 1);
    await expect(scope.chips).toHaveCount(3);
    await expect.poll(search.rowCount).toBeGreaterThan(0);
    await appWindow(page).tab('Events').click();
    await expect(scope.chips).toHaveCount(2);
  });
});

test('the page of an entity opens from a chart, a cell, a JSON leaf and a facet', async ({
  page,
  sample,
}) => {
  const { panel } = dashboardScreen(page);
  const { activeTab, openEvents, tab } = appWindow(page);
  const search = searchScreen(page);
  const menu = valueMenu(page);
  const { jsonTab, line } = eventPane(page);

  await visit(page, sample);
  await panel('Top 10 Users').bars.filter({ hasText: 'alice.dev' }).click();
  await menu.choose('Open entity');
  await expect(activeTab).toHaveText('Actor alice.dev');

  await openEvents();
  await scopeBar(page).search('actor:alice.dev AND eventName:CreatePolicyVersion');
  await expect.poll(search.rowCount).toBe(1);
  await search.row(0).getByText('alice.dev').click();
  await menu.choose('Open entity');
  await expect(activeTab).toHaveText('Actor alice.dev');
  await tab('Events').click();
  await search.cell(0, 0).click();
  await jsonTab.click();
  await line('accessKeyId').getByRole('button').first().click();
  await menu.choose('Open entity');
  await expect(activeTab).toHaveText(/^Access key AKIA/);
  await tab('Events').click();
  await search
    .facet('Call')
    .getByRole('button', { name: /^CreatePolicyVersion/ })
    .click({ button: 'right' });
  await menu.choose('Open entity');
  await expect(activeTab).toHaveText('Call CreatePolicyVersion');
});

test('chips are excluded, disabled, edited, joined and taken apart', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const { keyboard } = page;
  const chipMenu = (name: string) => page.getByRole('menuitem', { name }).click();

  await visitEvents(page, sample);
  await scope.search('actor:alice.dev outcome:denied');
  const denied = await countOf(sample, 'actor:alice.dev outcome:denied');
  await expect.poll(search.rowCount).toBe(denied);

  await test.step('excluded and disabled by their letters', async () => {
    await scope.chip('Outcome is denied').focus();
    await keyboard.press('x');
    await expect(scope.chips).toHaveText(['Actor is alice.dev', 'Outcome is not denied']);
    await expect.poll(search.rowCount).toBe(504 - denied);
    await keyboard.press('d');
    await expect(scope.chips).toHaveText(['Actor is alice.dev', /Outcome is not denied\s*off/]);
    await expect(scope.query).toHaveValue('actor:alice.dev');
    await expect.poll(search.rowCount).toBe(504);
    await keyboard.press('d');
    await expect.poll(search.rowCount).toBe(504 - denied);
    await scope.undo.click();
    await expect.poll(search.rowCount).toBe(504);
    await expect(scope.chips).toHaveCount(2);
    await scope.undo.click();
    await scope.undo.click();
    await expect(scope.chips).toHaveText(['Actor is alice.dev', 'Outcome is denied']);
  });
  await test.step('edited in place, a fault being shown', async () => {
    await scope.chip('Outcome is denied').click();
    await chipMenu('Edit…');
    const text = scope.editor.getByRole('combobox', { name: 'Filter' });
    await expect(text).toBeFocused();
    expect(await gravePlaces(page, '[role="dialog"]')).toEqual([]);
    await text.fill('outcome:(');
    await text.press('Enter');
    await expect(scope.editor.getByRole('alert')).toBeVisible();
    await text.fill('outcome:failed');
    await text.press('Enter');
    await expect(scope.editor).toBeHidden();
    await expect(scope.chips).toHaveText(['Actor is alice.dev', 'Outcome is failed']);
    await expect(scope.chip('Outcome is failed')).toBeFocused();
  });
  await test.step('joined and taken apart with the keyboard', async () => {
    const either = await countOf(sample, 'actor:alice.dev OR outcome:failed');
    await keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await page.getByRole('menuitem', { name: 'Or with' }).focus();
    await keyboard.press('ArrowRight');
    await page.getByRole('menuitem', { name: 'actor:alice.dev' }).press('Enter');
    await expect(scope.chips).toHaveText(['Actor is alice.dev or Outcome is failed']);
    await expect.poll(search.rowCount).toBe(either);
    await keyboard.press('m');
    await page.getByRole('menuitem', { name: 'And, not or' }).press('ArrowRight');
    await page.getByRole('menuitem', { name: 'outcome:failed' }).press('Enter');
    await expect(scope.chips).toHaveText(['Actor is alice.dev', 'Outcome is failed']);
  });
  await test.step('joined and taken apart with the mouse', async () => {
    await scope.chips.nth(1).dragTo(scope.chips.nth(0));
    await expect(scope.chips).toHaveText(['Actor is alice.dev or Outcome is failed']);
    await scope.chips.getByText('failed').dragTo(scope.bar.getByText('Filters', { exact: true }));
    await expect(scope.chips).toHaveText(['Actor is alice.dev', 'Outcome is failed']);
    await scope.chip('Outcome is failed').press('Delete');
    await expect.poll(search.rowCount).toBe(504);
  });
});

test('queries are found in the history and run again', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const { tabs } = appWindow(page);
  const entries = scope.history.getByRole('list', { name: 'Queries' }).getByRole('listitem');

  await visitEvents(page, sample);
  await scope.search('outcome:denied');
  await expect.poll(search.rowCount).toBe(255);
  await scope.search('actor:alice.dev');
  await expect.poll(search.rowCount).toBe(504);
  await scope.query.press('Alt+ArrowDown');
  await expect(entries).toHaveText([/^actor:alice.dev\s*504 events/, /^outcome:denied\s*255 events/]);
  expect(await gravePlaces(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.type('denied');
  await expect(entries).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(search.rowCount).toBe(255);
  await scope.historyButton.click();
  await expect(entries).toHaveText([/^outcome:denied/, /^actor:alice.dev/]);
  const before = await tabs.count();
  await entries.nth(1).hover();
  await entries.nth(1).getByRole('button', { name: 'Run in a new search' }).click();
  await expect(tabs).toHaveCount(before + 1);
  await expect.poll(search.rowCount).toBe(504);
  await scope.historyButton.click();
  await scope.history.getByRole('button', { name: 'Delete the history…' }).click();
  await scope.history.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(scope.history).toContainText('No query has been run in this case.');
});

test('one goes back to where one was, forward again, and to a tab that was closed', async ({
  page,
  sample,
}) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const { activeTab, tabs } = appWindow(page);
  const back = page.getByRole('button', { name: 'Back to where you were' });
  const forward = page.getByRole('button', { name: 'Forward again' });

  await visitEvents(page, sample);
  await scope.search('outcome:denied');
  await expect.poll(search.rowCount).toBe(255);
  await appWindow(page).openDashboard('Console Logins');
  await expect(activeTab).toHaveText('Console Logins');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(activeTab).toHaveText('Events');
  await expect.poll(search.rowCount).toBe(255);
  await back.click();
  await expect(scope.chips).toHaveCount(0);
  await back.click();
  await expect(activeTab).toHaveText('Overview');
  await forward.click();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(scope.chips).toHaveText(['Outcome is denied']);
  await page.keyboard.press('Alt+w');
  await expect(tabs).toHaveText(['Overview', 'Console Logins']);
  await page.keyboard.press('Alt+Shift+T');
  await expect(tabs).toHaveText(['Overview', 'Events', 'Console Logins']);
  await expect(scope.chips).toHaveText(['Outcome is denied']);
  await expect.poll(search.rowCount).toBe(255);
});

test.describe('a window whose server ends', () => {
  test.use({ expectedErrors: /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING/ });

  test('pinned and disabled chips, and the history, are back after a restart', async ({
    page,
    sample,
    start,
  }) => {
    const scope = scopeBar(page);
    const search = searchScreen(page);
    const { tab, openDashboard } = appWindow(page);
    const pinned = await countOf(sample, 'actor:alice.dev AND outcome:denied');

    await visitEvents(page, sample);
    await scope.search('actor:alice.dev outcome:denied eventName:Get*');
    await expect(scope.chips).toHaveCount(3);
    await scope.chip('Call is Get*').press('d');
    await scope.chip('Outcome is denied').press('p');
    await expect(scope.chips).toHaveText([/Outcome is denied/, 'Actor is alice.dev', /Call is Get\*\s*off/]);
    await expect(scope.query).toHaveValue('actor:alice.dev');
    await expect.poll(search.rowCount).toBe(pinned);
    await test.step('an export holds what is applied and nothing else', async () => {
      await search.exportButton.click();
      await expect(page.getByRole('button', { name: `Export ${pinned} events` })).toBeVisible();
      await page.keyboard.press('Escape');
    });
    await test.step('all tabs have the pinned one', async () => {
      await openDashboard('Console Logins');
      await expect(scope.chips).toHaveText([/Outcome is denied/]);
      await expect(scope.count).toHaveText('255 of 18,388 events');
    });
    const saved = async () => (await sample.call('workspace.read', {})).state;
    await expect.poll(saved).toContain('"disabled":["');
    await expect.poll(saved).toContain('"dashboardId":"console-logins"');

    expect(await sample.stop()).toBe(0);
    const again = await start();
    await page.goto(again.url);
    await startScreen(page)
      .recent.getByRole('button', { name: /sample-incident/ })
      .first()
      .click();
    await expect(scope.count).toHaveText('255 of 18,388 events');
    await tab('Events').click();
    await expect(scope.chips).toHaveText([/Outcome is denied/, 'Actor is alice.dev', /Call is Get\*\s*off/]);
    await expect.poll(search.rowCount).toBe(pinned);
    await scope.historyButton.click();
    await expect(scope.history.getByRole('listitem')).not.toHaveCount(0);
    await page.keyboard.press('Escape');
    await test.step('unpinned, it stays in this tab alone', async () => {
      await scope.chip(/Outcome is denied/).press('p');
      await expect(scope.query).toHaveValue('actor:alice.dev AND outcome:denied');
      await expect.poll(search.rowCount).toBe(pinned);
      await tab('Console Logins').click();
      await expect(scope.count).toHaveText('18,388 of 18,388 events');
    });
  });
});
