import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';
import { ATTACK_PANELS } from './test-case.triage.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('triage', { archive: 'triage-attack', panels: ATTACK_PANELS });
});
afterAll(() => dashboard.case.close());

describe('every panel about an attack', () => {
  it('is empty where nothing happened, and says so in its header', async () => {
    for (const info of dashboard.panels) {
      const result = await dashboard.run(info.id.split('/')[1] ?? '', {}, { to: '2024-03-04T08:00:00Z' });
      expect(result.rows, info.id).toEqual([]);
      expect(info.empty, info.id).not.toBe('');
    }
  });
});

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

describe('root use', () => {
  it('is what root did itself: no service events, nothing a service did for root (P6)', async () => {
    const names = (await pick('root-use', ['eventName'], { reads: 'true' })).map(String);
    expect(names).not.toContain('RunInstances');
    expect(names).not.toContain('RotateKey');
    expect(names).not.toContain('CreateServiceLinkedRole');
    expect(names).not.toContain('CreateKey');
  });

  it('leaves reads out unless asked, but never sign-ins and session tokens', async () => {
    const quiet = (await pick('root-use', ['eventName'])).map(String);
    const all = (await pick('root-use', ['eventName'], { reads: 'true' })).map(String);
    expect(all.filter((name) => !quiet.includes(name))).toEqual(['ListBuckets']);
    expect(quiet).toContain('CheckMfa');
    expect(quiet).toContain('GetSessionToken');
  });

  it('shows failed sign-ins and refused calls with their outcome (P3, P8)', async () => {
    const rows = await pick('root-use', ['eventName', 'outcome', 'mfa']);
    expect(rows).toContainEqual(['ConsoleLogin', 'failed', 'no']);
    expect(rows).toContainEqual(['StopLogging', 'denied', null]);
  });

  it('reads MFA in any case, and says nothing where nothing is recorded (P7)', async () => {
    const rows = await pick('root-use', ['eventName', 'how', 'mfa']);
    expect(rows).toContainEqual(['ConsoleLogin', 'sign-in', 'yes']);
    expect(rows).toContainEqual(['GetSessionToken', 'access key', null]);
    expect(rows).toContainEqual(['DeleteBucketPolicy', 'AssumeRoot', 'no']);
  });

  it('names root, not the victim in its request (P1)', async () => {
    expect(await pick('root-use', ['actor', 'resource', 'eventName'])).toContainEqual([
      'root@111122223333',
      'bob',
      'UpdateLoginProfile',
    ]);
  });
});

describe('log tampering', () => {
  it('marks attempts that changed nothing (P3)', async () => {
    const rows = await pick('log-tampering', ['outcome', 'effect']);
    for (const [outcome, effect] of rows) {
      expect(String(effect).startsWith('attempt: '), String(effect)).toBe(outcome !== 'success');
    }
    expect(rows.filter(([outcome]) => outcome !== 'success')).toHaveLength(4);
  });

  it('lists calls that can be harmless only where their request weakens something', async () => {
    const rows = await pick('log-tampering', ['eventName', 'target']);
    const of = (wanted: string) => rows.filter(([name]) => name === wanted).map(([, target]) => target);
    expect(of('UpdateDetector')).toEqual(['d1']);
    expect(of('CreateFilter')).toEqual(['quiet']);
    expect(of('PutBucketLogging')).toEqual(['data']);
    expect(of('PutRetentionPolicy')).toEqual(['/app']);
    expect(of('PutBucketLifecycle')).toEqual(['data2', 'data']);
  });

  it('does not take a catalog for a log, nor a load balancer’s rule for one of EventBridge', async () => {
    const targets = (await pick('log-tampering', ['target'])).flat();
    expect(targets).not.toContain('example-catalog');
    expect(await pick('log-tampering', ['eventName'])).not.toContainEqual(['DeleteRule']);
  });

  it('leaves out alarms that a service deletes for itself, not what CloudFormation did for somebody (P6)', async () => {
    const rows = await pick('log-tampering', ['eventName', 'actor']);
    expect(rows.filter(([name]) => name === 'DeleteAlarms')).toEqual([['DeleteAlarms', 'eve']]);
    expect(rows).toContainEqual(['DeleteLogGroup', 'role/admin/kim']);
  });
});

describe('credential creation', () => {
  it('tells whom a credential is for from who asked for it (P1)', async () => {
    const rows = await pick('credential-creation', ['actor', 'eventName', 'for_whom', 'for_another']);
    expect(rows).toContainEqual(['alice', 'CreateAccessKey', 'alice', false]);
    expect(rows).toContainEqual(['eve', 'CreateAccessKey', 'svc-backup', true]);
    expect(rows).toContainEqual(['alice', 'EnableMFADevice', 'alice', false]);
  });

  it('does not guess for whom a refused call was whose request is not recorded (P3)', async () => {
    const rows = await pick('credential-creation', ['actor', 'eventName', 'for_whom', 'outcome']);
    expect(rows).toContainEqual(['eve', 'CreateAccessKey', null, 'denied']);
  });

  it('lists keys that become active, not those that are switched off', async () => {
    const rows = await pick('credential-creation', ['eventName', 'actor']);
    expect(rows.filter(([name]) => name === 'UpdateAccessKey')).toEqual([['UpdateAccessKey', 'eve']]);
  });

  it('knows calls of the same name of other services apart', async () => {
    const users = await pick('credential-creation', ['eventName', 'for_whom']);
    expect(users).not.toContainEqual(['CreateUser', 'partner']);
    expect(users).not.toContainEqual(['CreateProfile', null]);
  });

  it('lists what CloudFormation made on somebody’s behalf (P6), and root’s password recovery (P9)', async () => {
    const rows = await pick('credential-creation', ['eventName', 'for_whom']);
    expect(rows).toContainEqual(['CreateUser', 'stack-user']);
    expect(rows).toContainEqual(['PasswordRecoveryRequested', 'root@111122223333']);
  });

  it('can leave out temporary credentials, and never has those that roles ask for', async () => {
    const sts = /^Get(Session|Federation)Token$/;
    const names = async (options = {}) =>
      (await pick('credential-creation', ['eventName', 'actor'], options)).filter(([name]) =>
        sts.test(String(name)),
      );
    expect(await names()).toEqual([
      ['GetFederationToken', 'eve'],
      ['GetSessionToken', 'alice'],
      ['GetSessionToken', 'root@111122223333'],
    ]);
    expect(await names({ sessions: 'false' })).toEqual([]);
  });
});
