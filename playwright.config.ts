import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const { DISPLAY, PLAYWRIGHT_CHROMIUM, WAYLAND_DISPLAY } = process.env;
const electronDir = join(import.meta.dirname, 'node_modules', 'electron');
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Electron's journeys run where its runtime was downloaded and a window can appear. */
function canRunElectron(): boolean {
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
  const pathFile = join(electronDir, 'path.txt');
  if (!hasDisplay || !existsSync(pathFile)) return false;
  return existsSync(join(electronDir, 'dist', readFileSync(pathFile, 'utf8').trim()));
}

const web = {
  name: 'web',
  testIgnore: '**/*.electron.spec.ts',
  use: {
    browserName: 'chromium' as const,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(PLAYWRIGHT_CHROMIUM ? { executablePath: PLAYWRIGHT_CHROMIUM } : {}),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-default-apps',
        '--disable-domain-reliability',
        '--disable-sync',
        '--metrics-recording-only',
        '--no-first-run',
        '--no-pings',
      ],
    },
  },
};

const electron = { name: 'electron', testMatch: '**/*.electron.spec.ts' };

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: canRunElectron() ? [web, electron] : [web],
});
