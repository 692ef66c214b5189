import { appWindow } from './screens/app-window.ts';
import { compareScreen } from './screens/compare-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { expectAccessible } from './support/accessible.ts';
import { tabTo } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('columns are pinned, moved, fitted and kept with the keyboard alone', async ({ page, sample }) => {
  const { grid, headers, header, cell } = searchScreen(page);
  const { keyboard } = page;
  await page.setViewportSize({ width: 1280, height: 720 });
  await visitEvents(page, sample);
  await tabTo(page, grid);
  await keyboard.press('Home');
  await keyboard.press('ArrowUp');
  for (let step = 0; step < 3; step += 1) await keyboard.press('ArrowRight');
  await keyboard.press('p');
  await expect(headers.first()).toContainText('Call');
  await expect(headers.first().getByLabel('Pinned')).toBeVisible();
  await expect(headers.first()).toHaveAttribute('aria-colindex', '2');

  // The last column scrolls in, the pinned one stays where it is, over the others.
  const left = async () => (await cell(3, 0).boundingBox())?.x;
  const before = await left();
  await keyboard.press('Control+ArrowRight');
  await expect(headers.last()).toBeInViewport({ ratio: 1 });
  expect(await grid.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  expect(await left()).toBe(before);
  await keyboard.press('Control+ArrowLeft');
  await keyboard.press('ArrowRight');
  await expect(header('Time')).toBeInViewport({ ratio: 1 });

  const width = async () => (await header('Actor').boundingBox())?.width ?? 0;
  const usual = await width();
  await keyboard.press('ArrowRight');
  await keyboard.press('w');
  await expect.poll(width).toBeGreaterThan(usual);
  await keyboard.press('Alt+ArrowLeft');
  await expect.poll(width).toBeLessThan(usual + 500);

  await page.waitForTimeout(700);
  await visit(page, sample);
  await expect(headers.first()).toContainText('Call');
  await expect(headers.first().getByLabel('Pinned')).toBeVisible();
  await expectAccessible(page, 'a table with a pinned column', '[role="grid"]');
});

test('rows are selected in ranges and one by one, and copied with headers', async ({ page, sample }) => {
  const { grid, selection, rowCount, activeRow } = searchScreen(page);
  const { keyboard } = page;
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await visitEvents(page, sample);
  await tabTo(page, grid);
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  for (let step = 0; step < 4; step += 1) await keyboard.press('Shift+ArrowDown');
  await expect(selection).toContainText('5 rows selected');
  await keyboard.press('Shift+ArrowUp');
  await expect(selection).toContainText('4 rows selected');
  await keyboard.press('ArrowDown');
  await expect(selection).toBeHidden();

  await keyboard.press('Shift+Space');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Shift+Space');
  await expect(selection).toContainText('2 rows selected');
  await expect(grid.locator('[role="row"][aria-selected="true"]')).toHaveCount(2);
  await expectAccessible(page, 'selected rows', 'main');
  await keyboard.press('Control+c');
  await expect(page.getByText('2 rows copied with headers')).toBeVisible();
  const lines = (await copied()).trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]?.split('\t').slice(0, 4)).toEqual(['eventTime', 'actor', 'service', 'eventName']);

  await tabTo(page, selection.getByRole('button', { name: 'Filter to these' }));
  await keyboard.press('Enter');
  await expect.poll(rowCount).toBe(2);
  await expect.poll(scopeBar(page).events).toBe(2);
  await keyboard.press('Control+z');
  await expect.poll(rowCount).toBe(18_388);
  // Undo brings back the place, and with it what was selected there.
  await expect(selection).toContainText('2 rows selected');
  const place = await activeRow();
  expect(place).toBeGreaterThan(0);

  await tabTo(page, grid, 'Shift+Tab');
  await keyboard.press('Control+a');
  await expect(selection).toContainText('18,388 rows selected');
  await keyboard.press('Control+c');
  await expect(page.getByText('use Export for 18,388')).toBeVisible();
  await keyboard.press('Escape');
  await expect(selection).toBeHidden();
  expect(await activeRow()).toBe(place);
});

test('two rows that are far apart are compared with the keyboard and from the bar', async ({
  page,
  sample,
}) => {
  const { grid, cell, selection } = searchScreen(page);
  const { event } = compareScreen(page);
  const { activeTab, tab } = appWindow(page);
  const { keyboard } = page;
  await visitEvents(page, sample);
  await tabTo(page, grid);
  await keyboard.press('Home');
  await keyboard.press('Shift+Space');
  const newest = (await cell(0, 0).innerText()).trim();
  await keyboard.press('End');
  await keyboard.press('Shift+Space');
  const oldest = (await cell(18_387, 0).innerText()).trim();
  await expect(selection).toContainText('2 rows selected');
  await keyboard.press('d');
  await expect(event('Left')).toContainText(newest);
  await expect(event('Right')).toContainText(oldest);
  const compared = await activeTab.innerText();

  await tab(/^Events/).click();
  await expect(selection).toContainText('2 rows selected');
  await selection.getByRole('button', { name: 'Compare' }).click();
  await expect(activeTab).toHaveText(compared);
  await tab(/^Events/).click();
  await selection.getByRole('button', { name: 'Clear' }).click();
  await expect(selection).toBeHidden();
});

test('rows are selected with the mouse as in any list', async ({ page, sample }) => {
  const { cell, selection } = searchScreen(page);
  await visitEvents(page, sample);
  await cell(2, 0).click();
  await expect(eventPane(page).pane).toContainText('3 of 18,388');
  await cell(6, 0).click({ modifiers: ['Shift'] });
  await expect(selection).toContainText('5 rows selected');
  await cell(4, 1).click({ modifiers: ['ControlOrMeta'] });
  await expect(selection).toContainText('4 rows selected');
  await cell(9, 0).click({ modifiers: ['ControlOrMeta'] });
  await expect(selection).toContainText('5 rows selected');
  await selection.getByRole('button', { name: 'Clear' }).click();
  await expect(selection).toBeHidden();
  // What was selected with the mouse never marked text.
  expect(await page.evaluate(() => document.getSelection()?.toString())).toBe('');
});

test('a row and a time are gone to', async ({ page, sample }) => {
  const { grid, goTo, cell, activeRow, sort, rowCount } = searchScreen(page);
  const { keyboard } = page;
  await visitEvents(page, sample);
  await tabTo(page, grid);
  await keyboard.press('Control+g');
  await expect(goTo.getByRole('textbox')).toBeFocused();
  await expectAccessible(page, 'going to a row', '[role="dialog"]');
  await keyboard.type('20,000');
  await keyboard.press('Enter');
  await expect(goTo.getByRole('alert')).toHaveText('There are rows 1 to 18,388.');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('12,345');
  await keyboard.press('Enter');
  await expect(goTo).toBeHidden();
  await expect(grid).toBeFocused();
  await expect.poll(activeRow).toBe(12_344);
  await expect(cell(12_344, 0)).toBeInViewport({ ratio: 1 });

  await keyboard.press('Control+g');
  await keyboard.type('2025-03-10 01:37');
  await keyboard.press('Enter');
  await expect(goTo).toBeHidden();
  const at = await activeRow();
  // Newest first: the first row that is not after the time, and a later one right above it.
  const timeOf = async (position: number) => (await cell(position, 0).innerText()).trim();
  expect((await timeOf(at)) <= '2025-03-10 01:37:00').toBe(true);
  expect((await timeOf(at - 1)) > '2025-03-10 01:37:00').toBe(true);

  await sort('Actor');
  await expect.poll(rowCount).toBe(18_388);
  await grid.focus();
  await keyboard.press('Control+g');
  await keyboard.type('2025-03-10 01:37');
  await keyboard.press('Enter');
  await expect.poll(rowCount).toBeLessThan(2_000);
});

test('undo brings back the place at another height of rows too', async ({ page, sample }) => {
  const { grid, compactRows, cell, rowCount } = searchScreen(page);
  const { search, undo } = scopeBar(page);
  const { keyboard } = page;
  const rowsDown = (height: number) =>
    grid.evaluate((element, each) => Math.round((element.scrollTop / each) * 10) / 10, height);
  await visitEvents(page, sample);
  await compactRows.click();
  await grid.focus();
  await keyboard.press('Control+g');
  await keyboard.type('9,000');
  await keyboard.press('Enter');
  await expect(cell(8_999, 0)).toBeInViewport({ ratio: 1 });
  const place = await rowsDown(20);
  await search('eventName:ConsoleLogin');
  await expect.poll(rowCount).toBe(210);
  await undo.click();
  await expect.poll(rowCount).toBe(18_388);
  await expect.poll(() => rowsDown(20)).toBe(place);
  await search('eventName:ConsoleLogin');
  await expect.poll(rowCount).toBe(210);
  await compactRows.click();
  await undo.click();
  await expect.poll(rowCount).toBe(18_388);
  await expect.poll(() => rowsDown(24)).toBe(place);
  await expect(cell(8_999, 0)).toBeInViewport({ ratio: 1 });
});

test('compact rows keep the place, reach the ends and are kept by the machine', async ({ page, sample }) => {
  const { grid, compactRows, row, cell, sort, header } = searchScreen(page);
  const { keyboard } = page;
  await visitEvents(page, sample);
  await tabTo(page, compactRows);
  await tabTo(page, grid);
  await keyboard.press('Control+g');
  await keyboard.type('9,000');
  await keyboard.press('Enter');
  await expect(cell(8_999, 0)).toBeInViewport({ ratio: 1 });
  await tabTo(page, compactRows, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(compactRows).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await row(8_999).boundingBox())?.height).toBe(20);
  await expect(cell(8_999, 0)).toBeInViewport({ ratio: 1 });
  await tabTo(page, grid);
  await keyboard.press('End');
  await expect(cell(18_387, 0)).toBeInViewport({ ratio: 1 });
  await visit(page, sample);
  await expect.poll(async () => (await row(1).boundingBox())?.height).toBe(20);

  await sort('Actor');
  await header('Call')
    .getByRole('button')
    .first()
    .click({ modifiers: ['Shift'] });
  await expect(header('Actor')).toContainText('1');
  await expect(header('Call')).toContainText('2');
  await expect(appWindow(page).activeTab).toHaveText('Events');
});
