import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InvictusCase, isThere, openInvictusCase, type RawRecord, tally } from './test-case.invictus.ts';

type Statement = {
  readonly Effect?: string;
  readonly Principal?: string | { readonly AWS?: string | readonly string[] };
};
type S3Record = RawRecord & {
  readonly requestParameters?: {
    readonly 'x-amz-acl'?: string;
    readonly bucketPolicy?: { readonly Statement?: readonly Statement[] };
  } | null;
};

const WEAKENING =
  /^((Put|Delete)(Bucket|Account)PublicAccessBlock|PutBucketOwnershipControls|PutBucketWebsite|PutAccessPointPolicy)$/;

function isPublic({ requestParameters: request }: S3Record): boolean {
  const statements = request?.bucketPolicy?.Statement ?? [];
  return (
    /^(public-|authenticated-)/.test(request?.['x-amz-acl'] ?? '') ||
    /groups\/global\/(AllUsers|AuthenticatedUsers)/.test(JSON.stringify(request ?? null)) ||
    statements.some(({ Effect, Principal }) => {
      const who = typeof Principal === 'object' ? Principal.AWS : Principal;
      return Effect === 'Allow' && [who].flat().includes('*');
    })
  );
}

describe.runIf(isThere)('public objects and buckets of the Invictus data set', () => {
  let invictus: InvictusCase;
  let s3: readonly S3Record[] = [];

  beforeAll(async () => {
    invictus = await openInvictusCase();
    s3 = invictus.records.filter((record) => record.eventSource === 's3.amazonaws.com');
  });
  afterAll(() => invictus.close());

  it('has calls that could open a bucket, and none that does', () => {
    const could = s3.filter(({ eventName }) =>
      /^(CreateBucket|PutBucketAcl|PutBucketPolicy)$/.test(eventName),
    );
    expect(tally(could, ({ eventName }) => eventName)).toEqual({ CreateBucket: 5, PutBucketPolicy: 3 });
    expect(s3.filter(isPublic)).toEqual([]);
    expect(s3.filter(({ eventName }) => WEAKENING.test(eventName))).toEqual([]);
  });

  it('public buckets are none, a policy for another account not counted as public', async () => {
    const { rows } = await invictus.run('s3-public/public-buckets');
    expect(rows).toMatchObject([
      { events: s3.filter(isPublic).length, buckets: 0, failed_attempts: 0, protection_weakened: 0 },
    ]);
    for (const name of ['public-buckets-timeline', 'public-buckets-table']) {
      expect(await invictus.run(`s3-public/${name}`), name).toMatchObject({ rows: [], logged: true });
    }
  });

  it('objects cannot be seen, because no data event is logged', async () => {
    expect(s3.filter(({ eventCategory }) => eventCategory === 'Data')).toEqual([]);
    for (const { info } of invictus.catalogue.panels.values()) {
      if (!/^s3-public\/.*objects/.test(info.id)) continue;
      expect(await invictus.run(info.id), info.id).toMatchObject({ rows: [], logged: false });
    }
  });
});
