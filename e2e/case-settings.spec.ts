import { appWindow } from './screens/app-window.ts';
import { dashboardScreen } from './screens/dashboard-screen.ts';
import { readTable } from './screens/read-table.ts';
import { visit } from './screens/visit.ts';
import { expect, test } from './support/test.ts';

test('home countries, administrators and the short-lived window can be set, and hold at once', async ({
  page,
  sample,
}) => {
  const { chooseInCaseMenu, openDashboard } = appWindow(page);
  const { panel, settled } = dashboardScreen(page);
  const dialog = page.getByRole('dialog', { name: 'Case settings' });
  const outside = panel('Logins from Outside the Home Countries');
  const countries = async () => {
    await settled();
    const { headers, rows } = await readTable(outside.root);
    return new Set(rows.map((row) => row[headers.indexOf('Country')]));
  };

  await visit(page, sample);
  await openDashboard('Console Logins');
  expect(await countries()).not.toContain('DE');

  await chooseInCaseMenu('Case settings…');
  await expect(dialog.getByText('Where most sign-ins succeeded')).toContainText('Germany');
  await dialog.getByLabel('These countries').check();
  await dialog.getByRole('button', { name: 'Remove Germany' }).click();
  await dialog.getByRole('combobox', { name: 'Add a home country' }).click();
  await page.getByRole('option', { name: /^Ireland/ }).click();
  await dialog.getByRole('checkbox', { name: /user\/alice\.dev/ }).uncheck();
  await dialog
    .getByRole('textbox', { name: 'ARN of a role or user' })
    .fill('arn:aws:iam::111122223333:role/ci');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const minutes = dialog.getByRole('textbox', { name: /^Minutes/ });
  await minutes.fill('soon');
  await expect(dialog.getByRole('alert')).toContainText('whole minutes');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await minutes.fill('45');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  const shown = await countries();
  expect(shown).toContain('DE');
  expect(shown).not.toContain('IE');
  const { settings, administrators } = await sample.call('settings.read', {});
  expect(settings).toEqual({
    homeCountries: ['IE'],
    administratorsAdded: ['arn:aws:iam::111122223333:role/ci'],
    administratorsRemoved: ['arn:aws:iam::111122223333:user/alice.dev'],
    shortLivedMinutes: 45,
  });
  expect(administrators.filter(({ removed }) => removed)).toHaveLength(1);
});
