import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { evidenceScreen } from './screens/evidence-screen.ts';
import { exportDialog } from './screens/export-dialog.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { sqlScreen } from './screens/sql-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { parseCsv } from './support/csv.ts';
import { HOSTILE, HOSTILE_EVENTS, writeHostileArchive } from './support/hostile-archive.ts';
import { ingest, type LocalServer } from './support/local-server.ts';
import { test as base, expect } from './support/test.ts';

/** A server that shows a case made of hostile texts. */
const test = base.extend<{ readonly hostile: LocalServer }>({
  hostile: async ({ folder, start }, use) => {
    const archive = await writeHostileArchive(folder);
    const casePath = join(folder, 'hostile.spoor');
    await ingest([archive], casePath, folder);
    await use(await start(casePath));
  },
});

/** Whether any text of the archive has become markup or has run. */
async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: 'hostileRan' in window,
    elements: document.querySelectorAll('img[src="x"], svg[onload], [onerror], script:not([src])').length,
    links: document.querySelectorAll('a[href^="javascript:" i]').length,
    bidi: /[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText),
  }));
  expect(found).toEqual({ ran: false, elements: 0, links: 0, bidi: false });
}

test('dashboards show hostile names as text, in bars, legends, tables, maps and tooltips', async ({
  page,
  hostile,
}) => {
  const { panel, settled } = dashboardScreen(page);
  const { openDashboard } = appWindow(page);
  const hint = page.getByRole('tooltip');

  await visit(page, hostile);
  await settled();
  const bars = panel('Top 10 Users').bars;
  await expect(bars).toHaveCount(10);
  await expect(bars.filter({ hasText: HOSTILE.image })).toHaveCount(1);
  await bars.filter({ hasText: HOSTILE.image }).getByText('<img').first().hover();
  await expect(hint).toContainText(HOSTILE.image);
  await expectHarmless(page);
  await bars.filter({ hasText: HOSTILE.image }).click();
  await expect(valueMenu(page).menu).toContainText(HOSTILE.image);
  await page.keyboard.press('Escape');
  const map = panel('Geo Location of All Users');
  await map.places.and(page.getByRole('button', { name: /^S[aã]o Paulo/ })).hover();
  await expect(map.root).toContainText('<svg onload');
  await expect(panel('Created Resources').legend.filter({ hasText: HOSTILE.image })).toHaveCount(1);
  await expectHarmless(page);

  await openDashboard('Console Logins');
  await settled();
  await expect(panel('Login Events By User').legend.first()).toBeVisible();
  await panel('Login Events By User').chart.scrollIntoViewIfNeeded();
  await hoverUntilTooltip(page, panel('Login Events By User').chart);
  await expect(panel('Logins without MFA').table).toContainText(HOSTILE.handler);
  await expectHarmless(page);
});

/** Coordinates may be negative numbers, which no spreadsheet runs. */
function isNumber(cell: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(cell);
}

/** Moves over a chart, whose marks are only pixels, until its tooltip shows a sign-in. */
async function hoverUntilTooltip(page: Page, chart: ReturnType<typeof page.locator>): Promise<void> {
  const box = await chart.boundingBox();
  if (!box) throw new Error('The chart is not drawn.');
  let share = 0.1;
  await expect(async () => {
    share = share >= 0.9 ? 0.1 : share + 0.04;
    await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
    await expect(
      page
        .locator('body > div')
        .filter({ hasText: /UTC.*1$/s })
        .last(),
    ).toBeVisible({ timeout: 300 });
  }).toPass({ intervals: [50], timeout: 15_000 });
}

test('a search shows hostile texts as text, in table, facets, chips, event and tree', async ({
  page,
  hostile,
}) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const { pane, fieldsTab, jsonTab, sourceTab, tree } = eventPane(page);

  await visitEvents(page, hostile);
  await expect.poll(search.rowCount).toBe(HOSTILE_EVENTS);
  await scope.search('eventName:ConsoleLogin');
  await expect.poll(search.rowCount).toBeLessThan(HOSTILE_EVENTS);
  const logins = await search.rowCount();
  await expect(search.grid).toContainText('<img src=x');
  await expect(search.facet('Actor')).toContainText('<');
  await expectHarmless(page);

  for (const text of [
    HOSTILE.image,
    HOSTILE.script,
    HOSTILE.handler,
    HOSTILE.bidi,
    HOSTILE.control,
    HOSTILE.template,
  ]) {
    await test.step(JSON.stringify(text), async () => {
      // Every text has one event: the result before it must be gone, or the click would open its event.
      await scope.search('eventName:ConsoleLogin');
      await expect.poll(search.rowCount).toBe(logins);
      await scope.search(`eventName:ConsoleLogin AND userAgent:${quoted(text)}`);
      await expect.poll(search.rowCount).toBe(1);
      await search.cell(0, 0).click();
      await expect(pane).toContainText('console');
      await jsonTab.click();
      await expect(tree).toContainText(spelledOut(text));
      await fieldsTab.click();
      await expect(pane).toContainText(spelledOut(text));
      await sourceTab.click();
      await expect(pane).toContainText('<img src=x onerror=');
      await expectHarmless(page);
    });
  }
});

/** A value as the query language writes it between quotes. */
function quoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t' };
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/[\r\n\t]/g, (character) => escapes[character] ?? '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  return `"${escaped.replace(/[\u0000-\u001f]/g, (character) => `\\u00${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
}

/** A text with the characters that would not show spelled out, as the window does. */
function spelledOut(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
      .replace(/[\u0000-\u001f]/g, (character) => String.fromCodePoint(0x2400 + character.charCodeAt(0)))
      .replace(/[\u200b\u202e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase()}`)
  );
}

test('a value pivot keeps hostile texts one clause', async ({ page, hostile }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const { panel } = dashboardScreen(page);
  for (const text of [HOSTILE.image, HOSTILE.script, HOSTILE.handler, HOSTILE.formula]) {
    await test.step(text, async () => {
      await visit(page, hostile);
      await appWindow(page).openDashboard('Overview');
      await panel('Top 10 Users').bars.filter({ hasText: text }).click();
      await valueMenu(page).choose('Open in new search');
      await expect.poll(search.rowCount).toBe(4);
      await expect(scope.chips.filter({ hasText: text })).toHaveCount(1);
    });
  }
});

test('the ledger and the SQL console show hostile names and pieces as text', async ({ page, hostile }) => {
  const evidence = evidenceScreen(page);
  const sql = sqlScreen(page);

  await visit(page, hostile);
  await appWindow(page).openEvidence();
  await expect(evidence.table).toContainText('<img src=x onerror=window.hostileRan=1>');
  await evidence.rejected.click();
  await expect(evidence.rejections.first()).toContainText('<img src=x');
  await expectHarmless(page);
  await appWindow(page).openSql();
  await sql.run(`select "userAgent" from event where "eventName" = 'ConsoleLogin' order by "eventTime"`);
  await expect(sql.result).toContainText(HOSTILE.image);
  await sql.run(`select "<img src=x onerror=window.hostileRan=1>" from event`);
  await expect(sql.fault).toContainText('<img src=x');
  await expectHarmless(page);
});

test('an evidence file has no cell a spreadsheet would run', async ({ page, hostile }) => {
  const { dialog, columns, start, outcome, saveCsv } = exportDialog(page);

  await visitEvents(page, hostile);
  await searchScreen(page).exportButton.click();
  await columns('All fields').check();
  await start.click();
  await expect(outcome).toHaveText(`${HOSTILE_EVENTS} events exported.`);
  await expect(dialog).toBeVisible();
  const rows = parseCsv((await saveCsv()).toString());
  expect(rows).toHaveLength(HOSTILE_EVENTS + 1);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell) && !isNumber(cell))).toEqual([]);
  const agents = rows.map((row) => row[rows[0]?.indexOf('userAgent') ?? -1]);
  for (const text of [HOSTILE.formula, HOSTILE.plus, HOSTILE.at, HOSTILE.minus, HOSTILE.tab]) {
    expect(agents).toContain(`'${text}`);
  }
  expect(agents).toContain(HOSTILE.image);
});
