import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { evidenceScreen } from './screens/evidence-screen.ts';
import { searchScreen } from './screens/search-screen.ts';
import { visit } from './screens/visit.ts';
import { expectAccessible } from './support/accessible.ts';
import { HOSTILE_PIECE, LEDGER, writeLedgerArchive } from './support/ledger-archive.ts';
import { ingest, type LocalServer } from './support/local-server.ts';
import { test as base, expect } from './support/test.ts';

/** A case made of an archive with gaps, copies and broken pieces, and where its files are. */
const test = base.extend<{ readonly ledger: { readonly server: LocalServer; readonly logs: string } }>({
  ledger: async ({ folder, start }, use) => {
    const logs = await writeLedgerArchive(folder);
    const casePath = join(folder, 'ledger.spoor');
    await ingest([logs], casePath, folder);
    await use({ server: await start(casePath), logs });
  },
});

test.use({ viewport: { width: 1280, height: 720 } });

async function openLedger(page: Page, server: LocalServer) {
  await visit(page, server);
  await appWindow(page).openEvidence();
  const screen = evidenceScreen(page);
  await expect(screen.table).toContainText('read');
  return screen;
}

test.describe('the files of the ledger', () => {
  test('add up, and are searched, filtered and sorted', async ({ page, ledger }) => {
    const screen = await openLedger(page, ledger.server);
    expect(await screen.totals()).toMatchObject({
      'records read': LEDGER.records,
      'unique events': LEDGER.events,
      duplicates: LEDGER.duplicates,
      rejected: LEDGER.rejected,
    });
    await expect(screen.sum(5)).toHaveText(String(LEDGER.records));
    await expect(screen.sum(6)).toHaveText(String(LEDGER.events));
    await screen.search.fill('by-hand');
    await expect(screen.sum(1)).toHaveText('3 files, archives and members');
    await expect(screen.sum(8)).toHaveText(String(LEDGER.rejected));
    await screen.status.click();
    await page.getByRole('option', { name: /^skipped/ }).click();
    await expect(screen.sum(1)).toHaveText('1 file');
    await expect(screen.table).toContainText('notes.txt');
    await screen.showAll.click();
    await screen.shape.click();
    await page.getByRole('option', { name: /^Not CloudTrail/ }).click();
    await expect(screen.sum(1)).toHaveText('1 file');
    await screen.showAll.click();
    await screen.sortBy('Rejected').click();
    await expect(screen.table.getByRole('columnheader', { name: 'Rejected' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await expect(screen.table.locator('[aria-rowindex="2"]')).toContainText('broken.json');
    await expectAccessible(page, 'files', 'main');
  });

  test('tell all of one, and lead to its events', async ({ page, ledger }) => {
    const screen = await openLedger(page, ledger.server);
    await screen.search.fill('broken');
    await screen.file('broken.json').click();
    await expect(screen.detail).toContainText('4 = 1 unique event + 0 duplicates + 3 rejected');
    await expectAccessible(page, 'details of a file', 'main');
    await screen.detail.getByRole('button', { name: 'Show its events' }).click();
    await expect(appWindow(page).activeTab).toHaveText(/Events of broken\.json/);
    await expect(searchScreen(page).cell(0, 0)).toContainText('2025-01-07 07:00:00');
  });

  test('are gone through, opened and removed with the keyboard', async ({ page, ledger }) => {
    const screen = await openLedger(page, ledger.server);
    await screen.search.fill('copies');
    await expect(screen.sum(1)).toHaveText('2 files, archives and members');
    await screen.file('one.json').focus();
    await page.keyboard.press('ArrowDown');
    await expect(screen.file('two.json')).toBeFocused();
    await page.keyboard.press('Home');
    await expect(screen.file('one.json')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(screen.detail).toContainText('one.json');
    await page.keyboard.press('Delete');
    await expect(screen.removeDialog).toContainText('0 events that no other file holds; 5 records in all');
    await expect(screen.removeDialog).toContainText('5 events that another file delivered as well');
    await expectAccessible(page, 'remove', '[role="dialog"]');
    await screen.removeDialog.getByRole('button', { name: 'Remove' }).focus();
    await page.keyboard.press('Enter');
    await expect(screen.removeDialog).toBeHidden();
    await expect(screen.table).toContainText('removed');
    await expect(screen.table).toContainText('Removed from the case on');
    expect(await screen.totals()).toMatchObject({
      'records read': LEDGER.records - 5,
      'unique events': LEDGER.events,
      duplicates: LEDGER.duplicates - 5,
    });
    await screen.file('two.json').focus();
    await page.keyboard.press('e');
    await expect(appWindow(page).activeTab).toHaveText(/Events of two\.json/);
  });

  test('are read again from disk', async ({ page, ledger }) => {
    const screen = await openLedger(page, ledger.server);
    await screen.search.fill('broken');
    await screen.choose('broken.json', 'Read again from disk');
    await expect(screen.sum(1)).toHaveText('2 files, archives and members');
    await expect(screen.table).toContainText('Removed from the case on');
    await expect(screen.sum(8)).toHaveText(String(LEDGER.rejected));
    await screen.imports.click();
    await expect(screen.importEntry(2)).toContainText('broken.json');
  });
});

test('times that tell no zone are named, and read again in the zone that is chosen', async ({
  page,
  folder,
  start,
}) => {
  const logs = join(folder, 'history');
  await mkdir(logs);
  await writeFile(
    join(logs, 'event_history.csv'),
    'Event ID,Event time,User name,Event name,Resource type,Resources,AWS access key,AWS region,Error code,Source IP address\n' +
      '11111111-2222-4333-8444-555555555555,"2020-07-01, 12:00:00 PM",ana,ListUsers,,,AKIAEXAMPLE,us-east-1,,203.0.113.7\n',
  );
  const casePath = join(folder, 'history.spoor');
  await ingest([logs], casePath, folder);
  const screen = await openLedger(page, await start(casePath));
  await expect(screen.zoneNotice).toContainText('1 file tell no zone; they were taken as UTC');
  await screen.zoneNotice.getByRole('button', { name: 'Choose the zone…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Times without a zone' });
  await dialog.getByRole('combobox').fill('Mars/Olympus');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('is no time zone');
  await expectAccessible(page, 'choosing a zone', '[role=dialog]');
  await dialog.getByRole('combobox').fill('Europe/Berlin');
  await dialog.getByRole('button', { name: 'Read it again' }).click();
  await expect(screen.zoneNotice).toContainText('taken as Europe/Berlin');
  await screen.status.click();
  await page.getByRole('option', { name: /^read/ }).click();
  await screen.file('event_history.csv').click();
  await expect(screen.detail).toContainText('tell no zone and were taken as Europe/Berlin');
  await screen.detail.getByRole('button', { name: 'Show its events' }).click();
  await expect(searchScreen(page).cell(0, 0)).toContainText('2020-07-01 10:00:00');
});

test('an import is repeated: what is new and what has changed is added and named', async ({
  page,
  ledger,
}) => {
  const screen = await openLedger(page, ledger.server);
  const hand = join(ledger.logs, 'by-hand');
  expect(await readdir(hand)).toContain('first.json');
  await writeFile(join(hand, 'first.json'), '{"Records":[]}');
  await writeFile(join(hand, 'new.json'), '{"Records":[]}');
  await screen.imports.click();
  await expect(screen.importEntry(1).getByRole('definition').first()).toHaveText(String(LEDGER.files));
  await expectAccessible(page, 'imports', 'main');
  await screen.importEntry(1).getByRole('button', { name: 'Look for new and changed files' }).click();
  await expect(screen.importEntry(2)).toContainText('finished');
  await expect(screen.importEntry(2).getByRole('definition')).toHaveText([
    '1',
    '1',
    String(LEDGER.files + LEDGER.skipped - 1),
    '0',
    '0',
    '0',
    '0',
    '0',
  ]);
  await screen.importEntry(2).getByRole('button', { name: 'Show its files' }).click();
  await expect(screen.sum(1)).toHaveText('2 files, archives and members');
  await expect(screen.table).toContainText('The file has changed since it was read before');
  await screen.file('first.json').click();
  await expect(screen.detail).toContainText('This is content 2 of 2');
});

test.describe('the coverage of a case', () => {
  test('tells events, files without an event and gaps apart, and opens what a cell counts', async ({
    page,
    ledger,
  }) => {
    const screen = await openLedger(page, ledger.server);
    await screen.coverage.click();
    await expect(
      screen.cell('111122223333, us-east-1, 6 Jan 2025, 05:00–06:00: 8 events, 1 file delivered'),
    ).toBeVisible();
    await expect(
      screen.cell('111122223333, us-east-1, 6 Jan 2025, 12:00–13:00: gap: no file, no event'),
    ).toHaveAttribute('aria-disabled', 'true');
    await expectAccessible(page, 'coverage', 'main');
    await screen.cell('111122223333, us-east-1, 6 Jan 2025, 05:00–06:00').click();
    await expect(appWindow(page).activeTab).toHaveText(/Coverage us-east-1 of 111122223333/);
    await expect(page.getByRole('main')).toContainText('8 of 172 events');
    await appWindow(page).openEvidence();
    await screen.coverage.click();
    await screen.cell('444455556666, us-east-1, 6 Jan 2025, 03:00–04:00: no event, 1 file delivered').click();
    await expect(screen.sum(1)).toHaveText('1 file');
    await expect(screen.table).toContainText('NONE.json.gz');
  });

  test('is gone through with the keyboard, by hours, days and months', async ({ page, ledger }) => {
    const screen = await openLedger(page, ledger.server);
    await screen.coverage.click();
    await screen.cell('111122223333, all regions, 6 Jan 2025, 00:00–01:00').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect(screen.cell('111122223333, us-east-1, 6 Jan 2025, 01:00–02:00: 8 events')).toBeFocused();
    await page.keyboard.press('Control+End');
    await expect(
      screen.cell('444455556666, us-east-1, 7 Jan 2025, 07:00–08:00: nothing any more'),
    ).toBeFocused();
    await page.keyboard.press('Control+Home');
    await expect(screen.readout).toHaveText(
      /6 Jan 2025, 00:00–01:00 UTC.*all regions.*8 events, 2 files delivered/,
    );
    await screen.unit.click();
    await page.getByRole('option', { name: 'By day' }).click();
    await expect(screen.cell('111122223333, us-east-1, 7 Jan 2025: 6 events')).toHaveText('6');
    await screen.unit.click();
    await page.getByRole('option', { name: 'By month' }).click();
    await screen.cell('444455556666, all regions, Jan 2025: 33 events').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toContainText('33 of 172 events');
  });
});

test.describe('duplicates', () => {
  test('are explained by reason, by pair of files and event by event', async ({ page, ledger }) => {
    const screen = await openLedger(page, ledger.server);
    await screen.duplicates.click();
    await expect(page.getByRole('main')).toContainText(
      '8 events came in more than once, in 12 further deliveries',
    );
    for (const [reason, count] of [
      ['The same file twice', 5],
      ['Delivered under two regions', 3],
      ['Organisation trail and account trail', 2],
      ['In two files', 2],
    ] as const) {
      await expect(screen.reason(reason)).toContainText(String(count));
    }
    await expectAccessible(page, 'duplicates', 'main');
    await screen.pairsSwitch.click();
    await expect(screen.pairs.getByRole('row')).toHaveCount(1 + 4);
    await screen.row(0).click();
    await expect(page.getByRole('main')).toContainText('of two.json');
    await expect(screen.repeated.getByRole('row')).toHaveCount(1 + 5);
    await screen.reason('In two files').click();
    await expect(screen.repeated.getByRole('row')).toHaveCount(1 + 2);
    await screen.row(0).click();
    await expect(screen.deliveries).toContainText('4 deliveries of DescribeInstances');
    await expect(screen.deliveries.getByRole('row')).toHaveText([
      'FieldKeptHere',
      'userAgent"aws-cli/2.15""changed"',
    ]);
    await expect(screen.deliveries).toContainText('Its text is that of the kept one, byte for byte.');
    await expectAccessible(page, 'deliveries of an event', '[role="dialog"]');
    await screen.deliveries.getByRole('button', { name: 'Open the event' }).click();
    await expect(appWindow(page).activeTab).toHaveText(/Event 00000001/);
  });

  test('are gone through with the keyboard, also those of one file', async ({ page, ledger }) => {
    const screen = await openLedger(page, ledger.server);
    await screen.search.fill('by-hand');
    await screen.choose('first.json', 'Its duplicates');
    await expect(page.getByRole('main')).toContainText(
      '2 events came in more than once, in 2 further deliveries',
    );
    await screen.row(0).focus();
    await page.keyboard.press('ArrowDown');
    await expect(screen.row(1)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(screen.deliveries).toContainText('first.json');
    await page.keyboard.press('Escape');
    await expect(screen.row(1)).toBeFocused();
    await page.getByRole('button', { name: 'Show those of all files' }).click();
    await screen.onlyDiffering.click();
    await expect(screen.repeated.getByRole('row')).toHaveCount(1 + 2);
  });
});

test.describe('rejected records', () => {
  test('are opened whole, as text in which everything shows', async ({ page, ledger }) => {
    const screen = await openLedger(page, ledger.server);
    await screen.rejected.click();
    await expect(screen.rejections).toHaveCount(LEDGER.rejected);
    await expectAccessible(page, 'rejected records', 'main');
    await screen.row(0).focus();
    await page.keyboard.press('Enter');
    await expect(screen.rejection).toContainText('Whole, read from the file');
    await expect(screen.rejection).toContainText('the end of the piece');
    await expect(screen.rejection).toContainText(
      String.raw`<img src=x onerror=\"window.hostileRan=1\">\u202E`,
    );
    expect(HOSTILE_PIECE).toContain('\u202E');
    expect(await page.evaluate(() => 'hostileRan' in window)).toBe(false);
    await expectAccessible(page, 'a rejected record', '[role="dialog"]');
    await page.keyboard.press('Escape');
    await expect(screen.row(0)).toBeFocused();
    await page.keyboard.press('End');
    await expect(screen.row(2)).toBeFocused();
    await rm(join(ledger.logs, 'by-hand', 'broken.json'));
    await page.reload();
    await screen.row(0).click();
    await expect(screen.rejection).toContainText('Only the beginning. The file is not there any more');
  });

  test('are filtered by reason and exported with a manifest', async ({ page, ledger }) => {
    const screen = await openLedger(page, ledger.server);
    await screen.rejected.click();
    await screen.rejectionReason.click();
    await page.getByRole('option', { name: /neither eventName nor eventSource/ }).click();
    await expect(screen.rejections).toHaveCount(2);
    await screen.exportRejected.click();
    await screen.rejectionExport.getByRole('radio', { name: /NDJSON/ }).check();
    await expectAccessible(page, 'export of rejected records', '[role="dialog"]');
    await screen.rejectionExport.getByRole('button', { name: 'Export 2 rejected pieces' }).click();
    await expect(screen.rejectionExport).toContainText('2 rejected pieces exported.');
    const saved = async (name: string) => {
      const download = page.waitForEvent('download');
      await screen.rejectionExport.getByRole('link', { name }).click();
      return readFile(await (await download).path(), 'utf8');
    };
    const lines = (await saved('Save the file'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ position }) => position)).toEqual([2, 3]);
    expect(lines[0].excerpt).toContain(HOSTILE_PIECE.replaceAll('"', '\\"'));
    expect(JSON.parse(await saved('Save the manifest'))).toMatchObject({ content: 'rejections', rows: 2 });
    await screen.rejectionExport.getByRole('button', { name: 'Done' }).click();
    await screen.exports.click();
    await expect(page.getByRole('main')).toContainText('rejected records');
  });
});
