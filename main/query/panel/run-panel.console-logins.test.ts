import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('console-logins');
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

describe('every panel of console logins', () => {
  it('is empty where nobody signed in, and says so in its header', async () => {
    for (const info of dashboard.panels) {
      const result = await dashboard.run(info.id.split('/')[1] ?? '', {}, { to: '2024-03-04T08:00:00Z' });
      expect(result.rows, info.id).toEqual([]);
      expect(info.empty, info.id).not.toBe('');
    }
  });
});

describe('the map of sign-ins', () => {
  it('counts sign-ins without a place beside the map (P2)', async () => {
    expect((await dashboard.run('geo-location-of-all-users')).unplaced).toEqual([
      { sourceClass: 'private', events: 1 },
      { sourceClass: 'public4', events: 1 },
    ]);
  });

  it('can show one result alone', async () => {
    expect(await pick('geo-location-of-all-users', ['country', 'events'], { result: 'Failure' })).toEqual([
      ['NL', 6],
      ['DE', 1],
    ]);
  });
});

describe('sign-ins over time', () => {
  it('count ConsoleLogin alone, in any region and of older records too (P8, P9)', async () => {
    const rows = await pick('logins-over-time', ['events']);
    expect(rows.reduce((sum, [events]) => sum + Number(events), 0)).toBe(26);
  });

  it('keep people who share an SSO role apart (P1)', async () => {
    const actors = (await pick('login-events-by-user', ['actor'])).map(String);
    expect(actors.filter((actor) => actor.includes('AWSReservedSSO'))).toHaveLength(2);
  });
});

describe('several addresses', () => {
  it('are counted for successes only, so that sprayed and unknown users do not appear (P10)', async () => {
    const actors = (await pick('logins-from-multiple-ip', ['actor'])).map(String);
    expect(actors).toEqual(['alice', 'bob', 'dave', 'ivan', 'root@111122223333']);
  });

  it('are counted per session, not per role (P1)', async () => {
    const actors = (await pick('logins-from-multiple-ip', ['actor'])).map(String);
    expect(actors.filter((actor) => actor.startsWith('role/'))).toEqual([]);
  });

  it('can be judged by network, which sees past dual stack and changing lines', async () => {
    expect(await pick('logins-from-multiple-ip', ['actor', 'networks'], { differ: 'network' })).toEqual([
      ['alice', 3],
      ['root@111122223333', 2],
    ]);
  });
});

describe('the home countries', () => {
  const panel = 'logins-from-outside-the-home-countries';

  it('are where most successful sign-ins of the whole case come from, whatever the range', async () => {
    const { rows } = await dashboard.run(panel, {}, { from: '2024-03-06T00:00:00Z' });
    expect(new Set(rows.map((row) => row.home_countries))).toEqual(new Set(['US']));
  });

  it('can be set in the case', async () => {
    const { database } = dashboard.case;
    const set = `insert into "case".case_property values ('home_countries', '["US", "DE"]')`;
    await database.write((connection) => connection.run(set));
    const { rows, messages } = await dashboard.run(panel);
    await database.write((connection) =>
      connection.run(`delete from "case".case_property where name = 'home_countries'`),
    );
    expect(new Set(rows.map((row) => row.country))).toEqual(new Set(['NL', null]));
    expect(messages.query).toBe('eventName:ConsoleLogin AND NOT country:(US OR DE)');
  });

  it('never hold an address without a place (P2)', async () => {
    expect(await pick(panel, ['actor', 'no_place'])).toContainEqual(['ivan', 'private']);
  });
});

describe('outliers', () => {
  const outliers = async (name: string) =>
    (await dashboard.run(name)).rows.filter((row) => row.outlier).map((row) => row.bucket_at);

  it('are buckets above the band; the first sign-in and quiet nights are none', async () => {
    expect(await outliers('outlier-success-login')).toEqual(['2024-03-05T07:00:00Z']);
    expect(await outliers('outlier-failed-login')).toEqual(['2024-03-06T01:00:00Z']);
  });

  it('are not sought in the last bucket while it is unfinished', async () => {
    const last = (await dashboard.run('outlier-success-login')).rows.at(-1);
    expect(last).toMatchObject({ bucket_at: '2024-03-06T05:00:00Z', events: 4, upper: null, outlier: false });
    const whole = await dashboard.run('outlier-success-login', {}, { to: '2024-03-06T06:00:00Z' });
    expect(whole.rows.at(-1)).toMatchObject({ events: 4, upper: 3, outlier: true });
  });
});

describe('the comparison of two days', () => {
  it('ends where the range ends, and reads two days however short the range is', async () => {
    const scope = { from: '2024-03-05T09:00:00Z', to: '2024-03-05T10:00:00Z' };
    const result = await dashboard.run('login-results-one-day-time-comparison', {}, scope);
    expect(result.rows).toMatchObject([
      { result: 'Success', events: 9, events_day_before: 3 },
      { result: 'Failure', events: 0, events_day_before: 1 },
    ]);
    expect(result.messages).toMatchObject({ from: '2024-03-03T10:00:00.000Z', to: scope.to });
  });
});

describe('sign-ins without MFA', () => {
  it('have root on top and federated users in rows of their own (P7)', async () => {
    expect(await pick('logins-without-mfa', ['mfa', 'userIdentity.type', 'events'])).toEqual([
      ['No MFA (root)', 'Root', 1],
      ['No MFA', 'IAMUser', 2],
      ['No MFA', 'IAMUser', 2],
      ['MFA unknown (IdP)', 'AssumedRole', 3],
      ['MFA unknown (IdP)', 'FederatedUser', 1],
    ]);
  });

  it('include those that say nothing of MFA, and not those that say YES (P7)', async () => {
    expect(await pick('logins-without-mfa', ['actor', 'not_recorded'])).toContainEqual(['dave', 1]);
    expect((await dashboard.run('logins-without-mfa')).rows).toHaveLength(5);
  });

  it('can be those without AWS MFA alone, or the federated ones alone', async () => {
    expect(await pick('logins-without-mfa', ['actor'], { show: 'aws' })).toHaveLength(3);
    expect(await pick('logins-without-mfa', ['mfa'], { show: 'idp' })).toEqual([
      ['MFA unknown (IdP)'],
      ['MFA unknown (IdP)'],
    ]);
  });
});
