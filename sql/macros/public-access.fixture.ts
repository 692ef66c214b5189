import { readFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

const FILES = ['./public-access.sql', './public-protection.sql'].map(
  (name) => new URL(name, import.meta.url),
);

/** A request to S3, or the JSON text of one. */
type Request = unknown;

/** The macros about public access in a database of their own. */
export type PublicAccessMacros = {
  readonly connection: DuckDBConnection;
  /** How a call with this request would give access to everybody. */
  readonly access: (event: string | null, request: Request) => Promise<string | null>;
  /** What the ACL of the request gives to everybody, in words. */
  readonly aclText: (request: Request) => Promise<string | null>;
  /** What the policy in the request lets everybody do. */
  readonly policyText: (event: string, request: Request) => Promise<string | null>;
  /** How a call with this request weakens what keeps a bucket closed. */
  readonly weakened: (event: string, request: Request) => Promise<string | null>;
  readonly close: () => void;
};

/** Opens the macros; the caller closes them. */

export async function openPublicAccessMacros(): Promise<PublicAccessMacros> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const statement of FILES.flatMap((file) => readFileSync(file, 'utf8').split(/;\s*\n/))) {
    if (statement.trim() !== '') await connection.run(statement);
  }
  const evaluate = async (expression: string, event: string | null, request: Request) => {
    const text = typeof request === 'string' || request === null ? request : JSON.stringify(request);
    const sql = `select (${expression})::varchar
      from (select $event::varchar as event, $text::json as request)`;
    const value = (await connection.runAndReadAll(sql, { event, text })).getRows()[0]?.[0];
    return typeof value === 'string' ? value : null;
  };
  return {
    connection,
    access: (event, request) => evaluate('public_access_of(event, request)', event, request),
    aclText: (request) => evaluate('public_acl_text(request)', null, request),
    policyText: (event, request) => evaluate('public_policy_text_of(event, request)', event, request),
    weakened: (event, request) => evaluate('weakened_protection(event, request)', event, request),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
export const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

/** The calls that may carry an ACL. */
export const ACL_EVENTS = [
  'CreateBucket',
  'PutBucketAcl',
  'PutObject',
  'PutObjectAcl',
  'CopyObject',
  'PostObject',
  'CreateMultipartUpload',
];

/** A statement that lets everybody read. */
export const ALLOW = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::example/*',
};

/** The request of PutBucketPolicy with these statements. */
export const bucketPolicy = (statement: unknown) => ({
  bucketPolicy: { Version: '2012-10-17', Statement: statement },
});
