import { visit } from './screens/visit.ts';
import { expect, test } from './support/test.ts';

test('of many tabs the one in use is whole in view, its cross too', async ({ page, sample }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await visit(page, sample);
  for (let i = 0; i < 14; i++) await page.getByRole('button', { name: 'New search' }).click();
  const tabs = page.getByRole('tablist', { name: 'Tabs' });
  const active = tabs.locator('[role=tab][aria-selected=true]');
  const cross = active.locator('xpath=following-sibling::button');
  const expectWhole = async () => {
    await expect(active).toBeInViewport({ ratio: 1 });
    await expect(cross).toBeInViewport({ ratio: 1 });
  };
  await expectWhole();
  await active.focus();
  await page.keyboard.press('Home');
  await expect(tabs.getByRole('tab').first()).toBeFocused();
  await expectWhole();
  for (let i = 0; i < 9; i++) {
    await page.keyboard.press('ArrowRight');
    await expect(tabs.getByRole('tab').nth(i + 1)).toBeFocused();
    await expectWhole();
  }
  await page.keyboard.press('End');
  await expect(tabs.getByRole('tab').last()).toBeFocused();
  await expectWhole();
});
