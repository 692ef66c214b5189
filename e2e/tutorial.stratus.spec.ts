import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { chainScreen } from './screens/chain-screen.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { entityScreen } from './screens/entity-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { readTable } from './screens/read-table.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { stackScreen } from './screens/stack-screen.ts';
import { startScreen } from './screens/start-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { STRATUS, whyLeftOut } from './support/data-sets.ts';
import { expect, test } from './support/test.ts';
import { step } from './support/tutorial.ts';

const reason = whyLeftOut(STRATUS);
test.skip(reason !== null, reason ?? '');
test.use({ actionTimeout: 15_000 });

/** Opens one file of the recordings, and waits for what the import says of it. */
async function openFile(page: Page, name: string, outcome: string): Promise<void> {
  const { openFolder, goTo, entries, chooser } = startScreen(page);
  await openFolder.click();
  await goTo(STRATUS);
  await entries.filter({ hasText: name }).click();
  await chooser.getByRole('button', { name: 'Open 1 file' }).click();
  await expect(appWindow(page).importEnd).toContainText(outcome, { timeout: 30_000 });
}

test('C. One technique: passwords of Windows instances', async ({ page, start }) => {
  const scope = scopeBar(page);
  const search = searchScreen(page);
  const stack = stackScreen(page);
  const chain = chainScreen(page);
  await page.goto((await start()).url);

  await step('C1. Open the file', async (says) => {
    says('Open 1 file');
    const outcome = says('34 records read = 34 new + 0 duplicates + 0 rejected');
    await openFile(page, 'aws.credential-access.ec2-get-password-data.json', outcome);
  });

  await step('C2. What was denied', async (says) => {
    await appWindow(page).rail.getByRole('button', { name: 'Entities' }).click();
    await stack.entity('Call').click();
    await scope.search(says('outcome:denied'));
    await expect(scope.count).toHaveText(says('32 of 34 events'));
    await expect.poll(stack.rowCount).toBe(2);
    await expect(stack.value(0)).toHaveText('AssumeRole');
    expect(await stack.events(0)).toBe(2);
    expect(await stack.events(1)).toBe(30);
    says('AssumeRole 2, GetPasswordData 30');
  });

  await step('C3. Up and down the chain', async (says) => {
    await page.getByRole('button', { name: says('Events of GetPasswordData') }).click();
    await expect(scope.count).toHaveText('30 of 34 events');
    await search.cell(0, 0).click();
    await eventPane(page)
      .pane.getByRole('button', { name: says('Session chain') })
      .click();
    await expect(chain.rows).toHaveCount(3);
    await expect(chain.rows.first()).toContainText(says('christophe'));
    expect(await chain.events()).toBe(30);
    await chain.rows.nth(1).click();
    await chain.pane.getByRole('button', { name: says('Chain from here') }).click();
    await expect(chain.rows).toHaveCount(4);
    says('4 lines');
    await expect(chain.pane).toContainText('Failed attempts to take a role, 2');
    says('2 attempts');
    await chain.rows.last().click();
    await expect(chain.pane).toContainText('0 events');
  });
});

test('D. One technique: an administrator of one’s own', async ({ page, start }) => {
  const { panel, settled } = dashboardScreen(page);
  const entity = entityScreen(page);
  const menu = valueMenu(page);
  const event = eventPane(page);
  await page.goto((await start()).url);

  await step('D1. Open the file', async (says) => {
    const outcome = says('3 records read = 3 new + 0 duplicates + 0 rejected');
    await openFile(page, 'aws.persistence.iam-create-admin-user.json', outcome);
  });

  await step('D2. Which credentials were made', async (says) => {
    await appWindow(page).openDashboard('Triage');
    await settled();
    const credentials = panel('Credential Creation');
    expect((await readTable(credentials.root)).rows).toHaveLength(2);
    await credentials.root.getByText(says('malicious-iam-user')).first().click();
    await menu.choose('Open the event');
    await event.pane.getByRole('button', { name: 'malicious-iam-user' }).first().click();
    await menu.choose('Open entity');
    await expect(scopeBar(page).count).toHaveText(says('3 of 3 events'));
    await expect(entity.value('Calls', 'AttachUserPolicy')).toBeVisible();
  });

  await step('D3. Was the key used?', async (says) => {
    const line = entity.card('Created').getByRole('row').filter({ hasText: 'CreateAccessKey' });
    await line.getByRole('button').first().click();
    await event.jsonTab.click();
    const value = event.tree.getByRole('button', { name: says('AKIAXAFZN8JEPF6L682H') });
    await value.click({ position: { x: 12, y: 8 } });
    await menu.choose('Open entity');
    await expect(page.getByText(says('The case has no event of this access key.'))).toBeVisible();
    await expect(entity.card('Issued by')).toContainText('CreateAccessKey');
  });
});

test('E. One technique: a session that outlives its key', async ({ page, start }) => {
  const search = searchScreen(page);
  const chain = chainScreen(page);
  await page.goto((await start()).url);

  await step('E1. Open the file', async (says) => {
    const outcome = says('2 records read = 2 new + 0 duplicates + 0 rejected');
    await openFile(page, 'aws.persistence.sts-federation-token.json', outcome);
  });

  await step('E2. From the session up to the user', async (says) => {
    await appWindow(page).openEvents();
    await expect(search.row(0)).toContainText(says('GetCallerIdentity'));
    await search.cell(0, 0).click();
    await eventPane(page)
      .pane.getByRole('button', { name: says('Session chain') })
      .click();
    await expect(chain.rows).toHaveCount(3);
    says('3 lines');
    await expect(chain.pane).toContainText(says('Certain'));
    await expect(chain.openIssue).toHaveText('Open the GetFederationToken event');
    await chain.rows.first().click();
    await expect(chain.name).toHaveText(says('stratus-red-team-user-federation-user'));
    await chain.openBelow.click();
    await expect(scopeBar(page).count).toHaveText(says('2 of 2 events'));
  });
});
