import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visit } from './screens/visit.ts';
import type { LocalServer } from './support/local-server.ts';
import { firstNumber, sumOf } from './support/numbers.ts';
import { expect, test } from './support/test.ts';

const TITLE = 'Geo Location of All Users';

async function openMap(page: Page, server: LocalServer) {
  await visit(page, server);
  await appWindow(page).openMap();
  await dashboardScreen(page).settled();
  const card = dashboardScreen(page).panel(TITLE);
  return { card, side: card.root.getByRole('complementary', { name: 'Places' }) };
}

test('the map lists its countries, cities and networks, each leading to its events', async ({
  page,
  sample,
}) => {
  const { card, side } = await openMap(page, sample);
  const entry = (name: RegExp) => side.getByRole('listitem').filter({ hasText: name });
  const { rows } = await sample.call('panel.run', { id: 'overview/geo-location-of-all-users', scope: {} });
  const placed = sumOf(rows.map(({ events }) => Number(events)));
  const german = sumOf(rows.filter(({ country }) => country === 'DE').map(({ events }) => Number(events)));

  await expect(entry(/^Germany/)).toContainText(german.toLocaleString('en-US'));
  await side.getByRole('tab', { name: 'Cities' }).click();
  await expect(side.getByRole('listitem')).toHaveCount(rows.length);
  const counts = await side
    .getByRole('listitem')
    .evaluateAll((items) => items.map((item) => item.querySelector('[class*=count]')?.textContent ?? ''));
  expect(sumOf(counts.map(firstNumber))).toBe(placed);
  await side.getByRole('tab', { name: 'Networks' }).click();
  await expect(entry(/M247/)).not.toHaveCount(0);

  await side.getByRole('tab', { name: 'Countries' }).click();
  await entry(/^Bulgaria/)
    .getByRole('button')
    .click();
  await valueMenu(page).choose('Open in new search');
  await expect.poll(searchScreen(page).rowCount).toBe(428);
  await appWindow(page).openMap();
  await expect(card.chart).toBeVisible();
});

test('an area drawn on the map filters by it, and can be taken back', async ({ page, sample }) => {
  const { card } = await openMap(page, sample);
  const { chips, events, undo } = scopeBar(page);
  const map = card.root.getByRole('application');
  const box = await map.boundingBox();
  if (!box) throw new Error('The map is not drawn.');
  const drag = async () => {
    await page.mouse.move(box.x + box.width * 0.05, box.y + box.height * 0.2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5, { steps: 4 });
    await page.mouse.move(box.x + box.width * 0.36, box.y + box.height * 0.9, { steps: 4 });
  };

  await card.root.getByRole('button', { name: /^Select an area/ }).click();
  await drag();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(chips).toHaveCount(0);

  await page.keyboard.down('Shift');
  await drag();
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(chips).toHaveCount(2);
  await dashboardScreen(page).settled();
  const { rows } = await sample.call('panel.run', {
    id: 'overview/geo-location-of-all-users',
    scope: { query: await scopeBar(page).query.inputValue() },
  });
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ longitude }) => Number(longitude) > -30)).toEqual([]);
  expect(await events()).toBeLessThan(18_388);
  await undo.click();
  await expect(chips).toHaveCount(0);
});

test('events without a place are counted by reason and can be opened', async ({ page, sample }) => {
  const { card } = await openMap(page, sample);
  const reason = card.root.getByRole('button', { name: /^private address [\d,]+$/ });
  const expected = firstNumber(await reason.innerText());

  await reason.click();
  await expect.poll(searchScreen(page).rowCount).toBe(expected);
});
