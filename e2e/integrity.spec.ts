import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  logKey,
  makeTestKey,
  makeTrail,
  publicKeysJson,
  type TrailFolder,
  writeTrail,
} from '../main/integrity/test-trail.ts';
import { appWindow } from './screens/app-window.ts';
import { evidenceScreen } from './screens/evidence-screen.ts';
import { integritySection } from './screens/integrity-section.ts';
import { searchScreen } from './screens/search-screen.ts';
import { visit } from './screens/visit.ts';
import { expectAccessible } from './support/accessible.ts';
import { ingest, type LocalServer } from './support/local-server.ts';
import { test as base, expect } from './support/test.ts';

const key = makeTestKey();

type Tampered = { readonly server: LocalServer; readonly trail: TrailFolder; readonly keysPath: string };

/** A case of a trail in which one log was changed and one removed, and the key that its digests were signed with. */
const test = base.extend<{ readonly tampered: Tampered }>({
  tampered: async ({ folder, start }, use) => {
    const trail = writeTrail(makeTrail([8, 9, 10, 11], key));
    trail.writeGz(logKey(8, 'log8A'), '{"Records":[]}');
    await rm(trail.pathOf(logKey(9, 'log9B')));
    const keysPath = join(folder, 'keys.json');
    await writeFile(keysPath, publicKeysJson([key]));
    const casePath = join(folder, 'trail.spoor');
    await ingest([trail.path], casePath, folder);
    await use({ server: await start(casePath), trail, keysPath });
    trail.remove();
  },
});

test.use({ viewport: { width: 1280, height: 720 } });

test('levels lead to exactly their files and events, before and after keys are given', async ({
  page,
  tampered,
}) => {
  await visit(page, tampered.server);
  await appWindow(page).openEvidence();
  const integrity = integritySection(page);
  await expect(integrity.open).toHaveText('Integrity2');
  await integrity.open.click();
  await expect(integrity.filesAt('Hash-consistent')).toHaveText('6 files');
  await expect(integrity.filesAt('Failed')).toHaveText('1 file');
  await expect(integrity.eventsAt('Signature-verified')).toBeDisabled();
  await expect(integrity.keys).toContainText(
    'aws cloudtrail list-public-keys --region eu-central-1 --start-time 2024-03-05 --end-time 2024-03-06',
  );
  await expectAccessible(page, 'integrity', 'main');

  await integrity.addKeys.click();
  await integrity.keysDialog.getByRole('textbox').fill('not a key');
  await integrity.keysDialog.getByRole('button', { name: 'Add and check' }).click();
  await expect(integrity.keysDialog.getByRole('alert')).toContainText('not valid JSON');
  await expectAccessible(page, 'adding keys', '[role=dialog]');
  await integrity.keysDialog.getByRole('textbox').fill('');
  await page.locator('input[type=file]').setInputFiles(tampered.keysPath);
  await integrity.keysDialog.getByRole('button', { name: 'Add and check' }).click();
  await expect(integrity.filesAt('Signature-verified')).toHaveText('4 files');
  await expect(integrity.chains).toContainText('4 digests for 8 log files');
  await expect(integrity.chains).toContainText('3 verified');
  await expect(integrity.keys).toContainText(key.fingerprint);

  await integrity.eventsAt('Signature-verified').click();
  await expect(appWindow(page).activeTab).toHaveText(/Signature-verified events/);
  await expect.poll(() => searchScreen(page).rowCount()).toBe(4);
  await searchScreen(page).cell(0, 0).click();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Source' }).click();
  await expect(page.getByRole('complementary', { name: 'Event' })).toContainText('Signature-verified.');

  await appWindow(page).openEvidence();
  await integrity.open.click();
  await integrity.filesAt('Signature-verified').click();
  await expect(evidenceScreen(page).sum(1)).toHaveText('7 files, archives and members');
  await integrity.open.click();
  await integrity.chains.getByRole('button', { name: '4 digests' }).click();
  await expect(evidenceScreen(page).sum(1)).toHaveText('4 files, archives and members');
  await integrity.open.click();
  await integrity.keys.getByRole('button', { name: /^Remove the key/ }).click();
  await expect(integrity.filesAt('Hash-consistent')).toHaveText('6 files');
});

test('findings are read, narrowed, opened, and lead to their file', async ({ page, tampered }) => {
  await visit(page, tampered.server);
  await appWindow(page).openEvidence();
  const integrity = integritySection(page);
  const screen = evidenceScreen(page);
  await integrity.open.click();
  await expect(integrity.findings).toContainText('2 things are wrong.');
  await integrity.check.click();
  await page.getByRole('option', { name: /^Log file was changed/ }).click();
  await expect(integrity.finding('Log file is missing')).toHaveCount(0);
  await integrity.finding('Log file was changed').focus();
  await page.keyboard.press('Enter');
  const dialog = integrity.findingDialog('Log file was changed');
  await expect(dialog).toContainText('It was edited after AWS delivered it.');
  await expectAccessible(page, 'a finding', '[role=dialog]');
  await dialog.getByRole('button', { name: 'Show the file' }).click();
  await expect(screen.sum(1)).toHaveText('1 file');
  await screen.file('log8A').click();
  await expect(screen.detail).toContainText('Log file was changed. Its content is not what');
  await screen.showAll.click();
  await screen.sortBy('Integrity').click();
  await expect(screen.table.locator('[aria-rowindex="2"]')).toContainText('failed');
});

test('a case without digests says what to add', async ({ page, folder, start }) => {
  const trail = writeTrail(makeTrail([8], key));
  await rm(join(trail.path, 'AWSLogs/111122223333/CloudTrail-Digest'), { recursive: true });
  const casePath = join(folder, 'logs.spoor');
  await ingest([trail.path], casePath, folder);
  trail.remove();
  await visit(page, await start(casePath));
  await appWindow(page).openEvidence();
  const integrity = integritySection(page);
  await integrity.open.click();
  await expect(page.getByRole('main')).toContainText('No digest file was read');
  await expect(page.getByRole('main')).toContainText('CloudTrail-Digest');
});
