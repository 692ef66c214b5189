import { AxeBuilder } from '@axe-core/playwright';
import { appWindow } from './screens/app-window.ts';
import { chainScreen } from './screens/chain-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { visitEvents } from './screens/visit.ts';
import { expect, test } from './support/test.ts';

test('an event leads to its chain, and the chain to the events of its origin', async ({ page, sample }) => {
  await visitEvents(page, sample);
  await scopeBar(page).search('userIdentity.accessKeyId:ASIAWO645SY5G6RHSCEX eventName:ListSecrets');
  await expect.poll(() => searchScreen(page).rowCount()).toBe(1);
  await searchScreen(page).cell(0, 0).click();
  await page.keyboard.press('Enter');
  await eventPane(page).pane.getByRole('button', { name: 'Session chain' }).click();

  const chain = chainScreen(page);
  await expect(chain.rows).toHaveText([
    /^svc-cloudwatch-syncUser.*81/,
    /AKIARTX3GSDSUV4E2B4O.*key of.*59/,
    /role\/platform-admin.*ASIARTX3GSDSVCIP6N6M.*AssumeRole/,
    /role\/OrganizationAccountAccessRole.*ASIAWO645SY5G6RHSCEX.*start.*AssumeRole.*64/,
  ]);
  await expect(chain.chosen).toContainText('ASIAWO645SY5G6RHSCEX');
  await expect(chain.pane).toContainText('Certain. Matched by:');
  await expect(chain.pane).toContainText('(sharedEventID)');

  await chain.tree.focus();
  await page.keyboard.press('Home');
  await expect(chain.name).toHaveText('svc-cloudwatch-sync');
  await expect(chain.openBelow).toBeVisible();
  const below = await chain.eventsBelow();
  expect(below).toBe(81 + 2 + 64);
  const events = await chain.events();
  await page.keyboard.press('Enter');
  await expect(appWindow(page).activeTab).toHaveText(/Events of svc-cloudwatch-sync/);
  await expect(scopeBar(page).count).toHaveText(new RegExp(`^${events} of`));

  await appWindow(page)
    .tab(/^Chain of/)
    .click();
  await chain.tree.focus();
  await page.keyboard.press('End');
  await chain.openIssue.click();
  await expect(eventPane(page).pane).toContainText('AssumeRole');
  await expect.poll(() => searchScreen(page).rowCount()).toBe(1);
});

test('the tree is worked with the keyboard and closes branches', async ({ page, sample }) => {
  await visitEvents(page, sample);
  await scopeBar(page).search('userIdentity.accessKeyId:AKIARTX3GSDSUV4E2B4O eventName:AssumeRole');
  await expect.poll(() => searchScreen(page).rowCount()).toBe(3);
  await searchScreen(page).cell(0, 0).click();
  await page.keyboard.press('Enter');
  await eventPane(page).pane.getByRole('button', { name: 'Session chain' }).click();
  const chain = chainScreen(page);
  await expect(chain.rows).toHaveCount(8);
  await chain.tree.focus();
  await page.keyboard.press('ArrowDown');
  await expect(chain.name).toContainText('role/platform-admin');
  await page.keyboard.press('ArrowLeft');
  await expect(chain.rows).toHaveCount(7);
  await page.keyboard.press('ArrowRight');
  await expect(chain.rows).toHaveCount(8);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(chain.chosen).toContainText('AKIARTX3GSDSUV4E2B4O');

  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
