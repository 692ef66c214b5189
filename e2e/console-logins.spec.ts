import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { columnSum, readTable } from './screens/read-table.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { visit } from './screens/visit.ts';
import { expect, test } from './support/test.ts';

async function openDashboard(page: Page, title: string): Promise<void> {
  const { openDashboard, activeTab } = appWindow(page);
  await openDashboard(title);
  await expect(activeTab).toHaveText(title);
  await dashboardScreen(page).settled();
}

test('sign-ins without MFA are told apart as the answer key does', async ({ page, sample }) => {
  const { panel } = dashboardScreen(page);

  await visit(page, sample);
  await openDashboard(page, 'Console Logins');
  const { headers, rows } = await readTable(panel('Logins without MFA').root);
  const own = rows.filter((row) =>
    /^No MFA/.test(row[headers.findIndex((name) => /^mfa$/i.test(name))] ?? ''),
  );
  expect(columnSum({ headers, rows: own }, 'Events')).toBe(4);
  expect(columnSum({ headers, rows }, 'Events')).toBe(4 + 78);
});

test('a range without sign-ins is said to be empty in every panel', async ({ page, sample }) => {
  const { panel } = dashboardScreen(page);
  const scope = scopeBar(page);
  const info = await sample.call('dashboard.list', {});
  const panels = info.find(({ id }) => id === 'console-logins')?.panels ?? [];

  await visit(page, sample);
  await openDashboard(page, 'Console Logins');
  await scope.search('eventName:GetCallerIdentity');
  await expect(scope.chips).toHaveCount(1);
  expect(panels).toHaveLength(9);
  for (const { title, empty } of panels) await expect(panel(title).root).toContainText(empty);
});

test('the case’s figures are those of the answer key', async ({ page, sample }) => {
  const scope = scopeBar(page);
  const key = [
    ['eventName:ConsoleLogin AND responseElements.ConsoleLogin:Success', 105],
    ['eventName:ConsoleLogin AND responseElements.ConsoleLogin:Failure', 105],
    ['eventName:ConsoleLogin AND userIdentity.userName:HIDDEN_DUE_TO_SECURITY_REASONS', 31],
    ['errorCode:*', 338],
    ['errorCode:(*denied* OR *unauthorized*)', 251],
    ['eventName:RunInstances', 115],
    ['eventName:RunInstances AND -errorCode:*', 98],
    ['eventCategory:Data', 4_429],
    ['userIdentity.type:AssumedRole', 11_373],
    ['-userIdentity.type:*', 43],
    ['recipientAccountId:444455556666', 4_527],
    ['awsRegion:eu-north-1', 69],
    ['sourceIPAddress:146.70.53.0/24', 428],
    ['userIdentity.accessKeyId:ASIARTX3GSDSS32CBFOS', 16],
  ] as const;

  await visit(page, sample);
  await expect(appWindow(page).status).toContainText('18,388 events');
  await expect(appWindow(page).status).toContainText('285 duplicates');
  await expect(appWindow(page).status).toContainText('1 record rejected');
  await appWindow(page).openEvents();
  for (const [query, events] of key) {
    await test.step(query, async () => {
      await scope.search(query);
      await expect(scope.count).toHaveText(`${events.toLocaleString('en-US')} of 18,388 events`);
    });
  }
});
