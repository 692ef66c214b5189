import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { ingest, type LocalServer, SAMPLE_ARCHIVE, startServer } from './local-server.ts';

type TestFixtures = {
  /** What a page may say on its console as an error; everything else fails the test. */
  readonly expectedErrors: RegExp | null;
  readonly quietConsole: undefined;
  /** A new folder that is gone after the test. */
  readonly folder: string;
  /** Starts a local server over `folder`, with a case open or without; it ends with the test. */
  readonly start: (casePath?: string) => Promise<LocalServer>;
  /** A server that shows a copy of the sample incident's case. */
  readonly sample: LocalServer;
};

type WorkerFixtures = {
  /** The case file of the sample incident, made once; tests open copies of it. */
  readonly sampleCase: string;
};

/** Playwright's test with a Spoor of its own for each test, whose window must not complain on its console. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  sampleCase: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from a pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'spoor-e2e-case-'));
      const casePath = join(folder, 'sample-incident.spoor');
      await ingest([SAMPLE_ARCHIVE], casePath, folder);
      await use(casePath);
      await rm(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  expectedErrors: [null, { option: true }],
  quietConsole: [
    // `start` is named so that its servers outlive the check.
    async ({ page, expectedErrors, start: _start }, use) => {
      const said = listenToErrors(page);
      await use(undefined);
      expect(said.filter((text) => !expectedErrors?.test(text))).toEqual([]);
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from a pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'spoor-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  start: async ({ folder }, use) => {
    const servers: LocalServer[] = [];
    await use(async (casePath) => {
      const opened = casePath === undefined ? {} : { casePath };
      const server = await startServer({ dataDir: folder, ...opened });
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.stop()));
  },
  sample: async ({ folder, start, sampleCase }, use) => {
    const casePath = join(folder, 'sample-incident.spoor');
    await copyFile(sampleCase, casePath);
    await use(await start(casePath));
  },
});

export { expect };

function listenToErrors(page: Page): readonly string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  return said;
}
