import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { withFilter } from '../../../preload/contract/query/with-filter.ts';
import { QueryError } from '../query-error.ts';
import { EVENTS, openEvents, search } from './where.fixture.ts';
import { buildWhere } from './where.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openEvents();
});

const ALL = EVENTS.map((_, i) => i);

function faultOf(query: string): string {
  try {
    buildWhere(query);
    return 'no fault';
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return `${error.position}+${error.length} ${error.message}`;
  }
}

describe('a query finds', () => {
  test.each([
    ['', ALL],
    ['*', ALL],
    ['""', ALL],
    // texts
    ['eventName:consolelogin', [0, 1]],
    ['eventName:Console', []],
    ['eventName:console*', [0, 1]],
    ['eventName:*login', [0, 1]],
    ['eventName:*LOGI*', [0, 1]],
    ['eventName:?onsole????n', [0, 1]],
    ['eventName:(PutObject OR DeleteTrail)', [3, 6]],
    ['eventName:(Put* NOT *Policy)', [3]],
    ['userIdentity.userName:åsa', [0, 1]],
    ['eventName:/^Put(Object|RolePolicy)$/', [3, 4]],
    ['eventName:/^put/', [3, 4]],
    ['eventName:>=Update', [7]],
    // marks
    ['star:true', [1, 3]],
    ['star:*', [1, 3]],
    ['-star:true eventName:*Login', [0]],
    ['star:false', ALL.filter((i) => i !== 1 && i !== 3)],
    ['tag:EXFIL', [1, 2]],
    ['tag:(exfil AND init*)', [1]],
    ['tag:*', [1, 2]],
    ['tag:/^ex/', [1, 2]],
    ['note:*', [2, 4]],
    ['note:"Ask the owner: *why*?"', [2]],
    ['NOT note:*owner*', ALL.filter((i) => i !== 2)],
    // missing values
    ['errorCode:*', [3]],
    ['-errorCode:*', [0, 1, 2, 4, 5, 6, 7]],
    ['-errorCode:AccessDenied', [0, 1, 2, 4, 5, 6, 7]],
    ['NOT (errorCode:AccessDenied OR errorMessage:Failed*)', [1, 2, 4, 5, 6, 7]],
    ['-asn:>5', [2, 3, 4, 5, 7]],
    // times
    ['eventTime:2023-07-10', [0, 1, 2, 6, 7]],
    ['eventTime:2023-07-10T12', [1, 2, 6]],
    ['eventTime:"2023-07-10 12:00"', [1, 6]],
    ['eventTime:2023-07-10T12:00:00', [1]],
    ['eventTime:2023-07-10T12:00:00.000Z', [1]],
    ['eventTime:2023-07-10T14:00:00+02:00', [1]],
    ['eventTime:2023', [0, 1, 2, 3, 4, 6, 7]],
    ['eventTime:>=2023-07-10T12:00', [1, 2, 3, 6]],
    ['eventTime:>2023-07-10', [3]],
    ['eventTime:<=2023-06', [4, 5]],
    ['eventTime:<2023-07-01', [4, 5]],
    ['eventTime:[2023-07-10 TO 2023-07-11]', [0, 1, 2, 3, 6, 7]],
    ['eventTime:[2023-07-10 TO 2023-07-11}', [0, 1, 2, 6, 7]],
    ['eventTime:{2023-07-10 TO *]', [3]],
    ['eventTime:*T03:*', [7]],
    // numbers and booleans
    ['asn:208294', [0]],
    ['asn:[1257 TO 16509}', [1]],
    ['latitude:"50.110"', [0]],
    ['longitude:<0', [0]],
    ['asn:20*', [0]],
    ['readOnly:TRUE', [5]],
    ['-readOnly:true', [0, 1, 2, 3, 4, 6, 7]],
    // addresses
    ['sourceIPAddress:185.220.0.0/16', [0, 7]],
    ['sourceIPAddress:"185.220.101.0/24"', [0]],
    ['sourceIPAddress:2001:db8::/32', [1, 4]],
    ['sourceIPAddress:2001:db8::1', [1, 4]],
    ['sourceIPAddress:"2001:0DB8::0001"', [1, 4]],
    ['-sourceIPAddress:(0.0.0.0/0 OR ::/0)', [3, 5, 6]],
    ['sourceIPAddress:185.220.*', [0, 7]],
    ['sourceIPAddress:"AWS Internal"', [6]],
    // JSON paths
    ['requestParameters.ipPermissions.items.ipRanges.items.cidrIp:0.0.0.0/0', [2]],
    ['requestParameters.ipPermissions.items.fromPort:>=443', [2]],
    ['requestParameters.ipPermissions.items.fromPort:>443', []],
    ['requestParameters.ipPermissions.items.groups:*', [2]],
    ['requestParameters.x-amz-acl:Public-Read', [3]],
    ['requestParameters."x-amz-acl":public*', [3]],
    ['requestParameters."a.b"."c d":y', [4]],
    ['requestParameters.a.b:*', []],
    ['requestParameters.count:3', [4]],
    ['requestParameters.enable:false', [7]],
    ['requestParameters.deep.list.on:(false AND two AND 1.5)', [6]],
    ['requestParameters.tags:*', [5]],
    ['requestParameters.x-amz-server-side-encryption:*', [3]],
    ['requestParameters.x-amz-server-side-encryption:""', [3]],
    ['responseElements.matrix:(1 AND 2 AND 3 AND q)', [5]],
    ['resources.ARN:arn:aws:s3:::logs_100%', [3]],
    ['resources.arn:*', []],
    ['resources:AWS::S3::Bucket', [3]],
    ['requestParameters:*', [2, 3, 4, 5, 6, 7]],
    ['-requestParameters:*', [0, 1]],
    ['requestParameters:*"Effect":"Allow"*'.replaceAll('"', '\\"'), [4]],
    ['requestParameters:*\\"roleName\\":\\"deploy\\"*', [4]],
    ['requestParameters.name:"OR"', [7]],
    ['requestParameters.sizes:<10 requestParameters.size:[15 TO 25]', [7]],
    ['userIdentity.sessionContext.attributes.creationDate:<2023-07-11', [2, 3, 4]],
    // free text
    ['failed', [0]],
    ['"FAILED AUTH"', [0]],
    ['stratus', []],
    ['https://console.aws.amazon.com/?a=b&c=d'.replace('?', '\\?'), [0]],
    ['"s3:::logs_100%/a/b"', [3]],
    ['"say \\"hi\\" \\\\ back\\tslash"', [6, 7]],
    ['naïve', [6, 7]],
    ['NAÏVE', [6, 7]],
    ['"<script>alert(1)</script>"', [6]],
    ['"\\"Effect\\":\\"Allow\\""', [4]],
    ['mozilla*windows', [0]],
    ['/cidrip": "0\\.0\\./', [2]],
    ['-aws', [7]],
  ] as const)('%j', async (query, found) => {
    expect(await search(connection, query)).toEqual(found);
  });
});

test('every example of the published grammar runs', async () => {
  const grammar = readFileSync(
    new URL('../../../preload/contract/query/GRAMMAR.md', import.meta.url),
    'utf8',
  );
  const examples = Array.from(grammar.matchAll(/^- `(.+?)` — /gm), ([, example = '']) => example);
  expect(examples.length).toBeGreaterThan(40);
  for (const example of examples) {
    expect({ example, fault: faultOf(example) }).toEqual({ example, fault: 'no fault' });
    await search(connection, example);
  }
});

describe('a value of the wrong kind is marked', () => {
  test.each([
    [
      'x eventTime:yesterday',
      '12+9 A time was expected, such as 2023-07-10 or 2023-07-10T11:42:00Z, not “yesterday”.',
    ],
    [
      'eventTime:[2023-02-30 TO *]',
      '10+17 A time was expected, such as 2023-07-10 or 2023-07-10T11:42:00Z, not “2023-02-30”.',
    ],
    ['asn:AS1', '4+3 A number was expected for asn, not “AS1”.'],
    ['asn:>x', '4+2 A number was expected for asn, not “x”.'],
    ['readOnly:(true OR maybe)', '18+5 “true” or “false” was expected for readOnly, not “maybe”.'],
    ['readOnly:>true', '9+5 “true” or “false” was expected for readOnly; it has no order.'],
    [
      'sourceIPAddress:10.0.0.0/33',
      '16+11 A CIDR block was expected, such as 10.0.0.0/8 or 2001:db8::/32, not “10.0.0.0/33”.',
    ],
    ['sourceIPAddress:::g::/8', 'no fault'],
    [
      'sourceIPAddress:2001:db8:::/32',
      '16+14 A CIDR block was expected, such as 10.0.0.0/8 or 2001:db8::/32, not “2001:db8:::/32”.',
    ],
    [
      'sourceIPAddress:[10.0.0.1 TO 10.0.0.9]',
      '16+22 A CIDR block such as 10.0.0.0/8 was expected; addresses have no other ranges.',
    ],
    ['a eventName:/(?=x)/', '13+3 Look-ahead and look-behind are not supported in regular expressions.'],
    ['/a\\/b\\/(c/', '7+1 A closing parenthesis was expected for this one.'],
    ['eventName:/a\\/\\1/', '14+2 Back references are not supported in regular expressions.'],
    ['a AND', '5+0 A search term was expected after “AND”.'],
  ])('%j', (query, fault) => {
    expect(faultOf(query)).toBe(fault);
  });
});

const HOSTILE = [
  "'; drop table event; --",
  "' or 1=1 --",
  '" or 1=1 --',
  '$q0',
  '%',
  '_',
  '*',
  '\\',
  '\\"',
  'a\nb\r\tc',
  'nul\u0000byte',
  '$."x"[*]',
  '/x~1y',
  'AND (OR',
  '<img src=x onerror=alert(1)>',
  '\u202e\u{1f600}',
];

describe('hostile text', () => {
  test('is found as itself and nothing else, in columns, at paths, in keys and as free text', async () => {
    const database = await openEvents();
    await database.run('delete from "case".main.record');
    for (const [i, text] of HOSTILE.entries()) {
      const record = { userAgent: text, requestParameters: { value: [text], [text]: 'key' } };
      await database.run('insert into "case".main.record (record_id, raw, "userAgent") values ($1, $2, $3)', [
        i,
        JSON.stringify(record),
        text,
      ]);
    }
    for (const [i, text] of HOSTILE.entries()) {
      const key = JSON.stringify(text);
      expect(await search(database, fieldClause('userAgent', text))).toEqual([i]);
      expect(await search(database, fieldClause('requestParameters.value', text))).toEqual([i]);
      expect(
        await search(database, withFilter('', { field: 'userAgent', value: text, exclude: true })),
      ).toHaveLength(HOSTILE.length - 1);
      expect(await search(database, key)).toContain(i);
      const name = fieldClause(`requestParameters.${key}`, 'key');
      expect(await search(database, name)).toEqual([i]);
    }
    expect(await search(database, '')).toHaveLength(HOSTILE.length);
  });

  test('never becomes part of the SQL', () => {
    const sql = (template: string, text: string) =>
      buildWhere(template.replaceAll('V', () => JSON.stringify(text))).sql;
    for (const text of HOSTILE) {
      for (const template of [
        'userAgent:V',
        'userAgent:(V OR b)',
        'requestParameters.value:V',
        'userAgent:[V TO z]',
      ]) {
        expect(sql(template, text)).toBe(sql(template, 'harmless'));
      }
      for (const template of ['V', 'requestParameters.V:x']) {
        if (text.length > 3) expect(sql(template, text)).not.toContain(text);
      }
    }
  });
});

describe('a query of 20,000 characters', () => {
  const many = (count: number, write: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => write(i));
  test.each([
    ['words', 'a '.repeat(10_000), ALL],
    ['different words', many(2_000, (i) => `-w${i}x`).join(' '), ALL],
    ['values of a list', `eventName:(${many(1_800, (i) => `Get${i}`).join(' OR ')})`, []],
    ['alternating operators', `eventName:a${' OR eventName:b* -eventName:c'.repeat(600)}`, []],
    ['levels', `${'-(a OR '.repeat(49)}${'k.'.repeat(49)}k:b${')'.repeat(49)}`, []],
    ['one phrase', `"${'é/'.repeat(9_990)}"`, []],
  ])('of %s runs', async (_, query, found) => {
    expect(query.length).toBeLessThanOrEqual(20_000);
    expect(await search(connection, query)).toEqual(found);
  });
});
