import { appWindow } from './screens/app-window.ts';
import { commandPalette } from './screens/command-palette.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { exportDialog } from './screens/export-dialog.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { expectAccessible } from './support/accessible.ts';
import { tabTo } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';

for (const scheme of ['dark', 'light'] as const) {
  test.describe(`in ${scheme} at 1280×720`, () => {
    test.use({ colorScheme: scheme, viewport: { width: 1280, height: 720 } });

    test('the palette and the sheet of keys are accessible and give the focus back', async ({
      page,
      sample,
    }) => {
      const palette = commandPalette(page);
      const { grid } = searchScreen(page);
      const { keyboard } = page;
      const keys = page.getByRole('dialog', { name: 'Keys' });
      await visitEvents(page, sample);
      await tabTo(page, grid);
      await palette.open();
      await expect(palette.input).toBeFocused();
      await expectAccessible(page, 'palette', '[role="dialog"]');
      await keyboard.type('146.70.53.171');
      await expect(palette.chosen).toHaveText('Open page of address 146.70.53.171');
      await expectAccessible(page, 'palette with a value typed', '[role="dialog"]');
      await keyboard.press('Escape');
      await expect(palette.dialog).toBeHidden();
      await expect(grid).toBeFocused();

      await keyboard.press('?');
      await expect(keys).toBeVisible();
      await expect(keys).toContainText('Take the row into the selection');
      await expectAccessible(page, 'keys', '[role="dialog"]');
      const box = await keys.boundingBox();
      expect((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 0) <= 720).toBe(true);
      await keyboard.press('Escape');
      await expect(grid).toBeFocused();

      // Where one types, `?` is a sign like others.
      await keyboard.press('/');
      await keyboard.type('a?');
      await expect(scopeBar(page).query).toHaveValue('a?');
      await expect(keys).toBeHidden();
    });
  });
}

test('places, panels and tabs are opened by typing', async ({ page, sample }) => {
  const palette = commandPalette(page);
  const { activeTab, tab, tabs } = appWindow(page);
  const { settled } = dashboardScreen(page);
  const { keyboard } = page;
  await visit(page, sample);
  await palette.run('conslog');
  await expect(activeTab).toHaveText('Console Logins');
  await settled();
  await palette.run('events');
  await expect(activeTab).toHaveText('Events');
  await palette.run('overv');
  await expect(activeTab).toHaveText('Overview');

  await palette.run('failed logins');
  const enlarged = page.getByRole('dialog', { name: 'Failed Logins' });
  await expect(enlarged).toBeVisible();
  await expect(enlarged).toContainText('105');
  await keyboard.press('Escape');
  await expect(enlarged).toBeHidden();

  await palette.run('events behind failed logins');
  await expect(activeTab).toHaveText('Failed Logins');
  await expect.poll(scopeBar(page).events).toBe(105);
  await palette.run('close this tab');
  await expect(tab('Failed Logins')).toHaveCount(0);

  await palette.open();
  await expect(palette.options.first()).toContainText('Close this tab');
  await keyboard.press('Escape');
  await palette.run('close the other');
  await expect(tabs).toHaveCount(1);
});

test('typed text is a time, an address, an event, a row or a search', async ({ page, sample }) => {
  const palette = commandPalette(page);
  const search = searchScreen(page);
  const scope = scopeBar(page);
  const { activeTab } = appWindow(page);
  const { keyboard } = page;
  await visitEvents(page, sample);

  await palette.run('12,345');
  await expect.poll(search.activeRow).toBe(12_344);

  await palette.run('2025-03-10 01:37');
  await expect.poll(search.rowCount).toBeLessThan(1_000);
  await expect(scope.range.first()).toContainText('01:22 – 01:52');
  await palette.run('undo');
  await expect.poll(search.rowCount).toBe(18_388);

  await palette.open();
  await keyboard.type('146.70.53.171');
  await expect(palette.options.filter({ hasText: 'Open page of address' })).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(palette.chosen).toContainText('Search for 146.70.53.171');
  await keyboard.press('Enter');
  await expect(activeTab).toHaveText('146.70.53.171');
  await expect.poll(search.rowCount).toBeGreaterThan(400);

  await palette.run('eventName:CreateUser');
  await expect(activeTab).toHaveText('eventName:CreateUser');
  const { rows } = await sample.call('sql.run', {
    sql: `select "eventID" from event where "eventName" = 'CreateUser' order by "eventTime" limit 1`,
  });
  const eventID = String(rows[0]?.eventID);
  await palette.run(eventID);
  await expect(eventPane(page).pane).toContainText('1 of 1');
  await palette.run('0b9f7f4e-3a10-4a7e-9d55-1c4d2f6a7b01');
  await expect(page.getByText('The case has no event 0b9f7f4e')).toBeVisible();

  await palette.run('146.70.53.171');
  await expect(activeTab).toContainText('146.70.53.171');
  await palette.run('stack user agent');
  await expect(activeTab).toHaveText('User agent stacked');
});

test('actions are done, and dialogs that they open give the focus back', async ({ page, sample }) => {
  const palette = commandPalette(page);
  const search = searchScreen(page);
  const { keyboard } = page;
  await visitEvents(page, sample);
  await tabTo(page, search.grid);

  await palette.run('export these');
  await expect(exportDialog(page).start).toBeVisible();
  await keyboard.press('Escape');
  await expect(search.grid).toBeFocused();

  await palette.run('case settings');
  await expect(page.getByRole('dialog', { name: 'Case settings' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(search.grid).toBeFocused();

  await palette.run('add column user agent');
  await expect(search.headers.last()).toContainText('User agent');
  await palette.run('reset the columns');
  await expect(search.headers).toHaveCount(9);
  await palette.run('compact');
  await expect(search.compactRows).toHaveAttribute('aria-pressed', 'true');
  await palette.run('light theme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await palette.run('local time');
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toContainText('Local');

  await keyboard.press('Control+k');
  await keyboard.press('Control+k');
  await expect(palette.dialog).toBeHidden();
  await expect(search.grid).toBeFocused();
});

test('without a case the palette opens one', async ({ page, start }) => {
  const server = await start();
  const palette = commandPalette(page);
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Spoor' }).waitFor();
  await palette.open();
  await expect(palette.options.filter({ hasText: 'Open case…' })).toBeVisible();
  await expect(palette.options.filter({ hasText: 'Evidence' })).toHaveCount(0);
  await expectAccessible(page, 'palette without a case', '[role="dialog"]');
});
