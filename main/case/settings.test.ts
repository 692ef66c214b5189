import { afterEach, describe, expect, it } from 'vitest';
import { countEvents } from '../query/count.ts';
import { createTestCase, type TestCase } from '../query/test-case.ts';
import { readSettings, writeSettings } from './settings.ts';

let open: TestCase | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const ROLE = 'arn:aws:iam::111122223333:role/team-admin';
const ALICE = 'arn:aws:iam::111122223333:user/alice';

function record(id: number, extra: object): object {
  return {
    eventVersion: '1.10',
    eventID: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    eventTime: `2024-03-01T10:00:${String(id).padStart(2, '0')}Z`,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: 'us-east-1',
    sourceIPAddress: '8.8.8.8',
    recipientAccountId: '111122223333',
    ...extra,
  };
}

const alice = { type: 'IAMUser', userName: 'alice', arn: ALICE, accountId: '111122223333' };
const admin = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLE:sam',
  arn: 'arn:aws:sts::111122223333:assumed-role/team-admin/sam',
  accountId: '111122223333',
  sessionContext: { sessionIssuer: { type: 'Role', arn: ROLE, userName: 'team-admin' } },
};
const signIn = { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } };

const RECORDS = [
  record(1, { userIdentity: alice }),
  record(2, { userIdentity: admin }),
  record(3, { userIdentity: alice, ...signIn }),
];

const administered = async (): Promise<number> =>
  open
    ? (await countEvents(open.database, { query: 'administrator:true', from: null, to: null })).events
    : -1;

describe('the settings of a case', () => {
  it('are what the data says until something is set', async () => {
    open = await createTestCase(RECORDS);
    expect(await readSettings(open.database)).toMatchObject({
      settings: {
        homeCountries: null,
        administratorsAdded: [],
        administratorsRemoved: [],
        shortLivedMinutes: 10,
      },
      homeCountries: ['US'],
      administrators: [{ principal: ROLE, reason: 'is a role named admin', removed: false }],
      countries: [{ code: 'US', name: 'United States', events: 3 }],
    });
    expect(await administered()).toBe(1);
  });

  it('hold from the moment they are written, and can be taken back', async () => {
    open = await createTestCase(RECORDS);
    const before = await readSettings(open.database);
    const settings = {
      homeCountries: ['DE', 'FR'],
      administratorsAdded: [ALICE],
      administratorsRemoved: [ROLE],
      shortLivedMinutes: 30,
    };
    await writeSettings(open.database, settings);
    expect(await readSettings(open.database)).toMatchObject({
      settings,
      homeCountries: ['DE', 'FR'],
      administrators: [
        { principal: ROLE, removed: true },
        { principal: ALICE, reason: 'added in the case settings', removed: false },
      ],
    });
    expect(await administered()).toBe(2);
    await writeSettings(open.database, before.settings);
    expect(await readSettings(open.database)).toEqual(before);
  });
});
