import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ACL_EVENTS,
  ALL_USERS,
  AUTHENTICATED_USERS,
  openPublicAccessMacros,
  type PublicAccessMacros,
} from './public-access.fixture.ts';

let macros: PublicAccessMacros;
beforeAll(async () => {
  macros = await openPublicAccessMacros();
});
afterAll(() => macros.close());

const access: PublicAccessMacros['access'] = (event, request) => macros.access(event, request);
const aclText: PublicAccessMacros['aclText'] = (request) => macros.aclText(request);
const document = (grant: unknown) => ({ AccessControlPolicy: { AccessControlList: { Grant: grant } } });
const grantee = (uri: string, permission = 'READ') => ({ Grantee: { URI: uri }, Permission: permission });

describe('a canned ACL', () => {
  it.each(ACL_EVENTS)('opens something to everybody in %s', async (event) => {
    for (const acl of ['public-read', 'public-read-write', 'authenticated-read', 'Public-Read']) {
      expect(await access(event, { bucketName: 'example', 'x-amz-acl': acl }), acl).toBe('acl');
      expect(await aclText({ 'x-amz-acl': acl })).toBe(acl.toLowerCase());
    }
  });

  it.each([
    'private',
    'bucket-owner-read',
    'bucket-owner-full-control',
    'aws-exec-read',
    'log-delivery-write',
    'not-public-read',
    'public-reader',
    'public',
    '',
  ])('“%s” does not', async (acl) => {
    expect(await access('PutObject', { 'x-amz-acl': acl })).toBeNull();
    expect(await aclText({ 'x-amz-acl': acl })).toBeNull();
  });

  it('may be a list, as in old records, or stand in accessControlList', async () => {
    expect(await access('PutBucketAcl', { acl: [''], 'x-amz-acl': ['public-read'] })).toBe('acl');
    expect(await access('PutBucketAcl', { acl: [''], 'x-amz-acl': ['private'] })).toBeNull();
    expect(await access('PutObject', { accessControlList: { 'x-amz-acl': 'public-read' } })).toBe('acl');
  });

  it('is called acl in a form', async () => {
    expect(await access('PostObject', { bucketName: 'example', acl: 'public-read' })).toBe('acl');
    expect(await access('PutObjectAcl', { bucketName: 'example', acl: '' })).toBeNull();
  });

  it('counts in no other call, read or written', async () => {
    for (const event of ['GetObject', 'GetBucketAcl', 'UploadPart', 'PutBucketPolicy', 'DeleteObject']) {
      expect(await access(event, { 'x-amz-acl': 'public-read' }), event).toBeNull();
    }
  });
});

describe('a grant', () => {
  it.each([
    ['x-amz-grant-read', 'READ'],
    ['x-amz-grant-read-acp', 'READ_ACP'],
    ['x-amz-grant-write', 'WRITE'],
    ['x-amz-grant-write-acp', 'WRITE_ACP'],
    ['x-amz-grant-full-control', 'FULL_CONTROL'],
  ])('by the header %s opens something to everybody', async (header, permission) => {
    for (const value of [
      `uri=${ALL_USERS}`,
      `uri="${ALL_USERS}"`,
      [`uri="${ALL_USERS}"`],
      `id="abc", uri="${ALL_USERS}"`,
    ]) {
      for (const request of [{ [header]: value }, { accessControlList: { [header]: value } }]) {
        expect(await access('PutObjectAcl', request)).toBe('grant');
        expect(await aclText(request)).toBe(`${permission} to AllUsers`);
      }
    }
    expect(await access('PutObject', { [header]: `uri=${AUTHENTICATED_USERS}` })).toBe('grant');
    expect(await access('PutObject', { [header]: 'id="abc"' })).toBeNull();
    const underscored = { AccessControlList: { [header.replaceAll('-', '_')]: `uri=${ALL_USERS}` } };
    expect(await access('PutObjectAcl', underscored)).toBe('grant');
  });

  it('in the document of an ACL may stand alone or in a list', async () => {
    const owner = { Grantee: { ID: 'abc', 'xsi:type': 'CanonicalUser' }, Permission: 'FULL_CONTROL' };
    const logs = grantee('http://acs.amazonaws.com/groups/s3/LogDelivery', 'WRITE');
    expect(await access('PutBucketAcl', document(grantee(ALL_USERS)))).toBe('grant');
    expect(await access('PutBucketAcl', document([owner, grantee(AUTHENTICATED_USERS)]))).toBe('grant');
    expect(await access('PutBucketAcl', document(owner))).toBeNull();
    expect(await access('PutBucketAcl', document([owner, logs]))).toBeNull();
  });

  it('is told with its permission, each once', async () => {
    const request = {
      'x-amz-grant-read': `uri=${ALL_USERS}, uri=${AUTHENTICATED_USERS}, uri=${ALL_USERS}`,
      ...document([
        grantee(ALL_USERS, 'WRITE'),
        grantee(ALL_USERS, 'WRITE'),
        { Grantee: { URI: ALL_USERS } },
      ]),
    };
    expect(await aclText(request)).toBe(
      'READ to AllUsers, READ to AuthenticatedUsers, WRITE to AllUsers, access to AllUsers',
    );
  });

  it('to a group whose name only begins alike, or in another place of the request, is none', async () => {
    expect(await access('PutBucketAcl', document(grantee(`${ALL_USERS}Else`)))).toBeNull();
    expect(
      await access('PutObject', { 'x-amz-grant-read': `uri=https://example.com/${ALL_USERS}x` }),
    ).toBeNull();
    const owner = {
      AccessControlPolicy: { Owner: { DisplayName: ALL_USERS }, AccessControlList: { Grant: [] } },
    };
    expect(await access('PutBucketAcl', owner)).toBeNull();
    expect(
      await access('PutObject', { 'x-amz-meta-note': ALL_USERS, 'x-amz-tagging': ALL_USERS }),
    ).toBeNull();
  });
});

describe('a name', () => {
  it('that holds the word of a public ACL opens nothing', async () => {
    const request = {
      bucketName: 'example-public-read',
      key: `public-read/AllUsers/${ALL_USERS}`,
      'x-amz-copy-source': 'example/authenticated-read',
      'x-amz-acl': 'private',
    };
    for (const event of ACL_EVENTS) expect(await access(event, request), event).toBeNull();
    expect(await aclText(request)).toBeNull();
  });
});
