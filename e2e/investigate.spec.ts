import { createHash } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { evidenceScreen } from './screens/evidence-screen.ts';
import { exportDialog } from './screens/export-dialog.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { startScreen } from './screens/start-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { parseCsv } from './support/csv.ts';
import { SAMPLE_ARCHIVE } from './support/local-server.ts';
import { sumOf } from './support/numbers.ts';
import { expect, test } from './support/test.ts';

const ALL_EVENTS = 18_388;

async function openArchive(page: Page, archive: string): Promise<void> {
  const start = startScreen(page);
  await start.openFolder.click();
  await start.goTo(archive);
  await expect(start.entries).toHaveCount(3);
  await start.openThisFolder.click();
  await expect(start.chooser).toBeHidden();
}

test('a folder becomes a case whose ledger adds up', async ({ page, folder, start }) => {
  const server = await start();
  const archive = join(folder, 'bucket');
  await cp(SAMPLE_ARCHIVE, archive, { recursive: true });
  const { importProgress, importEnd, importStrip, tabs, status } = appWindow(page);

  await page.goto(server.url);
  await expect(startScreen(page).heading).toBeVisible();
  await openArchive(page, archive);
  await expect(importProgress).toBeVisible();
  await expect(importStrip).toContainText(/of 146 files|files found/);
  await expect(importEnd).toContainText('Import finished', { timeout: 60_000 });
  await expect(importEnd).toContainText('18,674 records read = 18,388 new + 285 duplicates + 1 rejected');
  await expect(tabs).toHaveText(['Overview']);
  await expect(status).toContainText('18,388 events');

  await importEnd.getByRole('button', { name: 'Show the ledger' }).click();
  const evidence = evidenceScreen(page);
  await expect(evidence.rejections).toHaveCount(1);
  expect(await evidence.totals()).toEqual({
    'records read': 18_674,
    'unique events': ALL_EVENTS,
    duplicates: 285,
    rejected: 1,
    'files read': 143,
    'files skipped': 3,
  });
  await evidence.files.click();
  const files = await evidence.readFiles();
  expect(files).toHaveLength(146);
  expect(files.filter((file) => file.records !== file.events + file.duplicates + file.rejected)).toEqual([]);
  expect(sumOf(files.map((file) => file.records))).toBe(18_674);
  expect(sumOf(files.map((file) => file.events))).toBe(ALL_EVENTS);
  expect(sumOf(files.map((file) => file.duplicates))).toBe(285);
  expect(sumOf(files.map((file) => file.rejected))).toBe(1);
  expect(files.filter((file) => file.status === 'damaged')).toHaveLength(1);
  expect(files.filter((file) => file.status === 'skipped')).toHaveLength(3);
});

test('an import can be cancelled and taken up again', async ({ page, start }) => {
  const server = await start();
  const { importStrip, importEnd, importProgress, status, chooseInCaseMenu } = appWindow(page);
  const chooser = page.getByRole('dialog', { name: 'Add logs to this case' });

  await page.goto(server.url);
  await openArchive(page, SAMPLE_ARCHIVE);
  await importStrip.getByRole('button', { name: 'Cancel' }).click();
  await expect(importEnd).toContainText(/Import (cancelled; what was read is kept|finished)/);

  await chooseInCaseMenu('Add a folder of logs…');
  await chooser.getByRole('textbox', { name: 'Path of a folder' }).fill(SAMPLE_ARCHIVE);
  await chooser.getByRole('button', { name: 'Go', exact: true }).click();
  await expect(chooser.getByRole('button', { name: 'exports' })).toBeVisible();
  await chooser.getByRole('button', { name: 'Open this folder' }).click();
  await expect(importProgress).toBeHidden({ timeout: 60_000 });
  await expect(status).toContainText('18,388 events');
  await expect(status).toContainText('285 duplicates');
});

test('a value leads from a dashboard to its events, its record and an evidence file', async ({
  page,
  sample,
}) => {
  const { panel, settled } = dashboardScreen(page);
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const top = panel('Top 10 Users');

  await visit(page, sample);
  await expect(scope.count).toHaveText('18,388 of 18,388 events');
  await top.bars.filter({ hasText: 'alice.dev' }).click();
  await valueMenu(page).choose('Filter for');
  await expect(scope.chips).toHaveText(['Actor is alice.dev']);
  await expect(scope.count).toHaveText('504 of 18,388 events');
  await settled();
  await test.step('all panels follow', async () => {
    expect(await top.bars.allInnerTexts()).toHaveLength(2);
    expect(await top.shownEvents()).toBe(504);
    const scopeOfTab = { query: 'actor:alice.dev' };
    const { rows } = await sample.call('panel.run', { id: 'overview/created-resources', scope: scopeOfTab });
    const created = sumOf(rows.map((row) => Number(row.events)));
    expect(await panel('Created Resources').shownEvents()).toBe(created);
    const signIns = 'actor:alice.dev AND eventName:ConsoleLogin AND responseElements.ConsoleLogin:Failure';
    const failed = await sample.call('event.count', { scope: { query: signIns } });
    expect(await panel('Failed Logins').shownEvents()).toBe(failed.events);
  });

  await top.openInSearch.click();
  await expect(search.aggregates).toBeVisible();
  await search.aggregates.click();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3);
  await search.messages.click();
  await expect.poll(search.rowCount).toBe(504);
  await expect(scope.count).toHaveText('504 of 18,388 events');
  expect(await search.plottedEvents()).toBe(504);
});

test('an event is read, filtered by and made a column of', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const { pane, jsonTab, line, fieldsTab, searchFields, sourceTab, close } = eventPane(page);

  await visitEvents(page, sample);
  await scope.search('actor:alice.dev AND eventName:CreatePolicyVersion');
  await expect.poll(search.rowCount).toBe(1);
  await search.cell(0, 0).click();
  await expect(pane).toContainText('alice.dev');
  await jsonTab.click();
  await expect(line('policyArn')).toContainText('dev-tooling');
  await line('userAgent').hover();
  await line('userAgent').getByRole('button', { name: 'Add as column' }).click();
  await expect(search.header('User agent')).toBeVisible();
  await fieldsTab.click();
  await searchFields.fill('accessKeyId');
  await expect(pane.getByRole('definition')).toContainText(['AKIARTX3GSDSYE6RW6E5']);
  await pane.getByRole('button', { name: 'AKIARTX3GSDSYE6RW6E5' }).first().click();
  await valueMenu(page).choose('Open beside');
  await expect(scope.chips).toHaveCount(3);
  await scope.chips.getByRole('button', { name: /^Remove filter actor/ }).click();
  await scope.chips.getByRole('button', { name: /^Remove filter eventName/ }).click();
  await expect.poll(search.rowCount).toBe(435);
  await appWindow(page).tab('Events').click();
  await sourceTab.click();
  await expect(pane).toContainText(/SHA-256 [0-9a-f]{64}/);
  await close.click();
  await expect(pane).toBeHidden();
});

test('a search is narrowed, sorted, zoomed and taken back', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);

  await visitEvents(page, sample);
  await scope.search('eventName:ConsoleLogin');
  await expect.poll(search.rowCount).toBe(210);
  const outcome = await columnIndex(page, 'Outcome');
  const time = await columnIndex(page, 'Time');

  await search
    .cell(0, outcome)
    .getByText(/success|failed/)
    .click();
  await valueMenu(page).choose('Filter out');
  await expect.poll(search.rowCount).toBe(105);
  await expect(scope.chips).toHaveCount(2);

  await search.sort('Time');
  await expect(search.header('Time')).toHaveAttribute('aria-sort', /ascending|descending/);
  const first = search.cell(0, time);
  await search.header('Time').getByRole('button', { name: 'Column Time' }).click();
  await page.getByRole('menuitem', { name: 'Sort descending' }).click();
  await expect(search.header('Time')).toHaveAttribute('aria-sort', 'descending');
  const newest = await first.innerText();
  await search.header('Time').getByRole('button', { name: 'Column Time' }).click();
  await page.getByRole('menuitem', { name: 'Sort ascending' }).click();
  await expect(search.header('Time')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => first.innerText()).not.toBe(newest);
  expect((await first.innerText()) < newest).toBe(true);

  await search.dragHistogram(0.3, 0.6);
  await expect.poll(search.rowCount).toBeLessThan(105);
  const zoomed = await search.rowCount();
  await expect.poll(scope.events).toBe(zoomed);
  await expect.poll(search.plottedEvents).toBe(zoomed);

  await scope.undo.click();
  await expect.poll(search.rowCount).toBe(105);
  await scope.undo.click();
  await expect.poll(search.rowCount).toBe(210);
  await scope.redo.click();
  await expect.poll(search.rowCount).toBe(105);
});

async function columnIndex(page: Page, title: string): Promise<number> {
  const index = await searchScreen(page).header(title).first().getAttribute('aria-colindex');
  return Number(index) - 2;
}

test('a facet narrows the search and can be widened again', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const calls = search.facet('Call');

  await visitEvents(page, sample);
  await scope.search('outcome:denied');
  await expect.poll(search.rowCount).toBe(255);
  const counted = await sample.call('facet.run', { field: 'eventName', scope: { query: 'outcome:denied' } });
  const [top] = counted.values;
  const name = top?.value ?? '';
  const value = calls.getByRole('button', { name: `${name} ${top?.events}`, exact: true });
  await value.click();
  await expect.poll(search.rowCount).toBe(top?.events);
  await expect(scope.chips).toHaveText([/denied/, new RegExp(name)]);
  await expect(value).toBeVisible();
  await calls.getByRole('checkbox', { name: `Include ${name}` }).click();
  await expect.poll(search.rowCount).toBe(255);
});

test('an export holds exactly the filtered events, and its manifest proves it', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const evidence = exportDialog(page);
  const query = 'eventName:ConsoleLogin AND NOT outcome:success';

  await visitEvents(page, sample);
  await scope.search(query);
  await expect.poll(search.rowCount).toBe(105);
  await search.exportButton.click();
  await expect(evidence.start).toHaveText('Export 105 events');
  await evidence.start.click();
  await expect(evidence.outcome).toHaveText('105 events exported.');
  const csv = await evidence.saveCsv();
  const manifest = JSON.parse((await evidence.saveManifest()).toString());

  const [header, ...rows] = parseCsv(csv.toString());
  expect(rows).toHaveLength(105);
  expect(header).toEqual(manifest.columns);
  expect(rows.filter((row) => row[header?.indexOf('eventName') ?? -1] !== 'ConsoleLogin')).toEqual([]);
  expect(manifest).toMatchObject({ query, from: null, to: null, rows: 105, formulasDefused: true });
  expect(manifest.file.sha256).toBe(createHash('sha256').update(csv).digest('hex'));
  expect(manifest.file.sizeBytes).toBe(csv.length);
  expect(manifest.sources.length).toBeGreaterThan(100);
  await evidence.done.click();

  await appWindow(page).openExports();
  await expect(page.getByRole('main').getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('main').getByRole('row').nth(1)).toContainText('105');
});

test.describe('a window whose server ends', () => {
  test.use({ expectedErrors: /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING/ });

  test('tabs, queries, columns, sorting and ranges are back after a restart', async ({
    page,
    start,
    sample,
  }) => {
    const { tabs, tab, activeTab } = appWindow(page);
    const scope = scopeBar(page);
    const search = searchScreen(page);

    await visitEvents(page, sample);
    await scope.search('actor:alice.dev');
    await expect.poll(search.rowCount).toBe(504);
    await search.dragHistogram(0.4, 0.9);
    await expect.poll(search.rowCount).toBeLessThan(504);
    await search.sort('Call');
    await search.columnsButton.click();
    await page.getByRole('button', { name: 'Remove awsRegion' }).click();
    await page.keyboard.press('Escape');
    await expect(search.header('Region')).toHaveCount(0);
    const before = {
      rows: await search.rowCount(),
      headers: await search.headers.allInnerTexts(),
      range: await scope.range.first().innerText(),
      tabs: await tabs.allInnerTexts(),
    };
    await expect
      .poll(async () => (await sample.call('workspace.read', {})).state ?? '')
      .not.toContain('"sourceIPAddress","country","awsRegion"');

    expect(await sample.stop()).toBe(0);
    const again = await start();
    await page.goto(again.url);
    await startScreen(page)
      .recent.getByRole('button', { name: /sample-incident/ })
      .first()
      .click();

    await expect(tabs).toHaveText(before.tabs);
    await expect(activeTab).toHaveText('Events');
    await expect(scope.chips).toHaveText(['Actor is alice.dev']);
    await expect.poll(search.rowCount).toBe(before.rows);
    await expect(search.headers).toHaveText(before.headers);
    await expect(search.header('Call')).toHaveAttribute('aria-sort', 'ascending');
    await expect(scope.range.first()).toHaveText(before.range);
    await scope.undo.click();
    await expect.poll(search.rowCount).toBe(504);
    await tab('Overview').click();
    await expect(scope.count).toHaveText('18,388 of 18,388 events');
  });
});
