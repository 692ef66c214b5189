import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { EntityRef } from '../preload/contract/model/entity.ts';
import { appWindow } from './screens/app-window.ts';
import { entityScreen } from './screens/entity-screen.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visit } from './screens/visit.ts';
import type { LocalServer } from './support/local-server.ts';
import { expect, test } from './support/test.ts';

const ACTOR = 'svc-cloudwatch-sync';
const KEY = 'AKIARTX3GSDSUV4E2B4O';

/** Opens the window on the page of an entity, as a case that was left there does. */
async function visitEntity(page: Page, server: LocalServer, entity: EntityRef): Promise<void> {
  const scope = { query: '', from: null, to: null };
  const tab = { id: 'entity', kind: 'entity', title: entity.value, scope, entity };
  const state = { version: 1, tabs: [tab], activeTabId: tab.id, history: {}, zone: 'utc', colors: [] };
  await server.call('workspace.write', { state: JSON.stringify(state) });
  await visit(page, server);
  await expect(entityScreen(page).heading).toHaveText(entity.value);
}

test('an actor leads to the page of its key, to the call that issued it and to its events', async ({
  page,
  sample,
}) => {
  const entity = entityScreen(page);
  const scope = scopeBar(page);
  const search = searchScreen(page);

  await visitEntity(page, sample, { type: 'actor', value: ACTOR });
  await expect(scope.count).toHaveText('82 of 18,388 events');
  expect(await entity.events()).toBe(82);
  const ofKey = await entity.eventsOf('Access keys', KEY);
  await entity.pageOf('Access keys', KEY).click();

  await expect(entity.heading).toHaveText(KEY);
  await expect(scope.count).toHaveText('59 of 18,388 events');
  expect(ofKey).toBe(59);
  expect(await entity.events()).toBe(59);
  expect(await search.plottedEvents()).toBe(59);
  await expect(entity.fact('Account in the key')).toContainText('111122223333');
  await expect(entity.fact('Account in the key')).toContainText('an account of this case');
  await expect(entity.card('Issued by')).toContainText('CreateAccessKey');
  await expect(entity.card('Issued by')).toContainText('alice.dev');
  await expect(entity.card('Updated or deleted by')).toContainText('DeleteAccessKey');
  await expect(entity.openChain).toBeVisible();

  await entity.openEvents.click();
  await expect.poll(search.rowCount).toBe(59);
  await expect(scope.count).toHaveText('59 of 18,388 events');
  const { events } = await sample.call('event.count', {
    scope: { query: `userIdentity.accessKeyId:${KEY}` },
  });
  expect(events).toBe(59);
});

test('every figure of a page follows its query, and opens what it counts', async ({ page, sample }) => {
  const entity = entityScreen(page);
  const scope = scopeBar(page);
  const search = searchScreen(page);
  await visitEntity(page, sample, { type: 'actor', value: ACTOR });
  await expect(scope.count).toHaveText('82 of 18,388 events');

  await scope.search('service:ec2');
  await expect(scope.count).toHaveText('38 of 18,388 events');
  await expect(entity.fact('Events')).toHaveText('38');
  await expect.poll(search.plottedEvents).toBe(38);
  const launches = await entity.eventsOf('Calls', 'RunInstances');
  await entity.value('Calls', 'RunInstances').click();
  await valueMenu(page).choose('Open in new search');
  await expect.poll(search.rowCount).toBe(launches);

  await appWindow(page).tab(ACTOR).click();
  await entity
    .card('Deleted')
    .getByRole('button', { name: /^Open [\d,]+ event/ })
    .click();
  const query = `actor:${ACTOR} service:ec2 access:write outcome:success eventName:(Delete* OR Release* OR Terminate*)`;
  const { events } = await sample.call('event.count', { scope: { query } });
  expect(events).toBeGreaterThan(0);
  await expect.poll(search.rowCount).toBe(events);
});

test('values are read, opened and followed with the keyboard alone', async ({ page, sample }) => {
  const entity = entityScreen(page);
  await visitEntity(page, sample, { type: 'actor', value: ACTOR });
  const first = entity.card('Access keys').getByRole('button').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(valueMenu(page).menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(first).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(first).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(entity.pageOf('Access keys', KEY)).toBeFocused();

  const region = entity.value('Regions', 'eu-central-1');
  await region.focus();
  await page.keyboard.press('ArrowRight');
  await expect(region).toBeFocused();
  await expect(region).toHaveAttribute('tabindex', '0');

  await entity.pageOf('Access keys', KEY).focus();
  await page.keyboard.press('Enter');
  await expect(entity.heading).toHaveText(KEY);
});

test('an entity the case has nothing of says so, and a key still tells its account', async ({
  page,
  sample,
}) => {
  const entity = entityScreen(page);
  await visitEntity(page, sample, { type: 'access-key', value: 'ASIAY34FZKBOKMUTVV7A' });
  await expect(page.getByText('The case has no event of this access key.')).toBeVisible();
  await expect(entity.fact('Account in the key')).toContainText('609629065308');
  await expect(entity.fact('Account in the key')).toContainText('foreign to this case');
  await expect(entity.openEvents).toBeDisabled();
});

test('Entities in the rail opens the values of a type', async ({ page, sample }) => {
  const { rail, tabs } = appWindow(page);
  await visit(page, sample);
  const before = await tabs.count();
  await rail.getByRole('button', { name: 'Entities' }).click();
  await expect(tabs).toHaveCount(before + 1);
  await expect(rail.getByRole('button', { name: 'Entities' })).toHaveAttribute('aria-current', 'page');
});

for (const scheme of ['dark', 'light'] as const) {
  test.describe(`in ${scheme}`, () => {
    test.use({ colorScheme: scheme });

    test('pages of entities are accessible', async ({ page, sample }) => {
      for (const entity of [
        { type: 'access-key', value: KEY },
        { type: 'address', value: '146.70.53.171' },
      ] as const) {
        await visitEntity(page, sample, entity);
        await expect(entityScreen(page).card('Calls')).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(
          grave.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ failureSummary }) => failureSummary).join('; ')}`,
          ),
        ).toEqual([]);
      }
    });
  });
}
