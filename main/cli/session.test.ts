import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Platform } from '../platform/platform.ts';
import { assumes, record, role, sessionCase, user } from '../query/chain/chain.fixture.ts';
import { SQL_DIR, type TestCase } from '../query/test-case.ts';
import { createService } from '../service/create-service.ts';
import { createListLogger } from '../service/tiny-service.ts';
import type { Output } from './output.ts';
import { runCli } from './run-cli.ts';

const ALICE = 'AKIAALICE00000000001';
const FIRST = 'ASIAFIRST00000000001';

let folder: string;
let opened: TestCase;
let casePath: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-session-'));
  opened = await sessionCase([
    record('AssumeRole', '08:00:00', user('alice', ALICE), {
      eventSource: 'sts.amazonaws.com',
      errorCode: 'AccessDenied',
    }),
    record('AssumeRole', '09:00:00', user('alice', ALICE), assumes('admin', 's\u001b[31m1', FIRST)),
    record('PutObject', '09:05:00', role('admin', 's\u001b[31m1', FIRST, '09:00:00'), {
      errorCode: 'AccessDenied',
    }),
  ]);
  casePath = opened.database.path;
  await opened.database.close();
});

afterAll(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});

function collect(): Output & { readonly text: () => string } {
  const texts: string[] = [];
  return {
    isTerminal: false,
    columns: 80,
    write: async (text) => {
      texts.push(text);
    },
    text: () => texts.join(''),
  };
}

async function run(...args: readonly string[]) {
  const stdout = collect();
  const stderr = collect();
  const logger = createListLogger();
  const platform: Platform = {
    host: 'cli',
    version: '1.2.3',
    dataDir: folder,
    sqlDir: SQL_DIR,
    sampleDir: null,
    workerPath: join(folder, 'no-worker.js'),
    capabilities: [],
    dialogs: null,
    reveal: null,
    offerDownload: null,
    logger,
  };
  const host = {
    version: '1.2.3',
    logger,
    logPath: join(folder, 'spoor.log'),
    createService: () => createService(platform),
    serve: async () => ({ url: '', close: async () => undefined }),
    openInBrowser: async () => false,
  };
  const context = { host, stdout, stderr, signal: new AbortController().signal };
  const code = await runCli(['session', ...args, '--case', casePath], context);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

describe('session', () => {
  it('tells the chain from its origin down, each step indented, the start marked', async () => {
    const { code, stdout, stderr } = await run(FIRST);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '  alice  user  111122223333  2 events, 1 denied  2024-05-01T08:00:00Z – 2024-05-01T09:00:00Z',
      `    identity → alice  ${ALICE}  111122223333  2 events, 1 denied  2024-05-01T08:00:00Z – 2024-05-01T09:00:00Z`,
      '        1 failed attempt to take a role',
      `*     AssumeRole 2024-05-01T09:00:00Z → role/admin/s\\x1b[31m1  ${FIRST}  111122223333  1 event, 1 denied  2024-05-01T09:05:00Z – 2024-05-01T09:05:00Z`,
      '',
    ]);
    expect(stderr).toBe('2 nodes with credentials; times are UTC.\n');
  });

  it('counts only the events of the scope', async () => {
    const { stdout } = await run(FIRST, '--query', 'eventName:AssumeRole', '--from', '2024-05-01T08:30:00Z');
    expect(stdout).toContain(`${ALICE}  111122223333  1 event  `);
    expect(stdout).toContain(`${FIRST}  111122223333  0 events`);
  });

  it('writes what session.chain answers as JSON', async () => {
    const { stdout } = await run(ALICE, '--json');
    const result = JSON.parse(stdout) as { readonly nodes: unknown[]; readonly edges: unknown[] };
    expect(result).toMatchObject({ start: ALICE, cut: false });
    expect([result.nodes.length, result.edges.length]).toEqual([3, 2]);
  });

  it('fails with a sentence where the case has nothing of that name', async () => {
    const { code, stdout, stderr } = await run('ASIANOBODY0000000001');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'spoor: No event of the case has the credentials ASIANOBODY0000000001, and no call gave them out.\n',
    );
  });
});
