import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

/**
 * Fails with what axe finds serious or critical on the page as it stands; `part` is a selector of what has changed since
 * the page was looked at, for axe takes seconds over a full table.
 */
export async function expectAccessible(page: Page, screen: string, part?: string): Promise<void> {
  await test.step(screen, async () => {
    const axe = new AxeBuilder({ page });
    const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`).join('; ')}`,
      );
    expect(grave, screen).toEqual([]);
  });
}
