import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countEvents } from '../count.ts';
import { createTestCase, SQL_DIR } from '../test-case.ts';
import { loadPanelCatalogue } from './panel-catalogue.ts';
import { runPanel } from './run-panel.ts';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

const FIXTURE = join(import.meta.dirname, '../../../fixtures/archives/panels/s3-public.json');

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('s3-public');
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

/** The panels of objects: what a title begins with, and the names of its number, chart and table. */
const OBJECT_PANELS = [
  ['new-public-objects', 'new-public-objects-by-object-bucket', 'new-public-objects-table'],
  ['modified-public-objects', 'modified-public-objects-bucket', 'modified-public-objects-table'],
] as const;

describe('every panel of public objects and buckets', () => {
  it('says that a write refused by Object Ownership or Block Public Access is no exposure (P3)', () => {
    for (const { id, pitfalls } of dashboard.panels) {
      expect(pitfalls.join(' '), id).toMatch(/bucket owner enforced.+Block Public Access/);
    }
  });

  it('is empty before the first event of S3', async () => {
    for (const { id, empty } of dashboard.panels) {
      const result = await dashboard.run(id.split('/')[1] ?? '', {}, { to: '2024-03-04T08:00:00Z' });
      expect(result.rows, id).toEqual([]);
      expect(empty, id).not.toBe('');
    }
  });
});

describe('without data events of S3', () => {
  it('the panels of objects say that these are not logged instead of 0', async () => {
    const { Records } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as { Records: { eventName: string }[] };
    const { database, close } = await createTestCase(
      Records.filter(({ eventName }) => /Bucket|Account/.test(eventName)),
    );
    const catalogue = await loadPanelCatalogue(SQL_DIR);
    const scope = { query: '', from: null, to: null };
    for (const { id, absent } of dashboard.panels) {
      const input = { id, scope, options: {}, bucket: 'hour' } as const;
      const { rows, logged } = await runPanel(database, catalogue, input, new AbortController().signal);
      expect(logged, id).toBe(id.includes('buckets'));
      expect(rows.length > 0, id).toBe(id.includes('buckets'));
      if (!logged) expect(absent, id).toMatch(/^S3 data events are not logged in this data set/);
    }
    await close();
  });

  it('in the range alone, the number of objects says nothing, and 0 where there are some', async () => {
    const before = await dashboard.run('new-public-objects', {}, { to: '2024-03-04T09:00:00Z' });
    expect(before).toMatchObject({ rows: [], logged: true });
    const after = await dashboard.run('new-public-objects', {}, { from: '2024-03-04T13:00:00Z' });
    expect(after.rows).toMatchObject([{ events: 0, objects: 0, first_at: null, failed_attempts: 0 }]);
  });
});

describe('new public objects', () => {
  it('are those written with a canned ACL or a grant, by whichever call, each event once (P11)', async () => {
    const counted = await pick('new-public-objects-table', ['opened_by'], { outcome: 'success' });
    expect(counted.map(String).toSorted()).toEqual([
      'FULL_CONTROL to AuthenticatedUsers',
      'READ to AllUsers',
      'authenticated-read',
      ...Array.from({ length: 8 }, () => 'public-read'),
      'public-read-write',
    ]);
  });

  it('are no attempts: what was refused stands beside (P3)', async () => {
    const [row] = (await dashboard.run('new-public-objects')).rows;
    expect(row).toMatchObject({ events: 12, failed_attempts: 4, acls_disabled: 1, access_denied: 2 });
    const attempts = (await pick('new-public-objects-table', ['outcome', 'errorCode'])).filter(
      ([outcome]) => outcome !== 'success',
    );
    expect(attempts).toEqual([
      ['failed', 'NoSuchBucket'],
      ['denied', 'AccessDenied'],
      ['failed', 'AccessControlListNotSupported'],
      ['denied', 'AccessDenied'],
    ]);
  });

  it('may be written by nobody that is known, or by another account (P1)', async () => {
    const writers = await pick('new-public-objects-table', ['actor', 'userIdentity.accountId']);
    expect(writers).toContainEqual(['anonymous', 'ANONYMOUS_PRINCIPAL']);
    expect(writers).toContainEqual(['account/444455556666/AIDAPARTNEREXAMPLEEXA', '444455556666']);
  });

  it('are neither network activity nor objects of another service (P12)', async () => {
    const keys = (await pick('new-public-objects-table', ['requestParameters.key'])).map(String);
    expect(keys.filter((key) => key === 'from-vpc.txt')).toHaveLength(1);
    expect(keys).not.toContain('clip.mp4');
  });

  it('are not those whose name holds the words of a public ACL', async () => {
    const buckets = await pick('new-public-objects-table', ['requestParameters.bucketName']);
    expect(buckets).not.toContainEqual(['example-public-read']);
  });

  it('over time are shown by bucket, or by object', async () => {
    const panel = 'new-public-objects-by-object-bucket';
    const at = '2024-03-04T09:00:00Z';
    const buckets = await pick(panel, ['bucket_at', 'requestParameters.bucketName', 'events', 'objects']);
    expect(buckets.slice(0, 2)).toEqual([
      [at, 'example-assets', 4, 4],
      [at, 'example-exports', 2, 2],
    ]);
    const objects = await pick(panel, ['bucket_at', 'resource', 'events'], { by: 'resource' });
    expect(objects).toContainEqual([at, 'example-assets/a b/ü "quoted" *.txt', 1]);
    expect(objects).toHaveLength(11);
  });

  it('whose keys differ in case alone are one row, as one query finds both', async () => {
    const { rows } = await dashboard.run('new-public-objects-by-object-bucket', { by: 'resource' });
    expect(rows.filter(({ resource }) => /logo/i.test(String(resource)))).toMatchObject([
      { resource: 'example-assets/img/LOGO.PNG', events: 2, objects: 2 },
    ]);
  });
});

describe('modified public objects', () => {
  it('are those opened by canned ACL, by header or by document, not those closed', async () => {
    const rows = await pick('modified-public-objects-table', ['requestParameters.key', 'opened_by'], {
      outcome: 'success',
    });
    expect(rows).toEqual([
      ['old.txt', 'WRITE to AuthenticatedUsers'],
      ['exports/a.csv', 'public-read'],
      ['exports/b.csv', 'READ to AllUsers, READ_ACP to AllUsers'],
      ['exports/a.csv', 'READ to AllUsers'],
    ]);
  });

  it('count changes, and objects beside them', async () => {
    expect((await dashboard.run('modified-public-objects')).rows).toMatchObject([
      { events: 4, objects: 3, failed_attempts: 2, acls_disabled: 1, access_denied: 1 },
    ]);
    const byObject = await pick('modified-public-objects-bucket', ['resource', 'events'], { by: 'resource' });
    expect(byObject).toContainEqual(['example-exports/exports/a.csv', 2]);
  });
});

describe('the panels of new and of modified objects', () => {
  it.each(OBJECT_PANELS)('agree with each other: %s', async (number, chart, table) => {
    const [row] = (await dashboard.run(number)).rows;
    const sum = async (options: Record<string, string>) =>
      (await pick(chart, ['events'], options)).reduce((total, [events]) => total + Number(events), 0);
    expect(await sum({})).toBe(row?.events);
    expect(await sum({ by: 'resource' })).toBe(row?.events);
    expect(await pick(table, ['eventID'], { outcome: 'success' })).toHaveLength(Number(row?.events));
    const all = await dashboard.run(table);
    expect(all.rows).toHaveLength(Number(row?.events) + Number(row?.failed_attempts));
    expect((await countEvents(dashboard.case.database, all.messages)).events).toBe(all.rows.length);
  });
});
