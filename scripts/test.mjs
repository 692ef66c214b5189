// npm test: installs what is missing, then builds, checks and tests everything. `node scripts/test.mjs e2e` runs
// the named steps only. The last line is always `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstallBrowser } from './browser.mjs';
import {
  buildIfStale,
  electronProgram,
  hasDisplay,
  installIfNeeded,
  requireNode,
  root,
  run,
} from './project.mjs';

const RESULTS = join(root, 'test-results');
const say = (text) => process.stdout.write(`${text}\n`);
const bin = (path) => join(root, 'node_modules', ...path.split('/'));

const PASSED = { passed: 1, failed: 0 };
const FAILED = { passed: 0, failed: 1 };

const STEPS = {
  build: () => (buildIfStale(say) ? PASSED : FAILED),
  lint: () => check(['@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
  types: () => check(['typescript/bin/tsc', '-p', '.']),
  unused: () => check(['knip/bin/knip.js']),
  unit: () => unit('unit-utc', 'UTC', []),
  'unit in New Zealand': () => unit('unit-auckland', 'Pacific/Auckland', ['renderer/format', 'main/cli']),
  benchmark: () =>
    run(process.execPath, [bin('tsx/dist/cli.mjs'), join('scripts', 'bench', 'bench.ts'), '--smoke'], {
      output: 'on failure',
    })
      ? PASSED
      : FAILED,
  e2e,
};

function check([program, ...args]) {
  return run(process.execPath, [bin(program), ...args]) ? PASSED : FAILED;
}

/** Runs unit tests in a time zone and counts them; a test file that cannot be loaded counts as one failure. */
function unit(name, timeZone, folders) {
  const report = join(RESULTS, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = run(process.execPath, [bin('vitest/vitest.mjs'), 'run', ...folders, ...reporters], {
    env: { TZ: timeZone },
  });
  const result = readReport(report);
  if (result === null) return FAILED;
  const broken = result.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = result.numFailedTests + broken;
  return { passed: result.numPassedTests, failed: ok ? failed : Math.max(failed, 1) };
}

/** Runs the journeys in a browser, and in Electron where it can run. */
async function e2e() {
  const browser = await findOrInstallBrowser(say);
  if (browser === null) return FAILED;
  say(`Browser: ${browser}`);
  if (electronProgram() === null)
    say('Left out: the project electron, because Electron’s runtime is not downloaded.');
  else if (!hasDisplay()) say('Left out: the project electron, because there is no display.');
  const report = join(RESULTS, 'e2e.json');
  const env = { PLAYWRIGHT_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const ok = run(process.execPath, [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], { env });
  const result = readReport(report);
  if (result === null) return FAILED;
  const { expected, flaky, unexpected } = result.stats;
  const failed = unexpected + (result.errors?.length ?? 0);
  return { passed: expected + flaky, failed: ok ? failed : Math.max(failed, 1) };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

async function runSteps(names) {
  const totals = { passed: 0, failed: 0 };
  const lines = [];
  for (const name of names) {
    say(`\n── ${name} ──`);
    const startedAt = performance.now();
    const { passed, failed } = await STEPS[name]();
    totals.passed += passed;
    totals.failed += failed;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    lines.push(
      `${failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`,
    );
  }
  say(`\n${lines.join('\n')}`);
  return totals;
}

function finish({ passed, failed }) {
  process.exitCode = failed === 0 ? 0 : 1;
  say(`${passed} passed, ${failed} failed`);
}

requireNode();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(STEPS, name));
if (unknown.length > 0) {
  say(`There is no step ${unknown.join(', ')}; the steps are ${Object.keys(STEPS).join(', ')}.`);
  finish(FAILED);
} else if (!installIfNeeded(say)) {
  say('The dependencies could not be installed; the lines above say why.');
  finish(FAILED);
} else {
  if (existsSync(RESULTS)) rmSync(RESULTS, { recursive: true });
  mkdirSync(RESULTS, { recursive: true });
  const names = asked.length === 0 ? Object.keys(STEPS) : [...new Set(['build', ...asked])];
  finish(await runSteps(names));
}
