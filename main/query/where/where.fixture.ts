import { readFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { FIELDS, type Field } from '../../../preload/contract/model/field.ts';
import { buildWhere } from './where.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type CloudTrailRecord = { readonly [key: string]: Json };

/** An event as the tests know it: its raw text, the record it holds, and the columns derived from elsewhere. */
export type TestEvent = {
  readonly raw: string;
  readonly record: CloudTrailRecord;
  readonly derived: { readonly [field: string]: string | number };
};

type Style = (record: CloudTrailRecord) => string;
const compact: Style = (record) => JSON.stringify(record);
const spaced: Style = (record) => JSON.stringify(record, null, 2);
const slashed: Style = (record) => compact(record).replaceAll('/', '\\/');
const asciiOnly: Style = (record) =>
  compact(record).replace(
    /[^ -~]|[<>&'=]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';

const TRUST = {
  userIdentity: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::123456789012:assumed-role/deploy/ci',
    principalId: 'AROAEXAMPLEEXAMPLE123:ci',
    accountId: '123456789012',
    accessKeyId: 'ASIAEXAMPLEEXAMPLE12',
    sessionContext: {
      attributes: { mfaAuthenticated: 'false', creationDate: '2023-07-10T10:00:00Z' },
      sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::123456789012:role/deploy', userName: 'deploy' },
    },
  },
};

const USER = {
  userIdentity: {
    type: 'IAMUser',
    arn: 'arn:aws:iam::123456789012:user/Åsa',
    principalId: 'AIDAEXAMPLEEXAMPLE12',
    accountId: '123456789012',
    userName: 'Åsa',
  },
};

type Draft = {
  readonly record: CloudTrailRecord;
  readonly derived?: TestEvent['derived'];
  readonly style?: Style;
};

const DRAFTS: readonly Draft[] = [
  {
    record: {
      ...USER,
      eventName: 'ConsoleLogin',
      eventSource: 'signin.amazonaws.com',
      sourceIPAddress: '185.220.101.7',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
      eventTime: '2023-07-10T11:42:00Z',
      requestParameters: null,
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { MFAUsed: 'No', LoginTo: 'https://console.aws.amazon.com/?a=b&c=d' },
      errorMessage: 'Failed authentication',
      readOnly: false,
    },
    derived: { outcome: 'failed', country: 'DE', asn: 208294, latitude: 50.11, longitude: -8.68 },
    style: asciiOnly,
  },
  {
    record: {
      ...USER,
      eventName: 'ConsoleLogin',
      sourceIPAddress: '2001:DB8::1',
      userAgent: 'Mozilla/5.0 (Macintosh)',
      eventTime: '2023-07-10T12:00:00Z',
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: { MFAUsed: 'Yes' },
      readOnly: false,
    },
    derived: { outcome: 'success', country: 'SE', asn: 1257, latitude: 59.33, longitude: 18.06 },
  },
  {
    record: {
      ...TRUST,
      eventName: 'AuthorizeSecurityGroupIngress',
      sourceIPAddress: '10.1.2.3',
      userAgent: 'aws-cli/2.4.0 Python/3.8',
      eventTime: '2023-07-10T12:59:59Z',
      requestParameters: {
        groupId: 'sg-1',
        ipPermissions: {
          items: [
            { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } },
            { ipProtocol: 'tcp', fromPort: 443, ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }] }, groups: {} },
          ],
        },
      },
      responseElements: { _return: true },
      readOnly: false,
    },
    derived: { outcome: 'success', service: 'ec2' },
    style: spaced,
  },
  {
    record: {
      ...TRUST,
      eventName: 'PutObject',
      sourceIPAddress: 's3.amazonaws.com',
      eventTime: '2023-07-11T00:00:00Z',
      requestParameters: {
        bucketName: 'logs_100%',
        key: 'a/b c.txt',
        'x-amz-acl': 'public-read',
        'x-amz-server-side-encryption': '',
      },
      resources: [
        { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::logs_100%/a/b c.txt' },
        { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::logs_100%', accountId: '123456789012' },
      ],
      errorCode: 'AccessDenied',
      errorMessage: 'Access Denied',
    },
    derived: { outcome: 'denied', service: 's3' },
    style: slashed,
  },
  {
    record: {
      ...TRUST,
      eventName: 'PutRolePolicy',
      sourceIPAddress: '2001:db8:0:0::1',
      eventTime: '2023-06-30T23:59:59Z',
      requestParameters: {
        roleName: 'deploy',
        policyDocument: POLICY,
        count: 3,
        'a.b': { 'c d': ['x', 'Y'] },
      },
      responseElements: null,
      readOnly: false,
      managementEvent: true,
    },
    derived: { outcome: 'success', service: 'iam' },
  },
  {
    record: {
      userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
      eventName: 'AssumeRole',
      sourceIPAddress: 'ec2.amazonaws.com',
      eventTime: '2022-12-31T23:59:59Z',
      requestParameters: { roleArn: 'arn:aws:iam::123456789012:role/deploy', tags: [], durationSeconds: 900 },
      responseElements: {
        credentials: { accessKeyId: 'ASIAEXAMPLEEXAMPLE12' },
        matrix: [
          [1, 2],
          [[3], 'q'],
        ],
      },
      readOnly: true,
    },
    derived: { outcome: 'success', service: 'sts' },
  },
  {
    record: {
      userIdentity: { type: 'Root', accountId: '123456789012' },
      eventName: 'DeleteTrail',
      sourceIPAddress: 'AWS Internal',
      userAgent: 'say "hi" \\ back\tslash <script>alert(1)</script> — naïve',
      eventTime: '2023-07-10T12:00:30Z',
      requestParameters: {
        name: 'trail',
        deep: { list: [{ on: null }, { on: false }, { on: [1.5, 'two'] }] },
      },
      resources: [],
    },
    derived: { outcome: 'failed', country: 'US', asn: 16509 },
    style: asciiOnly,
  },
  {
    record: {
      userIdentity: {},
      eventName: 'UpdateService',
      sourceIPAddress: '185.220.200.1',
      userAgent: 'say "hi" \\ back\tslash — NAÏVE',
      eventTime: '2023-07-10T03:15:00Z',
      requestParameters: {
        name: 'OR',
        note: "'; drop table event; --",
        enable: false,
        size: 20,
        sizes: [9, 100],
      },
    },
    derived: { outcome: 'success' },
  },
];

function atPath(record: CloudTrailRecord, name: string): Json {
  return name.split('.').reduce<Json>((value, key) => {
    const held = typeof value === 'object' && value !== null && !Array.isArray(value);
    return held ? ((value as CloudTrailRecord)[key] ?? null) : null;
  }, record);
}

/** The events of the tests: every shape of value, in four styles of writing JSON. */
export const EVENTS: readonly TestEvent[] = DRAFTS.map(({ record, derived = {}, style = compact }) => ({
  raw: style(record),
  record,
  derived,
}));

/** What the column of a catalogued field holds for an event, as `sql/ingest/project.sql` would have it. */
export function columnValue(event: TestEvent, field: Field): string | number | boolean | null {
  if (field.origin === 'derived') return event.derived[field.name] ?? null;
  const value = atPath(event.record, field.name);
  return typeof value === 'object' || value === '' ? null : value;
}

const TYPES = {
  text: 'varchar',
  address: 'varchar',
  json: 'varchar',
  time: 'timestamp',
  number: 'double',
  boolean: 'boolean',
  list: 'varchar[]',
};

/** The fields that the record tells, or what follows from it. */
export const UNMARKED = FIELDS.filter(({ origin }) => origin !== 'case');

/** A database with the test events as `event`, numbered by `record_id`, and the macros of addresses. */
export async function openEvents(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(readFileSync(new URL('../../../sql/macros/address.sql', import.meta.url), 'utf8'));
  const columns = UNMARKED.map(({ name, kind }) => `"${name}" ${TYPES[kind]}`);
  await connection.run(`attach ':memory:' as "case"`);
  await connection.run(
    `create table "case".main.record (record_id integer, raw varchar, ${columns.join(', ')})`,
  );
  await connection.run('create table "case".main.address (address varchar)');
  await connection.run('alter table "case".main.record add column source_id integer default 1');
  await connection.run(
    'create table "case".main.duplicate (record_id integer, source_id integer, identical boolean)',
  );
  await connection.run(
    `create table "case".main.source as select 1 as source_id, 1 as import_id, '/logs/a.json' as path, 'array' as kind`,
  );
  await connection.run(`create view source as select *, 'not-covered' as integrity from "case".main.source`);
  await connection.run('create view event as select * from "case".main.record');
  await connection.run(
    `create table memory.main.star_mark as select unnest([1, 3]) as marked_id;
     create table memory.main.tag_mark as from (values
       (1, 'exfil'), (1, 'Initial access'), (2, 'exfil'), (2, 'exfil')) as t(marked_id, marked_tag);
     create table memory.main.note_mark as from (values (2, 'Ask the owner: *why*?'), (4, 'ok')) as t(marked_id, marked_note)`,
  );
  for (const [i, event] of EVENTS.entries()) {
    const values = [i, event.raw, ...UNMARKED.map((field) => columnValue(event, field))];
    await connection.run(
      `insert into "case".main.record values (${values.map((_, n) => `$${n + 1}`).join(', ')}, 1)`,
      values,
    );
  }
  return connection;
}

/** The numbers of the events that match a query. */
export async function search(connection: DuckDBConnection, query: string): Promise<readonly number[]> {
  const { sql, parameters } = buildWhere(query);
  const statement = `select record_id from event where ${sql} order by record_id`;
  const reader = await connection.runAndReadAll(statement, { ...parameters });
  return reader.getColumns()[0]?.map(Number) ?? [];
}
