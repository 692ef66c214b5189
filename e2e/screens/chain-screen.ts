import type { Page } from '@playwright/test';
import { firstNumber } from '../support/numbers.ts';

/** The chain of sessions around a credential: a graph, the same as a tree, and the node that is chosen. */
export function chainScreen(page: Page) {
  const tree = page.getByRole('treegrid', { name: 'Sessions of the chain' });
  const pane = page.getByRole('complementary', { name: 'Node of the chain' });
  const openEvents = pane.getByRole('button', { name: /^Open its [\d,]+ events$/ });
  const openBelow = pane.getByRole('button', { name: /^Open all through it and below \([\d,]+\)$/ });
  return {
    tree,
    pane,
    graph: page.getByRole('region', { name: 'Graph of the chain, scrollable' }),
    rows: tree.getByRole('row').filter({ has: page.getByRole('gridcell') }),
    chosen: tree.getByRole('row', { selected: true }),
    name: pane.getByRole('heading', { level: 2 }),
    openEvents,
    openBelow,
    events: async () => firstNumber(await openEvents.innerText()),
    eventsBelow: async () => firstNumber(await openBelow.innerText()),
    openIssue: pane.getByRole('button', { name: /^Open the \w+ event$/ }),
    services: page.getByRole('switch', { name: 'Each session of AWS services' }),
  };
}
