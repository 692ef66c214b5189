import type { Page } from '@playwright/test';

/** The SQL console. */
export function sqlScreen(page: Page) {
  const main = page.getByRole('main');
  const editor = main.getByRole('textbox', { name: /^SQL/ });
  return {
    editor,
    result: main.getByRole('table', { name: 'Result' }),
    fault: main.getByRole('alert'),
    run: async (sql: string) => {
      await editor.fill(sql);
      await editor.press('Control+Enter');
    },
  };
}
