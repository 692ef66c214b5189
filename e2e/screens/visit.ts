import type { Page } from '@playwright/test';
import type { LocalServer } from '../support/local-server.ts';
import { appWindow } from './app-window.ts';

/** Opens the window of a server that has a case open, and waits until its tabs are there. */
export async function visit(page: Page, server: LocalServer): Promise<void> {
  await page.goto(server.url);
  await appWindow(page).activeTab.waitFor();
}

/** The same, with the plain search over all events shown. */
export async function visitEvents(page: Page, server: LocalServer): Promise<void> {
  await visit(page, server);
  await appWindow(page).openEvents();
  await page.getByRole('grid', { name: 'Events' }).locator('[aria-rowindex="2"]').waitFor();
}
