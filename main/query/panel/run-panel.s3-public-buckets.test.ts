import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('s3-public');
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));
const changes = (options: Record<string, string> = {}) =>
  pick('public-buckets-table', ['requestParameters.bucketName', 'change', 'outcome'], options);

describe('public buckets', () => {
  it('are opened by policies as well as by ACLs', async () => {
    expect((await dashboard.run('public-buckets')).rows).toMatchObject([
      { events: 8, buckets: 4, by_acl: 4, by_policy: 4 },
    ]);
  });

  it('are told by authenticated-read and by full control, too', async () => {
    const rows = await changes();
    const legacy = 'Bucket created with an ACL for everybody: authenticated-read';
    expect(rows).toContainEqual(['example-legacy', legacy, 'success']);
    const full = 'Bucket ACL for everybody: FULL_CONTROL to AllUsers';
    expect(rows).toContainEqual(['example-exports', full, 'success']);
  });

  it('are told whether Statement, Principal and the policy are text, list or object', async () => {
    const policies = (await changes({ calls: 'public' })).filter(([, change]) =>
      String(change).startsWith('Bucket policy'),
    );
    expect(policies).toEqual([
      ['example-web', 'Bucket policy lets everybody in: all but s3:DeleteObject', 'success'],
      ['example-web', 'Bucket policy lets everybody in: s3:*', 'success'],
      ['example-assets', 'Bucket policy lets everybody in: s3:GetObject', 'success'],
      ['example-exports', 'Bucket policy lets everybody in: s3:GetObject, s3:ListBucket', 'success'],
      ['example-locked', 'Bucket policy lets everybody in: s3:GetObject, s3:ListBucket', 'denied'],
    ]);
  });

  it('are not those whose policy has a restricting condition, a service or a Deny', async () => {
    const buckets = await pick('public-buckets-timeline', ['requestParameters.bucketName']);
    for (const bucket of ['example-private', 'example-logs', 'example-odd']) {
      expect(buckets).not.toContainEqual([bucket]);
    }
  });

  it('are no attempts: what was refused stands beside (P3)', async () => {
    expect((await dashboard.run('public-buckets')).rows).toMatchObject([
      { failed_attempts: 2, acls_disabled: 1, access_denied: 1 },
    ]);
    expect(await pick('public-buckets-timeline', ['requestParameters.bucketName'])).not.toContainEqual([
      'example-locked',
    ]);
    const refused = (await pick('public-buckets-table', ['outcome', 'errorCode'])).filter(
      ([outcome]) => outcome !== 'success',
    );
    expect(refused).toEqual([
      ['denied', 'AccessDenied'],
      ['denied', 'AccessDenied'],
      ['failed', 'AccessControlListNotSupported'],
    ]);
  });

  it('are opened on somebody’s behalf, too', async () => {
    expect(await pick('public-buckets-table', ['actor', 'sourceIPAddress'])).toContainEqual([
      'alice',
      'cloudformation.amazonaws.com',
    ]);
  });

  it('over time are told by how', async () => {
    const rows = await pick('public-buckets-timeline', ['requestParameters.bucketName', 'publicAccess']);
    expect(rows).toContainEqual(['example-exports', 'grant']);
    expect(rows).toContainEqual(['example-exports', 'policy']);
  });

  it('are 0 where S3 was managed and nothing opened', async () => {
    const scope = { from: '2024-03-04T15:00:00Z', to: '2024-03-04T16:00:00Z' };
    expect((await dashboard.run('public-buckets', {}, scope)).rows).toMatchObject([
      { events: 0, buckets: 0, first_at: null, protection_weakened: 7 },
    ]);
  });
});

describe('weakened protection', () => {
  it('is listed with what each call means (P14)', async () => {
    const rows = await changes();
    for (const row of [
      ['example-web', 'Block Public Access off: RestrictPublicBuckets', 'success'],
      [null, 'Block Public Access of the account off: BlockPublicPolicy', 'success'],
      ['example-assets', 'Block Public Access of the bucket removed', 'success'],
      [null, 'Block Public Access of the account removed', 'denied'],
      ['example-exports', 'ACLs count again: Object Ownership ObjectWriter', 'success'],
      ['example-web', 'ACLs count again: Object Ownership BucketOwnerPreferred', 'success'],
      ['example-web', 'The bucket answers as a website', 'success'],
      [null, 'Access point policy lets everybody in: s3:GetObject', 'success'],
    ]) {
      expect(rows).toContainEqual(row);
    }
  });

  it('is not strengthened protection, nor a record that does not say', async () => {
    const buckets = (await changes()).map(([bucket]) => bucket);
    expect(buckets).not.toContain('example-private');
    expect(buckets).not.toContain('example-logs');
  });

  it('is no network activity, which repeats it (P12)', async () => {
    const removed = (await changes()).filter(([, change]) =>
      String(change).endsWith('of the bucket removed'),
    );
    expect(removed).toHaveLength(1);
  });

  it('of an unexpected shape is listed once it is not what protects', async () => {
    const odd = (await changes()).filter(([bucket]) => bucket === 'example-odd').map(([, change]) => change);
    expect(odd).toEqual([
      'ACLs count again: Object Ownership is not BucketOwnerEnforced',
      'Block Public Access off: IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets',
      'Block Public Access off: BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets',
    ]);
  });

  it('can be left out, and so can attempts', async () => {
    expect(await changes()).toHaveLength(22);
    expect(await changes({ outcome: 'success' })).toHaveLength(19);
    expect(await changes({ calls: 'public' })).toHaveLength(11);
    expect(await changes({ calls: 'public', outcome: 'success' })).toHaveLength(9);
  });
});
