import type { Locator, Page } from '@playwright/test';
import { lastNumber, numbersIn, sumOf } from '../support/numbers.ts';
import { columnSum, readTable, type TextTable } from './read-table.ts';

/** The dashboard of the active tab. */
export function dashboardScreen(page: Page) {
  const main = page.getByRole('main');
  return {
    panels: main.getByRole('region').filter({ has: page.getByRole('heading', { level: 2 }) }),
    panel: (title: string) => panelCard(page, main.getByRole('region', { name: title, exact: true })),
    /** No panel waits for its result any more. */
    settled: () => main.locator('section[aria-busy="true"]').first().waitFor({ state: 'detached' }),
  };
}

export type PanelCard = ReturnType<typeof panelCard>;

function panelCard(page: Page, root: Locator) {
  const title = root.getByRole('heading', { level: 2 });
  const choose = async (item: string) => {
    await root.getByRole('button', { name: /^More for / }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  return {
    root,
    title,
    chart: root.getByRole('img').or(root.getByRole('application')),
    bars: root.getByRole('button', { name: /: [\d,]+ events, / }),
    legend: root.getByRole('list', { name: 'Legend' }).getByRole('button'),
    figure: root.getByRole('button', { name: / events, open in a search$/ }),
    table: root.getByRole('table'),
    places: root.getByRole('button', { name: /: [\d,]+ events?(, [\d,]+ of them denied or failed)?$/ }),
    openInSearch: root.getByRole('button', { name: /^Open .* in a search$/ }),
    about: root.getByRole('button', { name: /^About / }),
    choose,
    /** How many events the panel shows, read off it as a reader would. */
    shownEvents: () => shownEvents(root),
  };
}

async function shownEvents(root: Locator): Promise<number> {
  const map = root.getByRole('application');
  if (await map.isVisible()) return mapEvents(root, map);
  const figure = root.getByRole('button', { name: / events, open in a search$/ });
  if (await figure.isVisible()) return lastNumber(await figure.innerText());
  if (await root.getByRole('table').isVisible()) return tableEvents(await readTable(root));
  const bars = root.getByRole('button', { name: /: [\d,]+ events, / });
  const legend = root.getByRole('list', { name: 'Legend' }).getByRole('button');
  const entries = (await bars.count()) > 0 ? bars : legend;
  const figures = await entries.evaluateAll((all) =>
    all.map((one) => one.lastElementChild?.textContent ?? ''),
  );
  return sumOf(figures.map(lastNumber));
}

/** The events a table counts, or where it lists them, how many different ones it names. */
function tableEvents(table: TextTable): number {
  if (table.headers.includes('Events')) return columnSum(table, 'Events');
  const ids = table.headers.flatMap((header, index) =>
    /^(Event|Created|Removed) ID$/.test(header) ? [index] : [],
  );
  return new Set(table.rows.flatMap((row) => ids.map((index) => row[index]))).size;
}

/** Events with a place and without one: the map names both. */
async function mapEvents(root: Locator, map: Locator): Promise<number> {
  const label = (await map.getAttribute('aria-label')) ?? '';
  const placed = numbersIn(label.split(': ').at(-1) ?? '')[0] ?? Number.NaN;
  const unplaced =
    numbersIn(await root.getByText(/ no place: |^Every event has a place/).innerText())[0] ?? 0;
  return placed + unplaced;
}
