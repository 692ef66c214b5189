import type { Locator, Page } from '@playwright/test';
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

const VIEWPORTS = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
] as const;

/** Nothing scrolls the page itself, and each of `essential` lies inside the window and above all else. */
async function expectFits(page: Page, screen: string, essential: readonly Locator[]): Promise<void> {
  await test.step(screen, async () => {
    const size = page.viewportSize() ?? { width: 0, height: 0 };
    const scroll = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect(scroll.scrollWidth, 'width of the page').toBeLessThanOrEqual(size.width);
    expect(scroll.scrollHeight, 'height of the page').toBeLessThanOrEqual(size.height);
    for (const locator of essential) {
      await expect(locator).toBeInViewport({ ratio: 1 });
      expect(await covered(locator), `${locator} is covered`).toBe(false);
    }
  });
}

/** Whether something else lies over the middle of an element. */
function covered(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return !(hit && (element.contains(hit) || hit.contains(element)));
  });
}

/** Buttons of a bar whose label is cut off. */
async function cutLabels(root: Locator): Promise<readonly string[]> {
  return root
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons
        .filter((button) => button.scrollWidth > button.clientWidth + 1 && button.clientWidth > 0)
        .map((button) => button.textContent ?? ''),
    );
}

for (const viewport of VIEWPORTS) {
  for (const scheme of ['dark', 'light'] as const) {
    test.describe(`at ${viewport.width}×${viewport.height} in ${scheme}`, () => {
      test.use({ viewport, colorScheme: scheme });

      test('every screen fits', async ({ page, sample }) => {
        const window = appWindow(page);
        const { panel, panels, settled } = dashboardScreen(page);
        const scope = scopeBar(page);
        const search = searchScreen(page);
        const event = eventPane(page);
        const frame = [window.caseMenu, window.activeTab, window.status.getByText('18,388 events')];
        const bar = [scope.query, scope.range.first(), scope.count];

        await visit(page, sample);
        await settled();
        await expectFits(page, 'overview', [
          ...frame,
          ...bar,
          panel('Top 10 Users').title,
          panel('Failed Logins').title,
        ]);
        expect(await cutLabels(scope.bar)).toEqual([]);
        expect(await overlapping(panels)).toEqual([]);
        await window.openDashboard('Console Logins');
        await settled();
        await expectFits(page, 'console logins', [...frame, ...bar]);
        expect(await overlapping(panels)).toEqual([]);

        await visitEvents(page, sample);
        await search.cell(0, 0).click();
        await expect(event.pane).toContainText('of 18,388');
        await expectFits(page, 'search', [
          ...frame,
          ...bar,
          search.plot,
          search.columnsButton,
          search.exportButton,
          search.cell(0, 0),
          event.close,
          event.jsonTab,
        ]);
        await search.exportButton.click();
        await expectFits(page, 'export', [exportDialog(page).dialog, exportDialog(page).start]);
        await page.keyboard.press('Escape');
        await expect(exportDialog(page).dialog).toBeHidden();

        await window.openEvidence();
        await expect(evidenceScreen(page).table).toContainText('read');
        await expectFits(page, 'evidence', [
          ...frame,
          evidenceScreen(page).heading,
          evidenceScreen(page).rejected,
        ]);
        await window.openSql();
        await sqlScreen(page).run('select * from event limit 50');
        await expect(sqlScreen(page).result).toBeVisible();
        await expectFits(page, 'SQL', [...frame, sqlScreen(page).editor]);
        await window.chooseInCaseMenu('New case from a folder…');
        const { chooser, openThisFolder, openFolder, openSample } = startScreen(page);
        await expect(openThisFolder).toBeVisible();
        await expectFits(page, 'folder chooser', [chooser, openThisFolder]);
        await page.keyboard.press('Escape');
        await window.chooseInCaseMenu('Close case');
        await expectFits(page, 'start', [openFolder, openSample]);
      });
    });
  }
}

/** Pairs of panels that lie over one another. */
async function overlapping(panels: Locator): Promise<readonly string[]> {
  return panels.evaluateAll((elements) => {
    const boxes = elements.map((element) => ({
      name: element.getAttribute('aria-label') ?? '',
      box: element.getBoundingClientRect(),
    }));
    return boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(
          ({ box }) =>
            box.left < one.box.right - 1 &&
            box.right > one.box.left + 1 &&
            box.top < one.box.bottom - 1 &&
            box.bottom > one.box.top + 1,
        )
        .map(({ name }) => `${one.name} / ${name}`),
    );
  });
}
