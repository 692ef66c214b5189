import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { dashboardScreen, type PanelCard } from './screens/dashboard-screen.ts';
import { columnSum, readTable } from './screens/read-table.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { visit } from './screens/visit.ts';
import { ingest } from './support/local-server.ts';
import { expect, test } from './support/test.ts';

/** Events of panels on the sample incident that its answer key or its raw records were counted for. */
const KNOWN: Readonly<Record<string, number>> = {
  'overview/top-10-users': 5022,
  'overview/failed-logins': 105,
  'overview/created-resources': 1101,
  'overview/deleted-resources-over-time': 172,
  'overview/created-and-deleted-network-and-security-events': 61,
  'console-logins/geo-location-of-all-users': 210,
  'console-logins/login-events-by-user': 210,
  'console-logins/logins-over-time': 210,
  'console-logins/logins-from-multiple-ip': 87,
  'console-logins/logins-from-outside-the-home-countries': 143,
  'console-logins/outlier-success-login': 105,
  'console-logins/login-results-one-day-time-comparison': 25,
  'console-logins/outlier-failed-login': 105,
  'console-logins/logins-without-mfa': 82,
  'network-and-security/recent-authorization-failures': 253,
  'network-and-security/short-lived-critical-operations': 8,
  'operations/recent-elastic-ip-address-operations': 4,
  's3-public/new-public-objects': 14,
  's3-public/public-buckets': 4,
  's3-public/modified-public-objects': 5,
  'triage/error-codes': 338,
  'triage/event-categories': 18_388,
  'triage/log-tampering': 13,
  'triage/trust-and-sharing': 10,
};

const DASHBOARDS = [
  'Triage',
  'Overview',
  'Console Logins',
  'User Monitoring',
  'Network and Security',
  'Operations',
  'S3 Public Objects and Buckets',
];

async function openDashboard(page: Page, title: string): Promise<void> {
  await appWindow(page).openDashboard(title);
  await dashboardScreen(page).settled();
}

/** The events a panel shows; a band and a comparison are read as tables, since they draw more than events. */
async function eventsOf(panel: PanelCard, title: string): Promise<number> {
  if (title.startsWith('Outlier')) await panel.choose('Show as table');
  const more = panel.root.getByRole('button', { name: /^Show all [\d,]+ rows$/ });
  if (await more.isVisible()) await more.click();
  if (!title.includes('Comparison')) return panel.shownEvents();
  const table = await readTable(panel.root);
  return columnSum(table, 'Events') + columnSum(table, 'Events day before');
}

for (const title of DASHBOARDS) {
  test(`every figure of ${title} opens exactly its events`, async ({ page, sample }) => {
    test.setTimeout(240_000);
    const { panels: cards, panel } = dashboardScreen(page);
    const { messages, aggregates, rowCount } = searchScreen(page);
    const dashboards = await sample.call('dashboard.list', {});
    const panels = dashboards.find((dashboard) => dashboard.title === title)?.panels ?? [];

    await visit(page, sample);
    await openDashboard(page, title);
    await expect(cards).toHaveCount(panels.length);
    expect(panels.length).toBeGreaterThan(5);
    for (const { id, title: name } of panels) {
      await test.step(name, async () => {
        await openDashboard(page, title);
        const card = panel(name);
        await card.root.scrollIntoViewIfNeeded();
        const shown = await eventsOf(card, name);
        expect(shown, id).toBeGreaterThan(0);
        if (KNOWN[id] !== undefined) expect(shown, id).toBe(KNOWN[id]);
        await card.openInSearch.click();
        await aggregates.click();
        await expect(page.getByRole('tabpanel').getByRole('table')).toBeVisible();
        await messages.click();
        await expect.poll(rowCount, { message: id }).toBe(shown);
        await expect.poll(scopeBar(page).events, { message: id }).toBe(shown);
      });
    }
  });
}

/** A call of management; data events there are none. */
const CREATE_BUCKET = {
  eventVersion: '1.10',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE',
    arn: 'arn:aws:iam::111122223333:user/ana',
    accountId: '111122223333',
    userName: 'ana',
  },
  eventTime: '2025-03-03T08:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'CreateBucket',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '130.149.4.31',
  requestParameters: { bucketName: 'example', 'x-amz-acl': 'public-read' },
  responseElements: null,
  eventID: '00000000-0000-4000-8000-000000000001',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
};

test('a dashboard without S3 data events says that they are not logged, not 0', async ({
  page,
  folder,
  start,
}) => {
  const archive = join(folder, 'management.json');
  const casePath = join(folder, 'management.spoor');
  await writeFile(archive, JSON.stringify({ Records: [CREATE_BUCKET] }));
  await ingest([archive], casePath, folder);
  const server = await start(casePath);
  await visit(page, server);
  await openDashboard(page, 'S3 Public Objects and Buckets');
  await expect(dashboardScreen(page).panel('New Public Objects').root).toContainText(
    'S3 data events are not logged in this data set',
  );
  await expect(dashboardScreen(page).panel('Modified Public Objects').root).toContainText(/not logged/);
});
