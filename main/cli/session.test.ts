import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assumes, record, role, sessionCase, user } from '../query/chain/chain.fixture.ts';
import type { TestCase } from '../query/test-case.ts';
import { realHost, runCommand } from './test-run.ts';

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

const run = (...args: readonly string[]) =>
  runCommand(['session', ...args, '--case', casePath], realHost(folder));

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
