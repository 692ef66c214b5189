import type { Page } from '@playwright/test';

/** What vouches for the files of the case, on the evidence screen. */
export function integritySection(page: Page) {
  const main = page.getByRole('main');
  const levels = main.getByRole('list', { name: 'Levels of integrity' });
  const level = (title: string) =>
    levels.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
  return {
    open: main
      .getByRole('navigation', { name: 'Parts of the evidence' })
      .getByRole('button', { name: /^Integrity/ }),
    level,
    filesAt: (title: string) => level(title).getByRole('button', { name: /files?$/ }),
    eventsAt: (title: string) => level(title).getByRole('button', { name: /events?$/ }),
    chains: main.getByRole('region', { name: 'Chains of digests' }),
    keys: main.getByRole('region', { name: 'Public keys' }),
    addKeys: main.getByRole('button', { name: 'Add keys…' }),
    keysDialog: page.getByRole('dialog', { name: 'Add public keys' }),
    findings: main.getByRole('region', { name: 'Findings', exact: true }),
    finding: (title: string) => main.locator('[data-row]').filter({ hasText: title }),
    findingDialog: (title: string) => page.getByRole('dialog', { name: title }),
    check: main.getByRole('combobox', { name: 'Check' }),
  };
}
