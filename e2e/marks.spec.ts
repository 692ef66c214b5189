import { entityScreen } from './screens/entity-screen.ts';
import { marks } from './screens/marks.ts';
import { scopeBar } from './screens/scope-bar.ts';
import { searchScreen } from './screens/search-screen.ts';
import { valueMenu } from './screens/value-menu.ts';
import { visit, visitEvents } from './screens/visit.ts';
import { expectAccessible } from './support/accessible.ts';
import { tabTo } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';

test('an event is starred, tagged and noted with the keyboard, found again and kept', async ({
  page,
  sample,
}) => {
  const { grid, rowCount } = searchScreen(page);
  const { keyboard } = page;
  const { dialog, tagName, ofEvent, noteField, ofRow } = marks(page);
  await visitEvents(page, sample);
  await tabTo(page, grid);
  await keyboard.press('Home');
  await keyboard.press('s');
  await expect(ofRow(0)).toHaveAccessibleName('Starred');
  await keyboard.press('t');
  await expect(dialog).toHaveAccessibleName('Tag the event');
  await expect(tagName).toBeFocused();
  await tagName.fill('bad, name');
  await keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('no comma');
  await tagName.fill('exfil');
  await keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Take “exfil” away' })).toBeVisible();
  await expectAccessible(page, 'the dialog that tags', '[role="dialog"]');
  await keyboard.press('Escape');
  await expect(ofRow(0)).toHaveAccessibleName('Starred · tagged exfil');
  await expect(grid).toBeFocused();

  await keyboard.press('n');
  await expect(noteField).toBeFocused();
  await keyboard.type('First read of the <b>backup</b>');
  await keyboard.press('Control+Enter');
  await expect(ofEvent.getByTitle('Change the note')).toHaveText('First read of the <b>backup</b>');
  await expect(grid).toBeFocused();
  await expect(ofRow(0)).toHaveAccessibleName(
    'Starred · tagged exfil · noted: First read of the <b>backup</b>',
  );
  await expectAccessible(page, 'an event with marks', '[aria-label="Event"]');

  const { search: apply } = scopeBar(page);
  await apply('star:true tag:exfil note:*backup*');
  await expect.poll(rowCount).toBe(1);
  await page.waitForTimeout(700);
  await visit(page, sample);
  await expect(ofRow(0)).toHaveAccessibleName(/^Starred · tagged exfil · noted/);
  await ofEvent.getByRole('button', { name: 'Take the tag exfil away' }).click();
  await expect.poll(rowCount).toBe(0);
});

test('all events that match are tagged at once', async ({ page, sample }) => {
  const { grid, rowCount, selection } = searchScreen(page);
  const { tagName, dialog, tag, ofRow } = marks(page);
  const { search: apply } = scopeBar(page);
  await visitEvents(page, sample);
  await apply('eventName:ConsoleLogin outcome:failed');
  await expect.poll(rowCount).toBe(105);
  await tabTo(page, grid);
  await page.keyboard.press('Control+A');
  await selection.getByRole('button', { name: 'Tag…' }).click();
  await expect(dialog).toHaveAccessibleName('Tag 105 events');
  await tagName.fill('guessing');
  await page.keyboard.press('Enter');
  await expect(tag('guessing')).toContainText('105 events');
  await page.keyboard.press('Escape');
  await expect(ofRow(5)).toHaveAccessibleName(/tagged guessing/);
  await apply('tag:guessing');
  await expect.poll(rowCount).toBe(105);

  await tabTo(page, grid);
  await page.keyboard.press('t');
  await dialog.getByRole('button', { name: /^Change “guessing”/ }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('brute force');
  await dialog.getByRole('radio', { name: 'red' }).check();
  await expectAccessible(page, 'the change of a tag', '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(tag('brute force')).toContainText('105 events');
  await dialog.getByRole('button', { name: /^Change “brute force”/ }).click();
  await dialog.getByRole('button', { name: 'Remove…' }).click();
  await expect(dialog.getByRole('region')).toContainText(
    'Take “brute force” from 105 events? This cannot be undone.',
  );
  await dialog.getByRole('button', { name: 'Remove the tag' }).click();
  await expect(dialog).toContainText('The case has no tag yet');
  await page.keyboard.press('Escape');
  await expect.poll(rowCount).toBe(0);
});

test('a tag of an address is that of all its events', async ({ page, sample }) => {
  const { rowCount, value, ofRow } = { ...searchScreen(page), ...marks(page) };
  const { search: apply } = scopeBar(page);
  const { tagName, ofEntity } = marks(page);
  await visitEvents(page, sample);
  await apply('sourceIPAddress:146.70.53.171');
  await expect.poll(rowCount).toBe(428);
  await value(0, 5).click();
  await valueMenu(page).choose('Tag the entity…');
  await tagName.fill('attacker');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(ofRow(3)).toHaveAccessibleName(/tagged attacker/);
  await expect(
    page.getByRole('grid', { name: 'Events' }).getByLabel('Tagged attacker').first(),
  ).toBeVisible();
  await apply('tag:attacker');
  await expect.poll(rowCount).toBe(428);
  await value(0, 5).click();
  await valueMenu(page).choose('Open entity');
  await expect(entityScreen(page).heading).toHaveText('146.70.53.171');
  await expect(ofEntity).toContainText('attacker');
  await ofEntity.getByRole('button', { name: 'Take the tag attacker away' }).click();
  await expect(ofEntity).not.toContainText('attacker');
});
