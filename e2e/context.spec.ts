import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { compareScreen } from './screens/compare-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visitEvents } from './screens/visit.ts';
import { expect, test } from './support/test.ts';

/** Opens the earlier of the two users that the intruder created, at 02:44:05 on 10 March. */
async function openIntrusion(page: Page): Promise<void> {
  const search = searchScreen(page);
  await scopeBar(page).search('actor:alice.dev AND eventName:CreateUser');
  await expect.poll(search.rowCount).toBe(2);
  await search.cell(1, 0).click();
  await expect(eventPane(page).pane).toContainText('2025-03-10 02:44:05 UTC');
}

test('the surroundings of an event are walked through and opened beside, at the event', async ({
  page,
  sample,
}) => {
  const search = searchScreen(page);
  const scope = scopeBar(page);
  const { pane, contextTab, surroundings, surrounding, shares, within, openBeside, back } = eventPane(page);

  await visitEvents(page, sample);
  await openIntrusion(page);
  await contextTab.click();
  await shares('Everything');
  await within('± 60 min');
  await expect(openBeside).toBeVisible();
  const origin = surroundings.locator('[data-origin]');
  await expect(origin).toContainText('CreateUser');
  await expect(origin).toBeInViewport();
  const { before, after } = await sample.call('event.context', {
    recordId: (await sample.call('event.find', { eventID: await eventIdOf(page) })).recordId ?? -1,
    by: 'everything',
    aroundMs: 3_600_000,
  });
  await expect(pane).toContainText(`${before.total} before · ${after.total} after, within 1 h`);

  await test.step('another event is opened and left again with the keyboard', async () => {
    await surroundings.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(back).toContainText('Back to CreateUser 02:44:05 UTC');
    await expect(surrounding.and(page.locator('[aria-selected="true"]'))).toHaveCount(1);
    await expect(origin).toHaveAttribute('aria-selected', 'false');
    await back.click();
    await expect(back).toBeHidden();
    await expect(origin).toHaveAttribute('aria-selected', 'true');
  });

  const all = before.total + after.total + 1;
  await expect(openBeside).toHaveText(`Open ${all} beside`);
  await openBeside.click();
  await expect(appWindow(page).activeTab).toContainText('Around CreateUser');
  await expect.poll(search.rowCount).toBe(all);
  await expect(scope.count).toHaveText(`${all} of 18,388 events`);
  await expect(search.header('Time')).toHaveAttribute('aria-sort', 'ascending');
  const row = search.row(before.total);
  await expect(row).toBeInViewport();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(row).toContainText('2025-03-10 02:44:05');
  await expect(row).toContainText('CreateUser');
});

async function eventIdOf(page: Page): Promise<string> {
  const { fieldsTab, contextTab, pane, searchFields } = eventPane(page);
  await fieldsTab.click();
  await searchFields.fill('eventID');
  const eventID = await pane.getByRole('definition').first().getByRole('button').first().innerText();
  await contextTab.click();
  return eventID;
}

test('an empty window says how far the nearest event is, and a missing field why it cannot be asked for', async ({
  page,
  sample,
}) => {
  const search = searchScreen(page);
  const { pane, contextTab, shares, within, surrounding } = eventPane(page);
  await visitEvents(page, sample);
  await scopeBar(page).search('eventName:CreateUser AND actor:alice.dev');
  await expect.poll(search.rowCount).toBe(2);
  await search.cell(0, 0).click();
  await contextTab.click();
  await shares('Same resource');
  await within('± 1 min');
  await expect(pane).toContainText(/No other event within 1 min; the nearest after is 1 min 22 s later\./);
  await expect(surrounding).toHaveCount(2);
  await surrounding.last().click();
  await expect(pane).toContainText('deleted user');
  await pane.getByRole('combobox', { name: 'What the events share with this one' }).click();
  const session = page.getByRole('option', { name: /^Same session/ });
  await expect(session).toHaveAttribute('aria-disabled', 'true');
  await expect(session).toContainText('not made in the session');
});

test('undo and redo bring back the place, and the open event keeps it through other changes', async ({
  page,
  sample,
}) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const scrolled = () => search.grid.evaluate((element) => element.scrollTop);

  await visitEvents(page, sample);
  await search.grid.focus();
  for (let press = 0; press < 12; press += 1) await page.keyboard.press('PageDown');
  const place = await scrolled();
  expect(place).toBeGreaterThan(2_000);
  await scope.search('eventName:ConsoleLogin');
  await expect.poll(search.rowCount).toBe(210);
  await expect(search.row(0)).toBeInViewport();

  await test.step('undo and redo', async () => {
    await search.grid.focus();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('PageDown');
    const further = await scrolled();
    expect(further).toBeGreaterThan(500);
    await scope.undo.click();
    await expect.poll(search.rowCount).toBe(18_388);
    await expect.poll(scrolled).toBe(place);
    await scope.redo.click();
    await expect.poll(search.rowCount).toBe(210);
    await expect.poll(scrolled).toBe(further);
  });

  await test.step('the open event stays where it is on the screen', async () => {
    await search.grid.press('Enter');
    const opened = search.grid.locator('[role="row"][aria-selected="true"]');
    await expect(opened).toHaveCount(1);
    const text = await opened.innerText();
    const top = (await opened.boundingBox())?.y;
    await scope.chips.getByRole('button', { name: /^Remove filter eventName/ }).click();
    await expect.poll(search.rowCount).toBe(18_388);
    await expect(opened).toBeInViewport();
    expect(await opened.innerText()).toBe(text);
    await search.sort('Call');
    await expect(search.header('Call')).toHaveAttribute('aria-sort', /ascending|descending/);
    await expect(opened).toBeInViewport();
    await expect.poll(() => opened.innerText()).toBe(text);
    // The chips are gone, which gives the table a line more; the event stands as far below its top as before.
    expect(Math.abs(((await opened.boundingBox())?.y ?? 0) - (top ?? 0))).toBeLessThan(80);
  });

  await test.step('an event that the new query leaves out is not waited for', async () => {
    await scope.search('eventName:CreateUser');
    await expect.poll(search.rowCount).toBeLessThan(100);
    await expect(search.row(0)).toBeInViewport();
  });
});

test('two events are compared, from the pane and from the table', async ({ page, sample }) => {
  const search = searchScreen(page);
  const { pane, compare, compareWithThis } = eventPane(page);
  const { table, line, onlyDifferences, counts, event, search: searchBox } = compareScreen(page);

  await visitEvents(page, sample);
  await openIntrusion(page);
  await compare.click();
  await expect(pane).toContainText('Open the event to compare this one with');
  await search.cell(0, 0).click();
  await expect(pane).toContainText('Comparing with CreateUser 02:44:05 UTC');
  await compareWithThis.click();
  await expect(event('Left')).toContainText('created user svc-cloudwatch-sync');
  await expect(event('Right')).toContainText('created user tmp-probe-user');
  await expect(appWindow(page).activeTab).toContainText('CreateUser 02:44:05');
  await expect(line('requestParameters.userName')).toContainText('differs');
  await expect(line('requestParameters.userName').getByTitle('svc-cloudwatch-sync')).toBeVisible();
  await expect(line('eventName')).toHaveCount(0);
  const differing = Number(await table.getAttribute('aria-rowcount')) - 1;
  await onlyDifferences.click();
  await expect(line('eventName')).toContainText('same');
  const all = Number(await table.getAttribute('aria-rowcount')) - 1;
  await expect(counts).toContainText(`${all - differing} the same`);
  await searchBox.fill('tmp-probe');
  await expect(line('eventID')).toHaveCount(0);
  await table.getByTitle('tmp-probe-user', { exact: true }).first().click();
  await expect(valueMenu(page).menu).toBeVisible();
  await page.keyboard.press('Escape');

  await test.step('from two selected rows', async () => {
    await appWindow(page)
      .tab(/^Events/)
      .click();
    await search.grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('d');
    await expect(page.getByText('Select exactly two rows to compare their events.')).toBeVisible();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('m');
    await expect(page.getByRole('menuitem', { name: 'Compare the two selected events' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(search.grid).toBeFocused();
    await page.keyboard.press('d');
    await expect(event('Left')).toContainText('created user tmp-probe-user');
    await expect(event('Right')).toContainText('created user svc-cloudwatch-sync');
  });
});
