import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { chainScreen } from './screens/chain-screen.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { entityScreen } from './screens/entity-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { exportDialog } from './screens/export-dialog.ts';
import { readTable } from './screens/read-table.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { stackScreen } from './screens/stack-screen.ts';
import { startScreen } from './screens/start-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { parseCsv } from './support/csv.ts';
import { INVICTUS, INVICTUS_TRUTH, whyLeftOut } from './support/data-sets.ts';
import { ingest } from './support/local-server.ts';
import { sumOf } from './support/numbers.ts';
import { expect, test } from './support/test.ts';
import { step } from './support/tutorial.ts';

const reason = whyLeftOut(INVICTUS);
test.use({ actionTimeout: 15_000 });
test.skip(reason !== null, reason ?? '');

const PERSON = 'bert-jan';
const KEY = 'AKIATFQR7NSC8Q4X20BJ';
const OTHER_KEY = 'AKIATFQZ7NSC8Q4X21BJ';
const FIRST_RUN = 'stratus-red-team_39f95f43-cd2f-4beb-b69e-be60b6fe1f57';
const ATTACK = String.raw`userAgent:/^\[?stratus-red-team_[0-9a-f-]{36}\]?$/ -eventName:DescribeAccountAttributes`;

test('B. A simulated attack on a real account', async ({ page, start }) => {
  test.setTimeout(240_000);
  const server = await start();
  const { openDashboard, openEvents, importEnd, rail, tab } = appWindow(page);
  const { panel, settled } = dashboardScreen(page);
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const entity = entityScreen(page);
  const chain = chainScreen(page);
  const event = eventPane(page);
  const menu = valueMenu(page);
  const stack = stackScreen(page);

  await step('B1. Open the folder', async (says) => {
    const { openFolder, goTo, entries, openThisFolder } = startScreen(page);
    await page.goto(server.url);
    await openFolder.click();
    await goTo(INVICTUS);
    await expect(entries).toHaveCount(55);
    await openThisFolder.click();
    await expect(importEnd).toContainText(
      says('2,900 records read = 2,900 new + 0 duplicates + 0 rejected, from 55 files'),
      { timeout: 60_000 },
    );
  });

  await step('B2. See that something is odd', async (says) => {
    await openDashboard('Triage');
    await settled();
    const { headers, rows } = await readTable(panel('Log Tampering').root);
    says(`${rows.length} rows`);
    expect(rows).toHaveLength(11);
    const actors = rows.map((row) => row[headers.indexOf('Actor')]);
    expect(new Set(actors)).toEqual(new Set([PERSON]));
    await expect(panel('Log Tampering').table).toContainText(says('nothing is recorded'));
  });

  await step('B3. Stack the user agents of what was denied', async (says) => {
    await rail.getByRole('button', { name: 'Entities' }).click();
    await stack.entity('User agent').click();
    await scope.search(says('outcome:denied'));
    await expect(scope.count).toHaveText(says('60 of 2,900 events'));
    await expect.poll(stack.rowCount).toBe(6);
    says('only 6 values');
    await page.getByRole('button', { name: `Events of ${says(FIRST_RUN)}` }).click();
    await expect(scope.count).toHaveText(says('32 of 2,900 events'));
  });

  await step('B4. The person', async (says) => {
    await search.grid.getByText(PERSON, { exact: true }).first().click();
    await menu.choose('Open entity');
    await expect(entity.heading).toHaveText(PERSON);
    await expect(scope.count).toHaveText(says('2,642 of 2,900 events'));
    await expect(entity.fact('First seen')).toContainText(says('11:54:33'));
    await expect(entity.fact('Last seen')).toContainText(says('12:34:46'));
    await expect(entity.fact('Outcome')).toHaveText(/2,403\D+15\D+224/);
    says('15 events were denied, 224 failed');
  });

  await step('B5. Two keys that look alike', async (says) => {
    await entity.pageOf('Access keys', KEY).click();
    await expect(entity.heading).toHaveText(says(KEY));
    expect(await entity.events()).toBe(2_104);
    await expect(entity.card('Issued by')).toContainText('No call that issued this key is in the case');
    await openEvents();
    await scope.search(says('userIdentity.accessKeyId:AKIATFQ?7NSC8Q4X2?BJ'));
    await expect(scope.count).toHaveText(says('2,139 of 2,900 events'));
    await expect(search.facet('Access key')).toContainText('2,104');
    await search
      .facet('Access key')
      .getByRole('button', { name: new RegExp(`^${says(OTHER_KEY)}`) })
      .click();
    await expect(scope.count).toHaveText('35 of 2,900 events');
    await expect(search.facet('Actor').getByRole('button', { name: /^benjamin/ })).toContainText('35');
  });

  await step('B6. Which roles were taken', async (says) => {
    await tab(/^Access key AKIATFQR/).click();
    await entity.openChain.click();
    await expect(chain.rows).toHaveCount(12);
    says('12 lines');
    await chain.rows.nth(1).click();
    await expect(chain.pane).toContainText('Failed attempts to take a role, 13');
    says('13 failed attempts');
    await chain.rows.filter({ hasText: 'ec2-get-password' }).filter({ hasText: '29' }).first().click();
    expect(await chain.events()).toBe(29);
    await chain.pane.getByRole('button', { name: 'Chain from here' }).click();
    await expect(chain.rows).toHaveCount(3);
    await expect(chain.rows.first()).toContainText(PERSON);
  });

  await step('B7. The attack in order of time', async (says) => {
    await openEvents();
    await scope.search(says(ATTACK));
    await expect(scope.count).toHaveText(says('180 of 2,900 events'));
    await search.sort('Time');
    await expect(search.row(0)).toContainText(says('2023-07-10 11:54:42'));
    await expect(search.row(0)).toContainText('AssumeRole');
    await rail.getByRole('button', { name: 'Entities' }).click();
    await stack.entity('User agent').click();
    await scope.search(ATTACK);
    await expect.poll(stack.rowCount).toBe(46);
    says('46 values');
    await expect(scope.count).toHaveText('180 of 2,900 events');
    await scope.search(says('userAgent:*Terraform*stratus-red-team_*'));
    await expect(scope.count).toHaveText(says('932 of 2,900 events'));
  });

  await step('B8. What was created, changed and deleted', async (says) => {
    await tab(`Actor ${PERSON}`).click();
    await scope.search(ATTACK);
    await expect(scope.count).toHaveText(says('132 of 2,900 events'));
    await expectChanges(page, { Created: 6, Deleted: 11, 'Changed otherwise': 19 });
    says('Created 6');
    says('Deleted 11');
    says('Changed otherwise 19');
  });

  await step('B9. Around one call', async (says) => {
    const line = entity.card('Created').getByRole('row').filter({ hasText: 'CreateUser' });
    await line.getByRole('button', { name: says('12:24:49') }).click();
    await expect(event.pane).toContainText(says('bert-jan created user malicious-iam-user'));
    await event.contextTab.click();
    await event.shares('Everything');
    await event.within('± 1 min');
    await expect(event.pane).toContainText(says('16 before · 39 after'));
    await event.shares('Same resource');
    await event.within('± 5 min');
    await expect(event.pane).toContainText(says('0 before · 6 after'));
    await expect(event.surrounding.last()).toContainText('DeleteUser');
  });

  await step('B10. Export the attack', async (says) => {
    await openEvents();
    await scope.search(ATTACK);
    await expect(scope.count).toHaveText('180 of 2,900 events');
    await search.exportButton.click();
    const dialog = exportDialog(page);
    await dialog.columns('All fields and the raw record').click();
    await expect(dialog.start).toHaveText(says('Export 180 events'));
    await dialog.start.click();
    await expect(dialog.outcome).toBeVisible();
    expect(parseCsv((await dialog.saveCsv()).toString())).toHaveLength(181);
    const manifest: Manifest = JSON.parse((await dialog.saveManifest()).toString());
    expect(manifest).toMatchObject({ query: ATTACK, rows: 180 });
    expect(manifest.sources).toHaveLength(55);
    expect(sumOf(manifest.sources.map(({ exportedEvents }) => exportedEvents))).toBe(180);
    says('the 55 files');
  });
});

type Manifest = { readonly sources: readonly { readonly exportedEvents: number }[] };

async function expectChanges(page: Page, changes: Readonly<Record<string, number>>): Promise<void> {
  for (const [title, events] of Object.entries(changes)) {
    const open = entityScreen(page)
      .card(title)
      .getByRole('button', { name: `Open ${events} events` });
    await expect(open).toBeVisible();
  }
}

type Run = {
  readonly uuid: string;
  readonly events: number;
  readonly calls: Readonly<Record<string, number>>;
};

/** The runs of the attack as the ground truth lists them: `service:Call x3`, `!` where the call had an error. */
function readTruth(): readonly Run[] {
  return readFileSync(INVICTUS_TRUTH, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([, phase]) => phase?.startsWith('ATTACK'))
    .map(([uuid = '', , , , events, listed = '']) => {
      const calls: Record<string, number> = {};
      for (const [, call = '', error = '', count] of listed.matchAll(/(\w+:\w+)(!?) x(\d+)/g)) {
        calls[`${call}${error}`] = Number(count);
      }
      return { uuid, events: Number(events), calls };
    });
}

test('every run of the attack has the events and calls that the ground truth lists', async ({
  folder,
  start,
}) => {
  test.setTimeout(120_000);
  const casePath = `${folder}/invictus.spoor`;
  await ingest([INVICTUS], casePath, folder);
  const server = await start(casePath);
  const runs = readTruth();
  expect(runs).toHaveLength(46);
  expect(sumOf(runs.map(({ events }) => events))).toBe(180);
  expect(await server.call('event.count', { scope: { query: ATTACK } })).toMatchObject({ events: 180 });

  for (const { uuid, events, calls } of runs) {
    const query = `userAgent:("stratus-red-team_${uuid}" OR "[stratus-red-team_${uuid}]")`;
    const attack = `${query} -eventName:DescribeAccountAttributes`;
    const { searchId, events: found } = await server.call('event.search', { scope: { query: attack } });
    expect(found, uuid).toBe(events);
    const { rows } = await server.call('event.page', {
      searchId,
      offset: 0,
      limit: 100,
      columns: ['service', 'eventName', 'errorCode'],
    });
    const told: Record<string, number> = {};
    for (const values of rows) {
      const call = `${values[0]}:${values[1]}${values[2] === null ? '' : '!'}`;
      told[call] = (told[call] ?? 0) + 1;
    }
    expect(told, uuid).toEqual(calls);
  }
});
