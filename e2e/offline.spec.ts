import type { Page, Request } from '@playwright/test';
import { appWindow } from './screens/app-window.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { eventPane } from './screens/event-pane.ts';
import { evidenceScreen } from './screens/evidence-screen.ts';
import { exportDialog } from './screens/export-dialog.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { sqlScreen } from './screens/sql-screen.ts';
import { startScreen } from './screens/start-screen.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { expect, test } from './support/test.ts';

function recordRequests(page: Page): readonly string[] {
  const urls: string[] = [];
  page.context().on('request', (request: Request) => urls.push(request.url()));
  page.on('websocket', (socket) => urls.push(socket.url()));
  return urls;
}

function leaving(urls: readonly string[], origin: string): readonly string[] {
  return urls.filter((url) => !url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url));
}

test('a walk over every screen asks nothing but the local server', async ({ page, sample }) => {
  const urls = recordRequests(page);
  const { openDashboard, openEvents, openSql, openEvidence, openExports, chooseInCaseMenu } = appWindow(page);
  const { panel, settled } = dashboardScreen(page);
  const search = searchScreen(page);
  const sql = sqlScreen(page);

  await visit(page, sample);
  await settled();
  await panel('Geo Location of All Users').places.first().hover();
  await panel('Geo Location of All Users').root.getByRole('button', { name: 'Zoom in' }).click();
  await panel('Top 10 Users').about.click();
  await page.keyboard.press('Escape');
  await panel('Top 10 Users').choose('Enlarge');
  await page.keyboard.press('Escape');
  await openDashboard('Console Logins');
  await settled();
  await panel('Logins Over Time').chart.hover();

  await openEvents();
  await scopeBar(page).search('eventName:ConsoleLogin');
  await expect.poll(search.rowCount).toBe(210);
  await search.cell(0, 0).click();
  await eventPane(page).fieldsTab.click();
  await eventPane(page).sourceTab.click();
  await search.exportButton.click();
  await exportDialog(page).start.click();
  await expect(exportDialog(page).outcome).toBeVisible();
  await exportDialog(page).saveCsv();
  await exportDialog(page).done.click();

  await openEvidence();
  await evidenceScreen(page).rejected.click();
  await openExports();
  await openSql();
  await sql.run('select count(*) as events from event');
  await expect(sql.result).toContainText('18,388');
  await chooseInCaseMenu('Light');
  await chooseInCaseMenu('New case from a folder…');
  await expect(startScreen(page).entries.first()).toBeVisible();
  await page.keyboard.press('Escape');
  await chooseInCaseMenu('Close case');
  await expect(startScreen(page).heading).toBeVisible();

  expect(urls.length).toBeGreaterThan(30);
  expect(leaving(urls, sample.origin)).toEqual([]);
});

test('the SQL console reaches neither files nor the network', async ({ page, sample }) => {
  const { run, fault } = sqlScreen(page);
  await visit(page, sample);
  await appWindow(page).openSql();
  for (const sql of [
    "select * from read_text('/etc/passwd')",
    "select * from 'https://example.com/x.parquet'",
    "copy (select 1) to '/tmp/spoor-e2e-out.csv'",
    'install httpfs',
    "attach '/tmp/spoor-e2e-other.db'",
    'drop table record',
    'set enable_external_access = true',
  ]) {
    await run(sql);
    await expect(fault, sql).toBeVisible();
    await expect(fault, sql).not.toContainText('root:');
  }
});

test.describe('the content security policy', () => {
  test.use({ expectedErrors: /Content Security Policy|ERR_BLOCKED/ });

  test('stops images, scripts, styles, frames, calls and forms to other places', async ({ page, sample }) => {
    const urls = recordRequests(page);
    await visitEvents(page, sample);
    const blocked = await page.evaluate(async () => {
      const directives = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) =>
        directives.add(event.effectiveDirective),
      );
      const add = (tag: string, attributes: Readonly<Record<string, string>>, text = '') => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.textContent = text;
        document.body.append(element);
      };
      const other = 'https://example.com';
      add('img', { src: `${other}/a.png` });
      add('script', { src: `${other}/a.js` });
      add('script', {}, 'window.injected = true');
      add('link', { rel: 'stylesheet', href: `${other}/a.css` });
      add('iframe', { src: `${other}/` });
      add('video', { src: `${other}/a.mp4` });
      add('object', { data: `${other}/a.swf` });
      await fetch(`${other}/x`).catch(() => undefined);
      navigator.sendBeacon(`${other}/beacon`, 'x');
      new WebSocket('wss://example.com/').close();
      for (const deadline = performance.now() + 3000; directives.size < 8 && performance.now() < deadline; ) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return { directives: [...directives].sort(), ran: 'injected' in window };
    });
    expect(blocked.ran).toBe(false);
    expect(blocked.directives).toEqual([
      'connect-src',
      'frame-src',
      'img-src',
      'media-src',
      'object-src',
      'script-src-elem',
      'style-src-elem',
    ]);
    expect(leaving(urls, sample.origin).filter((url) => !url.startsWith('https://example.com'))).toEqual([]);
  });
});
