import type { Page } from '@playwright/test';
import { firstNumber } from '../support/numbers.ts';

/** The page of an entity: its facts, its histogram and the values it is seen with. */
export function entityScreen(page: Page) {
  const main = page.getByRole('main');
  const card = (title: string) => main.getByRole('region', { name: title, exact: true });
  const fact = (name: string) => main.locator(`dt:text-is("${name}") + dd`);
  const value = (title: string, name: string) =>
    card(title).getByRole('button', { name: new RegExp(`^${name}[ :]`) });
  return {
    heading: main.getByRole('heading', { level: 1 }),
    openEvents: main.getByRole('button', { name: 'Open its events' }),
    openChain: main.getByRole('button', { name: 'Chain of sessions' }),
    fact,
    card,
    /** How many events the page says the entity has. */
    events: async () => firstNumber(await fact('Events').innerText()),
    /** The button of a value in a list, which opens the menu of values. */
    value,
    /** The way from a value in a list to its page. */
    pageOf: (title: string, name: string) =>
      card(title).getByRole('button', { name: new RegExp(`^Open the page of .* ${name}$`) }),
    /** How many events a list says a value has. */
    eventsOf: async (title: string, name: string) => {
      const label = await value(title, name).getAttribute('aria-label');
      return firstNumber(/: ([\d,]+) event/.exec(label ?? '')?.[1] ?? '');
    },
  };
}
