import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { appWindow } from './screens/app-window.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { stackScreen } from './screens/stack-screen.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { tabTo } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';

test('from a facet to its stack, to a rare value and to its events', async ({ page, sample }) => {
  const search = searchScreen(page);
  const stack = stackScreen(page);
  const scope = scopeBar(page);

  await visitEvents(page, sample);
  await scope.search('outcome:denied');
  const facet = search.facet('Call');
  await facet.hover();
  await facet.getByRole('button', { name: 'Facet eventName' }).click();
  await page.getByRole('menuitem', { name: 'Stack all values' }).click();

  await expect(stack.row(0)).toBeVisible();
  await expect(scope.query).toHaveText(/outcome:denied/);
  const counted = await stack.events(0);
  expect(counted).toBeGreaterThan(0);
  expect(await stack.events(0)).toBeLessThanOrEqual(await stack.events(1));
  await stack
    .row(0)
    .getByRole('button', { name: /^Events of/ })
    .click();
  await expect.poll(search.rowCount).toBe(counted);
});

test('a stack is read with the keyboard alone', async ({ page, sample }) => {
  const stack = stackScreen(page);
  const search = searchScreen(page);
  const { keyboard } = page;

  await visit(page, sample);
  await tabTo(page, appWindow(page).rail.getByRole('button', { name: 'Entities' }));
  await keyboard.press('Enter');
  await expect(stack.row(0)).toBeVisible();
  await tabTo(page, stack.entity('Address'));
  await keyboard.press('Enter');
  await expect.poll(stack.rowCount).toBe(722);
  await tabTo(page, stack.value(0));
  await keyboard.press('End');
  await expect(stack.value(721)).toBeFocused();
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  await expect(stack.value(1)).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.press('Escape');
  await expect(stack.value(1)).toBeFocused();
  const counted = await stack.events(1);
  await keyboard.press('e');
  await expect.poll(search.rowCount).toBe(counted);
});

test('any path is stacked, searched within and saved whole', async ({ page, sample }) => {
  const stack = stackScreen(page);
  const search = searchScreen(page);

  await visit(page, sample);
  await appWindow(page).rail.getByRole('button', { name: 'Entities' }).click();
  await stack.field.click();
  await stack.fieldSearch.fill('requestParameters.roleArn');
  await page.getByRole('button', { name: /^requestParameters\.roleArn/ }).click();
  await expect.poll(stack.rowCount).toBe(25);
  await stack.sort('Events');
  await expect(stack.table.getByRole('columnheader', { name: 'Events' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );

  await stack.take.click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save 25 rows as CSV' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(26);
  expect(lines[0]).toBe('value,spellings,events,denied,failed,firstSeenUtc,lastSeenUtc,actors');

  await stack.search.fill('FINANCE');
  await expect.poll(stack.rowCount).toBe(1);
  await stack.search.fill('');
  await stack.without.click();
  await expect.poll(search.rowCount).toBe(15_167);
});

for (const scheme of ['dark', 'light'] as const) {
  test(`a stack is accessible in ${scheme}`, async ({ page, sample }) => {
    const stack = stackScreen(page);
    await page.emulateMedia({ colorScheme: scheme });
    await visit(page, sample);
    await appWindow(page).rail.getByRole('button', { name: 'Entities' }).click();
    await expect(stack.row(0)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });
}
