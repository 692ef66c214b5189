import { afterEach, describe, expect, it } from 'vitest';
import { type EntityPage, type EntityRef, entityType } from '../../../preload/contract/model/entity.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { countEvents } from '../count.ts';
import { createTestCase, type TestCase, type TestPlace } from '../test-case.ts';
import { readEntity } from './entity.ts';

const EVERYTHING: Scope = { query: '', from: null, to: null };
const ACCOUNT = '111122223333';
const PLACE: TestPlace = {
  address: '203.0.113.7',
  source_class: 'public4',
  country: 'SE',
  country_name: 'Sweden',
  subdivision: 'Stockholm County',
  city: 'Stockholm',
  latitude: 59.33,
  longitude: 18.07,
  asn: 64_500,
  network: 'Example Networks',
};

let testCase: TestCase;
let made = 0;

afterEach(() => testCase.close());

/** A record with an id and a time of its own, a minute after the one before. */
function record(eventName: string, extra: object = {}): object {
  made += 1;
  return {
    eventVersion: '1.08',
    eventID: `event-${made}`,
    eventTime: new Date(Date.UTC(2024, 2, 1, 10, made % 600)).toISOString().replace('.000', ''),
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: PLACE.address,
    userAgent: 'aws-cli/2',
    recipientAccountId: ACCOUNT,
    readOnly: false,
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDASP2TPHJSQH3FJXYZA',
      arn: `arn:aws:iam::${ACCOUNT}:user/ana`,
      accountId: ACCOUNT,
      userName: 'ana',
      accessKeyId: 'AKIASP2TPHJSQH3FJXYZ',
    },
    ...extra,
  };
}

async function open(...records: readonly object[]): Promise<void> {
  testCase = await createTestCase(records, [PLACE]);
}

function page(type: EntityRef['type'], value: string, scope: Partial<Scope> = {}): Promise<EntityPage> {
  const input = { entity: { type, value }, scope: { ...EVERYTHING, ...scope } };
  return readEntity(testCase.database, input, new AbortController().signal);
}

const listOf = ({ lists }: EntityPage, field: string) => lists.find((list) => list.field === field);

describe('an entity', () => {
  it.each(entityType.options)('of type %s that the case has nothing of has no events', async (type) => {
    await open(record('ListUsers'));
    const found = await page(type, 'nothing of this name');
    expect(found).toMatchObject({ events: 0, firstAt: null, lastAt: null, place: null });
    expect(found.outcomes).toEqual({ success: 0, denied: 0, failed: 0 });
    expect(found.changes.map(({ events, latest }) => [events, latest.length])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(found.lists.every(({ distinct, missing }) => distinct === 0 && missing === 0)).toBe(true);
  });

  it('is counted within the query and the range it is asked in', async () => {
    await open(
      record('CreateUser'),
      record('CreateRole'),
      record('DeleteUser', { errorCode: 'AccessDenied' }),
    );
    expect((await page('actor', 'ana')).outcomes).toEqual({ success: 2, denied: 1, failed: 0 });
    const denied = await page('actor', 'ana', { query: 'outcome:denied OR eventName:CreateRole' });
    expect(denied.events).toBe(2);
    expect(denied.scope.query).toBe('(outcome:denied OR eventName:CreateRole) AND actor:ana');
    expect((await page('actor', 'ana', { to: '2000-01-01T00:00:00Z' })).events).toBe(0);
  });

  it('refuses a broken query', async () => {
    await open(record('ListUsers'));
    await expect(page('actor', 'ana', { query: 'outcome:(' })).rejects.toThrow();
  });

  it.each([
    `a' or 1=1 --`,
    'a" AND outcome:*',
    '*',
    'OR',
    'back\\slash',
    'line\nend',
    '\u202egnirts',
    '🙂🙂',
    '${x}',
    'a'.repeat(3000),
  ])('whose value is hostile (%j) is that value and nothing else', async (value) => {
    await open(record('ListUsers', { userAgent: value }), record('ListUsers'));
    const found = await page('user-agent', value);
    expect(found.events).toBe(1);
    expect((await countEvents(testCase.database, found.scope)).events).toBe(1);
    const seen = await page('actor', 'ana');
    expect(listOf(seen, 'userAgent')?.values.map((one) => one.value)).toContain(value);
  });

  it('has no list of what it is itself', async () => {
    await open(record('ListUsers'));
    expect(listOf(await page('address', PLACE.address), 'sourceIPAddress')).toBeUndefined();
    expect(listOf(await page('account', ACCOUNT), 'account')).toBeDefined();
  });

  it('tells the rarest calls apart once there are more than fit', async () => {
    await open(
      ...Array.from({ length: 12 }, (_, index) => record(`List${'ABCDEFGHIJKL'.charAt(index)}`)),
      record('ListA'),
    );
    const lists = (await page('actor', 'ana')).lists.filter(({ field }) => field === 'eventName');
    expect(lists.map(({ order, distinct }) => [order, distinct])).toEqual([
      ['common', 12],
      ['rare', 12],
    ]);
    expect(lists[0]?.values[0]).toMatchObject({ value: 'ListA', events: 2 });
    expect(lists[1]?.values.map(({ value }) => value)).not.toContain('ListA');
  });

  it('counts together what a query finds together, whatever its case', async () => {
    const mfa = (MFAUsed: string) => record('ConsoleLogin', { additionalEventData: { MFAUsed } });
    await open(mfa('Yes'), mfa('Yes'), mfa('YES'), mfa('No'), record('ListUsers'));
    expect(listOf(await page('actor', 'ana'), 'additionalEventData.MFAUsed')).toMatchObject({
      distinct: 2,
      missing: 1,
      values: [
        { value: 'Yes', events: 3 },
        { value: 'No', events: 1 },
      ],
    });
  });
});

describe('an address', () => {
  it('has its place, in its own page and in the lists of others', async () => {
    await open(record('ListUsers'));
    const place = { country: 'SE', city: 'Stockholm', asn: 64_500, network: 'Example Networks' };
    expect((await page('address', PLACE.address)).place).toMatchObject(place);
    expect(listOf(await page('actor', 'ana'), 'sourceIPAddress')?.values[0]?.place).toMatchObject(place);
  });

  it('is found however an IPv6 address is written', async () => {
    await open(record('ListUsers', { sourceIPAddress: '2001:db8::1' }));
    const found = await page('address', '2001:0DB8:0:0:0:0:0:1');
    expect(found.events).toBe(1);
    expect(found.place?.sourceClass).toBeTypeOf('string');
  });
});

describe('an account', () => {
  it('is foreign where none of its trails is in the case', async () => {
    await open(record('AssumeRole', { userIdentity: { type: 'AWSAccount', accountId: '999988887777' } }));
    expect((await page('account', ACCOUNT)).foreign).toBe(false);
    expect(await page('account', '999988887777')).toMatchObject({ foreign: true, events: 1 });
  });
});

describe('an access key', () => {
  const KEY = 'ASIAY34FZKBOKMUTVV7A';
  const session = (began: string | null) => ({
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAY34FZKBOKMUTVV7AB:work',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/work`,
      accountId: ACCOUNT,
      accessKeyId: KEY,
      ...(began === null ? {} : { sessionContext: { attributes: { creationDate: began } } }),
    },
  });
  const issue = (extra: object = {}) =>
    record('AssumeRole', {
      eventSource: 'sts.amazonaws.com',
      readOnly: true,
      responseElements: { credentials: { accessKeyId: KEY, sessionToken: 'x' } },
      ...extra,
    });

  it('of a session leads to the call that issued it, which is recorded as a read', async () => {
    const issued = issue() as { readonly eventTime: string };
    await open(issued, issue({ responseElements: null }), record('CreateUser', session(issued.eventTime)));
    const { key } = await page('access-key', KEY);
    expect(key?.issued).toMatchObject([
      { eventName: 'AssumeRole', actor: 'ana', eventTime: issued.eventTime },
    ]);
  });

  it.each([null, '2001-01-01T00:00:00Z', 'not a time'])(
    'is traced where the beginning of its session (%s) does not lead there',
    async (began) => {
      await open(issue(), record('CreateUser', session(began)));
      expect((await page('access-key', KEY)).key?.issued).toHaveLength(1);
    },
  );

  it('is traced in the whole case, and where it was never used', async () => {
    await open(issue());
    const { key, events } = await page('access-key', KEY, { query: 'eventName:Nothing' });
    expect({ events, issued: key?.issued.length }).toEqual({ events: 0, issued: 1 });
  });

  it('of a user leads to the calls that created, changed and tried to delete it', async () => {
    const id = 'AKIASP2TPHJSQH3FJXYZ';
    await open(
      record('CreateAccessKey', { responseElements: { accessKey: { accessKeyId: id, userName: 'ana' } } }),
      record('CreateAccessKey', { responseElements: { accessKey: { accessKeyId: 'AKIASP2TPHJSQOTHERXX' } } }),
      record('UpdateAccessKey', { requestParameters: { accessKeyId: id, status: 'Inactive' } }),
      record('DeleteAccessKey', { requestParameters: { accessKeyId: id }, errorCode: 'AccessDenied' }),
    );
    const { key } = await page('access-key', id.toLowerCase());
    expect(key?.issued.map(({ eventName }) => eventName)).toEqual(['CreateAccessKey']);
    expect(key?.changed.map(({ eventName, outcome }) => [eventName, outcome])).toEqual([
      ['UpdateAccessKey', 'success'],
      ['DeleteAccessKey', 'denied'],
    ]);
  });

  it('tells its kind and its account, and whether that is foreign', async () => {
    await open(record('ListUsers', { recipientAccountId: '171436882533' }));
    expect((await page('access-key', 'AKIASP2TPHJSQH3FJXYZ')).key).toMatchObject({
      prefix: 'AKIA',
      meaning: 'long-term access key',
      account: '171436882533',
      foreign: false,
    });
    expect((await page('access-key', KEY)).key).toMatchObject({ account: '609629065308', foreign: true });
    expect((await page('access-key', 'AKIAIOSFODNN7EXAMPLE')).key).toMatchObject({
      account: null,
      foreign: null,
      notDecodable: expect.stringContaining('2019'),
    });
  });
});

describe('the unique ids behind a name', () => {
  it('are two where a user was deleted and made again, and each opens its events', async () => {
    const again = {
      userIdentity: {
        type: 'IAMUser',
        principalId: 'AIDASP2TPHJSQH3FJXYZB',
        userName: 'ana',
        accountId: ACCOUNT,
      },
    };
    await open(record('ListUsers'), record('ListUsers'), record('ListUsers', again));
    const { principals, scope } = await page('actor', 'ana');
    expect(principals?.values.map(({ id, meaning, events }) => [id, meaning, events])).toEqual([
      ['AIDASP2TPHJSQH3FJXYZA', 'IAM user', 2],
      ['AIDASP2TPHJSQH3FJXYZB', 'IAM user', 1],
    ]);
    for (const { query, events } of principals?.values ?? []) {
      const within = { ...scope, query: joinQueries(scope.query, query) };
      expect((await countEvents(testCase.database, within)).events).toBe(events);
    }
  });

  it('are those of a role, without the names of its sessions', async () => {
    const role = (session: string) =>
      record('ListUsers', {
        userIdentity: {
          type: 'AssumedRole',
          principalId: `AROAY34FZKBOKMUTVV7AB:${session}`,
          arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/${session}`,
          accountId: ACCOUNT,
        },
      });
    await open(role('a'), role('b * "c"'));
    const { principals, scope } = await page('role', `arn:aws:iam::${ACCOUNT}:role/app`);
    expect(principals).toMatchObject({ distinct: 1, values: [{ id: 'AROAY34FZKBOKMUTVV7AB', events: 2 }] });
    const query = joinQueries(scope.query, principals?.values[0]?.query ?? '');
    expect((await countEvents(testCase.database, { ...scope, query })).events).toBe(2);
  });
});

describe('changes', () => {
  it('are successful writes by what they do; reads, failures and sign-ins are none', async () => {
    await open(
      record('CreateUser'),
      record('RunInstances'),
      record('BatchDeleteImage'),
      record('AttachUserPolicy'),
      record('CreateUser', { errorCode: 'AccessDenied' }),
      record('DescribeInstances', { readOnly: true }),
      record('ConsoleLogin', {
        eventType: 'AwsConsoleSignIn',
        responseElements: { ConsoleLogin: 'Success' },
      }),
    );
    const { changes } = await page('actor', 'ana');
    expect(changes.map(({ kind, latest }) => [kind, latest.map(({ eventName }) => eventName)])).toEqual([
      ['created', ['RunInstances', 'CreateUser']],
      ['deleted', ['BatchDeleteImage']],
      ['changed', ['AttachUserPolicy']],
    ]);
  });

  it('are the latest of many, with their whole number', async () => {
    await open(...Array.from({ length: 25 }, () => record('CreateUser')));
    const [created] = (await page('account', ACCOUNT)).changes;
    expect(created?.events).toBe(25);
    expect(created?.latest).toHaveLength(20);
  });
});
