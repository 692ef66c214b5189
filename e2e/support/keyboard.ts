import { expect, type Locator, type Page } from '@playwright/test';

const MOST_STOPS = 120;

/** Presses Tab until `target` has the focus, checking at every stop that the focus can be seen. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    expect(await invisibleFocus(page)).toBeNull();
    if (
      await target.evaluateAll((elements) => elements.some((element) => element === document.activeElement))
    )
      return;
  }
  throw new Error(`${MOST_STOPS} stops do not lead to ${target}.`);
}

/** What has the focus without showing it, by its name; null when the focus can be seen. */
async function invisibleFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || active === document.body) return null;
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--accent)';
    const accent = getComputedStyle(probe).color;
    probe.remove();
    const marked = (element: Element | null): boolean => {
      if (!element) return false;
      const { outlineStyle, outlineWidth, boxShadow, borderTopColor, borderTopWidth } =
        getComputedStyle(element);
      const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
      const bordered = borderTopColor === accent && Number.parseFloat(borderTopWidth) > 0;
      return outlined || bordered || boxShadow !== 'none';
    };
    const child = active.getAttribute('aria-activedescendant');
    const shown = [active, active.parentElement, active.parentElement?.parentElement ?? null];
    if (shown.some(marked) || marked(child === null ? null : document.getElementById(child))) return null;
    return active.getAttribute('aria-label') ?? active.textContent?.slice(0, 60) ?? active.tagName;
  });
}
