import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parsePresto } from './presto-value.ts';
import { readText as read } from './read-text.ts';
import { wallTimeToMs } from './zoned-time.ts';

const TEN =
  'Event ID,Event time,User name,Event name,Resource type,Resources,AWS access key,AWS region,Error code,Source IP address';
const SIXTEEN =
  'User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category';
const ID = '90fbe190-34cb-41d9-a529-f08971dd26bd';

describe('Event history CSV', () => {
  it('of sixteen columns gives each column its field', async () => {
    const row = `alice,ASIAEXAMPLE,2024-08-11T10:59:32Z,iam.amazonaws.com,CreateUser,us-east-1,203.0.113.9,"Mozilla/5.0 (X11, Linux)",AccessDenied,"[{""resourceType"":""AWS::IAM::User"",""resourceName"":""bob""}]",request-1,${ID},false,AwsApiCall,111122223333,Management`;
    const { records, originals, entry } = await read(`\ufeff${SIXTEEN}\r\n${row}\r\n`);
    expect(records).toEqual([
      {
        eventTime: '2024-08-11T10:59:32Z',
        eventID: ID,
        eventSource: 'iam.amazonaws.com',
        eventName: 'CreateUser',
        awsRegion: 'us-east-1',
        sourceIPAddress: '203.0.113.9',
        userAgent: 'Mozilla/5.0 (X11, Linux)',
        errorCode: 'AccessDenied',
        requestID: 'request-1',
        readOnly: false,
        eventType: 'AwsApiCall',
        recipientAccountId: '111122223333',
        eventCategory: 'Management',
        userIdentity: { userName: 'alice', accessKeyId: 'ASIAEXAMPLE' },
        resources: [{ type: 'AWS::IAM::User', ARN: 'bob' }],
      },
    ]);
    expect(originals).toEqual([row]);
    expect(entry).toMatchObject({ kind: 'event-history-csv', status: 'read', reason: null });
  });

  it.each([
    ['UTC', '2020-03-25T01:34:09Z', '2020-03-25T12:00:00Z'],
    ['America/New_York', '2020-03-25T05:34:09Z', '2020-03-25T16:00:00Z'],
    ['+05:30', '2020-03-24T20:04:09Z', '2020-03-25T06:30:00Z'],
  ])('of ten columns has its local times taken as %s, and says so', async (zone, first, second) => {
    const rows = [
      `${ID},"2020-03-25, 01:34:09 AM",alice,SwitchRole,,,,us-east-1,,203.0.113.9`,
      `${ID.replace('9', '8')},"2020-03-25, 12:00:00 PM",alice,StopLogging,CloudTrail Trail,[],,us-east-1,,203.0.113.9`,
    ];
    const { records, entry } = await read([TEN, ...rows].join('\n'), 'history.csv', zone);
    expect(records.map((record) => record.eventTime)).toEqual([first, second]);
    expect(records[0]).not.toHaveProperty('eventSource');
    expect(entry.reason).toBe(`Its times tell no zone; they were taken as ${zone}.`);
  });

  it('puts together a user agent that was saved without quotes, and rejects what cannot be told', async () => {
    const shifted = `bob,,2021-01-27T19:57:23Z,signin.amazonaws.com,ConsoleLogin,us-east-1,203.0.113.9,Mozilla/5.0 (Windows NT 10.0, Win64, x64),,[],,${ID},false,AwsConsoleSignIn,111122223333,Management`;
    const broken = `bob,x,y,,2021-01-27T19:57:23Z,signin.amazonaws.com,ConsoleLogin,us-east-1,203.0.113.9,Mozilla,,[],,${ID},false,AwsConsoleSignIn,111122223333,Management`;
    const noTime = `bob,,soon,s3.amazonaws.com,GetObject,us-east-1,,,,[],,${ID},false,AwsApiCall,111122223333,Management`;
    const { records, rejected } = await read(`${SIXTEEN},,,\n${shifted}\n${broken}\n${noTime},,,\n`);
    expect(records).toMatchObject([
      { userAgent: 'Mozilla/5.0 (Windows NT 10.0, Win64, x64)', eventID: ID, readOnly: false },
    ]);
    expect(rejected).toEqual([
      'The row has 18 cells where the header has 16, and it cannot be told which belongs where.',
      'The row has no event time that can be read.',
    ]);
  });

  it('is read with semicolons and tabs, in any order of columns, gzipped', async () => {
    for (const separator of [';', '\t']) {
      const header = ['Event name', 'Event time', 'Event ID', 'AWS region'].join(separator);
      const row = ['GetObject', '2024-01-01T00:00:00Z', ID, 'eu-west-1'].join(separator);
      const { records } = await read(gzipSync(`${header}\n${row}`), `table${separator.charCodeAt(0)}.csv.gz`);
      expect(records).toMatchObject([{ eventName: 'GetObject', eventID: ID, awsRegion: 'eu-west-1' }]);
    }
  });
});

describe('results of Athena', () => {
  const header =
    'eventversion,useridentity,eventtime,eventsource,eventname,awsregion,sourceipaddress,useragent,errorcode,requestparameters,resources,readonly,eventid,recipientaccountid,account';
  const identity =
    '{type=AssumedRole, principalid=AROAEXAMPLE:a=b,c, arn=arn:aws:sts::111122223333:assumed-role/Role/a=b,c, accountid=111122223333, invokedby=null, accesskeyid=ASIAEXAMPLE, username=null, sessioncontext={attributes={mfaauthenticated=false, creationdate=2024-01-01T00:00:00Z}, sessionissuer={type=Role, arn=arn:aws:iam::111122223333:role/Role, username=Role}}}';
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

  it('have rows, maps and JSON taken apart and CloudTrail’s names restored', async () => {
    const cells = [
      '1.08',
      quoted(identity),
      '2024-01-01T00:00:00Z',
      's3.amazonaws.com',
      'GetObject',
      'us-east-1',
      '203.0.113.9',
      '-',
      '',
      quoted('{"bucketName":"b","key":"a, b=c"}'),
      quoted('[{arn=arn:aws:s3:::b, accountid=111122223333, type=AWS::S3::Bucket}]'),
      'true',
      ID,
      '111122223333',
      '111122223333',
    ];
    const { records, entry, rejected } = await read(`${header}\n${cells.join(',')}\n`);
    expect(rejected).toEqual([]);
    expect(records).toEqual([
      {
        eventVersion: '1.08',
        userIdentity: {
          type: 'AssumedRole',
          principalId: 'AROAEXAMPLE:a=b,c',
          arn: 'arn:aws:sts::111122223333:assumed-role/Role/a=b,c',
          accountId: '111122223333',
          accessKeyId: 'ASIAEXAMPLE',
          sessionContext: {
            attributes: { mfaAuthenticated: 'false', creationDate: '2024-01-01T00:00:00Z' },
            sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/Role', userName: 'Role' },
          },
        },
        eventTime: '2024-01-01T00:00:00Z',
        eventSource: 's3.amazonaws.com',
        eventName: 'GetObject',
        awsRegion: 'us-east-1',
        sourceIPAddress: '203.0.113.9',
        requestParameters: { bucketName: 'b', key: 'a, b=c' },
        resources: [{ ARN: 'arn:aws:s3:::b', accountId: '111122223333', type: 'AWS::S3::Bucket' }],
        readOnly: true,
        eventID: ID,
        recipientAccountId: '111122223333',
      },
    ]);
    expect(entry.kind).toBe('athena-csv');
  });

  it('may have columns of paths, and keep what is no value of Athena’s as its text', async () => {
    const { records } = await read(
      `eventTime,eventName,userIdentity.arn,requestParameters,__proto__\n2024-01-01 00:00:00.5,GetObject,arn:x,{not closed,polluted\n`,
    );
    expect(records).toEqual([
      {
        eventTime: '2024-01-01T00:00:00.500Z',
        eventName: 'GetObject',
        userIdentity: { arn: 'arn:x' },
        requestParameters: '{not closed',
      },
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('say which row cannot be read', async () => {
    const { rejected } = await read('eventtime,eventname\n2024-01-01T00:00:00Z,A,more\nyesterday,B\n');
    expect(rejected).toEqual([
      'The row has 3 cells where the header has 2.',
      'The row has no eventTime that can be read.',
    ]);
  });
});

describe('results of CloudTrail Lake', () => {
  const record = `{"eventVersion":"1.08","eventTime":"2023-01-05T13:51:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"${ID}", "x":1.50}`;

  it('give the record as it stands in eventJson', async () => {
    const { texts, originals, entry } = await read(
      `eventid,eventjson,eventjsonchecksum\n${ID},"${record.replaceAll('"', '""')}",abc\n`,
      'result_1.csv',
    );
    expect(texts).toEqual([record]);
    expect(originals).toEqual(['']);
    expect(entry.kind).toBe('lake-csv');
  });

  it('are rebuilt from their columns without it', async () => {
    const { records, entry } = await read(
      `eventID,eventName,eventTime,requestParameters\n${ID},GetObject,2023-01-05 13:51:00.000,"{bucketName=b, key=a/b}"\n`,
      'result_1.csv.gz',
    );
    expect(records).toEqual([
      {
        eventID: ID,
        eventName: 'GetObject',
        eventTime: '2023-01-05T13:51:00Z',
        requestParameters: { bucketName: 'b', key: 'a/b' },
      },
    ]);
    expect(entry.kind).toBe('lake-csv');
  });

  it('come with a sign file, which is named', async () => {
    const sign = { files: [], hashAlgorithm: 'SHA-256', hashSignature: 'ab', publicKeyFingerprint: 'cd' };
    const { entry } = await read(JSON.stringify(sign), 'result_sign.json');
    expect(entry).toMatchObject({ kind: 'lake-sign', status: 'skipped' });
  });
});

it('other tables are not taken for CloudTrail', async () => {
  expect((await read('name,time\na,b\n')).entry.kind).toBe('foreign');
});

describe('what Presto prints', () => {
  it.each([
    ['{}', {}],
    ['[]', []],
    ['null', null],
    ['{a=1, b=x, y, c=[p, {q=r}]}', { a: '1', b: 'x, y', c: ['p', { q: 'r' }] }],
    ['{a=}', { a: '' }],
  ])('%s', (text, value) => {
    expect(parsePresto(text)).toEqual(value);
  });

  it.each(['{a=1', '{a}', '[a', '{a=1} more', '{a=1, a=2}', `${'{a='.repeat(30)}1${'}'.repeat(30)}`])(
    'is not guessed where it is damaged: %s',
    (text) => {
      expect(parsePresto(text)).toBeUndefined();
    },
  );

  it('costs no row where a key comes twice', async () => {
    const { records, rejected } = await read(
      'eventtime,eventname,useridentity\n2023-07-01T12:00:00Z,GetUser,"{type=IAMUser, type=Root}"\n',
    );
    expect(rejected).toEqual([]);
    expect(records).toMatchObject([{ eventName: 'GetUser' }]);
  });
});

describe('a time on a wall clock', () => {
  const ms = (text: string, zone: string): string | null => {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
    const found = wallTimeToMs({ year, month, day, hour, minute, second: 0 }, zone);
    return found === null ? null : new Date(found).toISOString();
  };

  it.each([
    ['2024-07-01 12:00', 'Europe/Berlin', '2024-07-01T10:00:00.000Z'],
    ['2024-01-01 00:30', 'Asia/Kolkata', '2023-12-31T19:00:00.000Z'],
    // Put back: shown twice. Put forward: never shown.
    ['2024-10-27 02:30', 'Europe/Berlin', '2024-10-27T00:30:00.000Z'],
    ['2024-03-31 02:30', 'Europe/Berlin', '2024-03-31T01:30:00.000Z'],
    ['2024-02-30 00:00', 'UTC', null],
  ])('%s in %s', (text, zone, utc) => {
    expect(ms(text, zone)).toBe(utc);
  });
});
