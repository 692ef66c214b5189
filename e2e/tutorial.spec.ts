import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appWindow } from './screens/app-window.ts';
import { chainScreen } from './screens/chain-screen.ts';
import { compareScreen } from './screens/compare-screen.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { entityScreen } from './screens/entity-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { exportDialog } from './screens/export-dialog.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { stackScreen } from './screens/stack-screen.ts';
import { startScreen } from './screens/start-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { parseCsv } from './support/csv.ts';
import { sumOf } from './support/numbers.ts';
import { expect, test } from './support/test.ts';
import { step, TUTORIAL } from './support/tutorial.ts';

const NEW_USER = 'svc-cloudwatch-sync';
const NEW_KEY = 'AKIARTX3GSDSUV4E2B4O';
const STOLEN_KEY = 'AKIARTX3GSDSYE6RW6E5';

test('every step of the tutorial is replayed under its own heading, in its order', () => {
  const specs = readdirSync(import.meta.dirname).filter((name) => /^tutorial\..*spec\.ts$/.test(name));
  const replayed = specs.flatMap((name) =>
    [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/\bstep\('([A-Z]\d+\. [^']+)'/g)].map(
      ([, title]) => title,
    ),
  );
  const byPart = (titles: readonly (string | undefined)[], part: string) =>
    titles.filter((title) => title?.startsWith(part));
  for (const part of ['A', 'B', 'C', 'D', 'E']) {
    expect(byPart(replayed, part)).toEqual(
      byPart(
        TUTORIAL.map(({ title }) => title),
        part,
      ),
    );
  }
  expect(replayed).toHaveLength(TUTORIAL.length);
});

/** What this reads of the manifest of an export. */
type Manifest = { readonly rows: number; readonly sources: readonly { readonly exportedEvents: number }[] };

test('A. The sample incident', async ({ page, start }) => {
  test.setTimeout(240_000);
  const server = await start();
  const { openDashboard, importEnd, status, rail, tab } = appWindow(page);
  const { panel, settled } = dashboardScreen(page);
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const entity = entityScreen(page);
  const chain = chainScreen(page);
  const event = eventPane(page);
  const menu = valueMenu(page);
  const stack = stackScreen(page);

  await step('A1. Open the incident', async (says) => {
    await page.goto(server.url);
    await startScreen(page).openSample.click();
    await expect(importEnd).toContainText('Import finished', { timeout: 60_000 });
    await expect(status).toContainText(says('18,388 events'));
    await expect(status).toContainText(says('285 duplicates'));
    await expect(status).toContainText(says('1 record rejected'));
    await settled();
    expect(await panel('Failed Logins').shownEvents()).toBe(105);
    says('105 failed sign-ins of 210 attempts');
    await expect(panel('Failed Logins').root).toContainText('210');
  });

  await step('A2. Who came in without MFA?', async (says) => {
    await openDashboard(says('Console Logins'));
    await settled();
    await panel('Logins without MFA').root.getByText(NEW_USER).click();
    await menu.choose('Open in new search');
    await expect(scope.count).toHaveText(says('2 of 18,388 events'));
    await expect(search.row(0)).toContainText(says('158.247.210.77'));
    await expect(search.row(1)).toContainText(says('34.95.140.9'));
  });

  await step('A3. Open the page of the user', async (says) => {
    await search.value(0, 1).click();
    await menu.choose('Open entity');
    await expect(entity.heading).toHaveText(NEW_USER);
    await expect(scope.count).toHaveText(says('82 of 18,388 events'));
    await expect(entity.fact('Outcome')).toHaveText(/65\D+0\D+17/);
    says('65 succeeded, 17 failed');
    for (const [title, events] of [
      ['Created', 6],
      ['Deleted', 14],
      ['Changed otherwise', 6],
    ] as const) {
      await expect(entity.card(title).getByRole('button', { name: `Open ${events} events` })).toBeVisible();
      says(`${title} ${events}`);
    }
  });

  await step('A4. Go on to its access key', async (says) => {
    await entity.pageOf('Access keys', NEW_KEY).click();
    await expect(entity.heading).toHaveText(says(NEW_KEY));
    await expect(scope.count).toHaveText(says('59 of 18,388 events'));
    await expect(entity.card('Issued by')).toContainText('2025-03-10 02:44:41');
    await expect(entity.card('Issued by')).toContainText('alice.dev');
    says('CreateAccessKey by alice.dev, 2025-03-10 02:44:41');
    await expect(entity.card('Updated or deleted by')).toContainText('alice.dev');
  });

  await step('A5. Look around the call that made the key', async (says) => {
    await entity.card('Issued by').getByRole('button', { name: '2025-03-10 02:44:41' }).click();
    await expect(event.pane).toContainText(`alice.dev created access key for ${NEW_USER}`);
    await event.contextTab.click();
    await event.shares('Same address');
    await expect(event.pane).toContainText(says('3 before · 8 after'));
    await event.openBeside.click();
    await expect(scope.count).toHaveText(says('12 of 18,388 events'));
    await expect(search.row(0)).toContainText('CreateUser');
  });

  await step('A6. Follow the chain of the key', async (says) => {
    await tab(new RegExp(`^Access key ${NEW_KEY.slice(0, 6)}`)).click();
    await entity.openChain.click();
    await expect(chain.rows).toHaveCount(8);
    await expect(chain.rows.nth(3)).toContainText('444455556666');
    await expect(chain.rows.nth(3)).toContainText('64');
    await chain.rows.nth(3).click();
    await expect(chain.pane).toContainText('sharedEventID');
    says('64 events');
    await chain.rows.first().click();
    await chain.openBelow.click();
    await expect(scope.count).toHaveText(says('161 of 18,388 events'));
  });

  await step('A7. What was read', async (says) => {
    await search
      .facet('Call')
      .getByRole('button', { name: /^GetSecretValue/ })
      .click();
    await expect(scope.count).toHaveText(says('15 of 18,388 events'));
    await expect(search.facet('Outcome').getByRole('button', { name: /^denied/ })).toContainText('2');
    says('2 of them denied');
    await page.keyboard.press('Escape');
    await scope.undo.click();
    await expect(scope.count).toHaveText('161 of 18,388 events');
  });

  await step('A8. Leave the key for the address', async (says) => {
    await search.grid.getByText('146.70.53.171').first().click();
    await menu.choose('Open entity');
    await expect(entity.heading).toHaveText(says('146.70.53.171'));
    await expect(scope.count).toHaveText(says('428 of 18,388 events'));
    await expect(entity.fact('Outcome')).toHaveText(/242\D+168\D+18/);
    says('168 of them denied');
    for (const [actor, events] of [
      ['alice.dev', 283],
      [NEW_USER, 59],
      ['federated/sync-agent', 16],
    ] as const) {
      says(`${actor}`);
      expect(await entity.eventsOf('Actors', actor)).toBe(events);
    }
  });

  await step('A9. Two people with one key', async (says) => {
    await entity.pageOf('Access keys', STOLEN_KEY).click();
    await expect(scope.count).toHaveText(says('435 of 18,388 events'));
    expect(await entity.eventsOf('Addresses', '146.70.53.171')).toBe(283);
    expect(await entity.eventsOf('Addresses', '130.149.4.31')).toBe(151);
    expect(await entity.eventsOf('Addresses', '157.245.200.61')).toBe(1);
  });

  await step('A10. Stack what is rare', async (says) => {
    await rail.getByRole('button', { name: 'Entities' }).click();
    await stack.entity('User agent').click();
    await expect.poll(stack.rowCount).toBe(46);
    says('46 values');
    const row = stack.table.getByRole('row').filter({ hasText: 'TruffleHog' });
    await expect(row).toContainText(says('2025-03-06 02:14:09'));
    await row.getByRole('button', { name: 'Events of TruffleHog' }).click();
    await expect(scope.count).toHaveText(says('1 of 18,388 events'));
    await search.cell(0, 0).click();
    await expect(event.pane).toContainText(says('157.245.200.61'));
  });

  await step('A11. Compare the first use with an ordinary one', async (says) => {
    await event.compare.click();
    await scope.search(`userIdentity.accessKeyId:${STOLEN_KEY} eventName:GetCallerIdentity`);
    await expect(scope.count).toHaveText(says('18 of 18,388 events'));
    await search.grid.getByText('2025-03-05 18:08:10').click();
    await event.compareWithThis.click();
    const { line, counts } = compareScreen(page);
    await expect(line('sourceIPAddress')).toContainText('130.149.4.31');
    await expect(line('userAgent')).toContainText('TruffleHog');
    await expect(counts).toHaveText(says('7 differ · 18 the same'));
  });

  await step('A12. What outlived the key', async (says) => {
    await tab(new RegExp(`^Access key ${STOLEN_KEY.slice(0, 6)}`))
      .last()
      .click();
    await entity.openChain.click();
    await expect(chain.rows).toHaveCount(3);
    await expect(chain.rows.last()).toContainText('federated/sync-agent');
    await expect(chain.rows.last()).toContainText(says('2025-03-12 14:05:33'));
    await chain.rows.last().click();
    expect(await chain.events()).toBe(16);
  });

  await step('A13. Hand it over', async (says) => {
    await tab(/^Address 146/).click();
    await entity.openEvents.click();
    await scope.search('sourceIPAddress:146.70.53.171 access:write outcome:success');
    await expect(scope.count).toHaveText(says('83 of 18,388 events'));
    await search.exportButton.click();
    const dialog = exportDialog(page);
    await dialog.start.click();
    await expect(dialog.outcome).toContainText('83');
    expect(parseCsv((await dialog.saveCsv()).toString())).toHaveLength(84);
    const manifest: Manifest = JSON.parse((await dialog.saveManifest()).toString());
    expect(manifest.rows).toBe(83);
    expect(sumOf(manifest.sources.map(({ exportedEvents }) => exportedEvents))).toBe(83);
    await dialog.done.click();
  });
});
