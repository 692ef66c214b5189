import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { temporaryFolder, writeFound, zipBytes } from '../archive/archive-fixtures.ts';
import { CREATE_USER, CREATE_USER_ECS, CREATE_USER_OCSF } from './export-fixtures.ts';
import { isJsonObject } from './json-object.ts';
import { readAll, recordText } from './record-fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const read = (text: string | Buffer, name = 'export.json') => readAll(writeFound(folder.path, name, text));

/** The only record of a text, parsed, and what it was rebuilt from. */
async function only(text: string) {
  const { records, rejected } = await read(text);
  expect(rejected).toEqual([]);
  expect(records).toHaveLength(1);
  return { record: JSON.parse(records[0]?.text ?? ''), original: records[0]?.original };
}

/** Names joined by dots in place of nested objects. */
function dotted(value: unknown, path = ''): Record<string, unknown> {
  if (!isJsonObject(value)) return { [path]: value };
  const parts = Object.entries(value).map(([name, inner]) =>
    dotted(inner, path === '' ? name : `${path}.${name}`),
  );
  return Object.assign({}, ...parts);
}

const text = JSON.stringify;
const THREE = [recordText(1), recordText(2), recordText(3)];

describe('an event of OCSF', () => {
  it('gives back every field of the record that it was made of, and says from what', async () => {
    expect(await only(text(CREATE_USER_OCSF))).toEqual({
      record: CREATE_USER,
      original: text(CREATE_USER_OCSF),
    });
  });

  it('is its record as it stands where that is in raw_data', async () => {
    const spaced = recordText(1).replace('{', '{ ');
    const event = text({ ...CREATE_USER_OCSF, raw_data: spaced });
    const { records } = await read(`[${event},${event}]`);
    expect(records.map((record) => [record.text, record.original])).toEqual([
      [spaced, null],
      [spaced, null],
    ]);
  });

  it('has what OCSF has no place for also as Parquet and pandas write maps', async () => {
    const names = Object.keys(CREATE_USER_OCSF.unmapped);
    const values = Object.values(CREATE_USER_OCSF.unmapped);
    const pairs = names.map((name, i) => [name, values[i]]);
    for (const unmapped of [
      { key: names, value: values },
      pairs,
      pairs.map(([key, value]) => ({ key, value })),
      text(CREATE_USER_OCSF.unmapped),
    ]) {
      expect((await only(text({ ...CREATE_USER_OCSF, unmapped }))).record).toEqual(CREATE_USER);
    }
  });

  it('of version 1.0.0-rc.2 has the principal, the ARN and the account at other places', async () => {
    const { record } = await only(
      text({
        class_uid: 3001,
        time: Date.parse('2023-03-17T17:07:59Z'),
        metadata: { version: '1.0.0-rc.2', uid: 'event-2', product: { name: 'CloudTrail', version: '1.08' } },
        cloud: { region: 'us-east-1' },
        api: { operation: 'DeleteUser', service: { name: 'iam.amazonaws.com' }, request: { uid: "''" } },
        actor: {
          idp: {},
          session: { created_time: Date.parse('2023-03-17T16:43:57Z'), mfa: true },
          user: {
            type: 'IAMUser',
            name: 'anaya',
            uid: 'AIDAEXAMPLE',
            uuid: 'arn:aws:iam::111122223333:user/anaya',
            account_uid: '111122223333',
          },
        },
        src_endpoint: { domain: 'cloudformation.amazonaws.com' },
        user: { name: 'eve' },
        unmapped: { eventType: 'AwsApiCall', 'responseElements.a.b': '1' },
      }),
    );
    expect(record).toEqual({
      eventVersion: '1.08',
      userIdentity: {
        type: 'IAMUser',
        principalId: 'AIDAEXAMPLE',
        arn: 'arn:aws:iam::111122223333:user/anaya',
        accountId: '111122223333',
        userName: 'anaya',
        sessionContext: { attributes: { creationDate: '2023-03-17T16:43:57Z', mfaAuthenticated: 'true' } },
      },
      eventTime: '2023-03-17T17:07:59Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'DeleteUser',
      awsRegion: 'us-east-1',
      sourceIPAddress: 'cloudformation.amazonaws.com',
      requestParameters: { userName: 'eve' },
      responseElements: { a: { b: '1' } },
      eventID: 'event-2',
      eventType: 'AwsApiCall',
    });
  });

  it('of a sign-in or an assumed role tells what those panels and chains need', async () => {
    const base = { time: 1, metadata: CREATE_USER_OCSF.metadata, class_uid: 3002 };
    const login = await only(
      text({
        ...base,
        api: { operation: 'ConsoleLogin', response: {} },
        dst_endpoint: { svc_name: 'https://console.aws.amazon.com/' },
        is_mfa: true,
        status: 'Failure',
      }),
    );
    expect(login.record).toMatchObject({
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { LoginTo: 'https://console.aws.amazon.com/', MFAUsed: 'Yes' },
    });
    const role = await only(
      text({
        ...base,
        api: { operation: 'AssumeRole' },
        user: { uid: 'arn:aws:iam::111122223333:role/Admin', name: 'session-1' },
        session: {
          credential_uid: 'ASIAEXAMPLE',
          uid: 'arn:aws:sts::1:assumed-role/Admin/s',
          uid_alt: 'AROA:s',
        },
      }),
    );
    expect(role.record).toMatchObject({
      requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Admin', roleSessionName: 'session-1' },
      responseElements: {
        credentials: { accessKeyId: 'ASIAEXAMPLE' },
        assumedRoleUser: { arn: 'arn:aws:sts::1:assumed-role/Admin/s', assumedRoleId: 'AROA:s' },
      },
    });
  });

  it('of an Identity Center user has its own fields where those of others are', async () => {
    const { record } = await only(
      text({
        time: 1,
        metadata: CREATE_USER_OCSF.metadata,
        class_uid: 3002,
        api: { operation: 'CredentialChallenge' },
        actor: {
          idp: { uid: 'arn:aws:identitystore::1:identitystore/d-1' },
          user: {
            type: 'IdentityCenterUser',
            uid_alt: 'user-1',
            credential_uid: 'credential-1',
            name: 'test',
          },
        },
        cloud: { account: { uid: '111122223333' } },
      }),
    );
    expect(record).toMatchObject({
      userIdentity: {
        type: 'IdentityCenterUser',
        credentialId: 'credential-1',
        onBehalfOf: { userId: 'user-1', identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-1' },
      },
      additionalEventData: { UserName: 'test' },
      recipientAccountId: '111122223333',
    });
    expect(record.userIdentity).not.toHaveProperty('accessKeyId');
  });

  it('is rejected with the reason where it gives no record', async () => {
    const others = [
      { ...CREATE_USER_OCSF, metadata: { product: { name: 'Amazon VPC' } } },
      { ...CREATE_USER_OCSF, time: 'noon', time_dt: null },
      { ...CREATE_USER_OCSF, api: {} },
      { ...CREATE_USER_OCSF, class_uid: { '0': 6003 } },
    ];
    const { rejected, finished } = await read(
      [CREATE_USER_OCSF, ...others].map((event) => text(event)).join('\n'),
    );
    expect(finished).toMatchObject([{ kind: 'ocsf', status: 'read', records: 1, rejected: 4 }]);
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'It is an OCSF event of Amazon VPC, not of CloudTrail.',
      'It has no time that can be read.',
      'It names no call: api.operation is missing.',
      'It is a table written column by column; write it row by row (in pandas, orient="records").',
    ]);
  });

  it('means nothing by the names that are special in JavaScript', async () => {
    const unmapped = `{"__proto__.polluted":"1","constructor.prototype.polluted":"1","${'a.'.repeat(5000)}b":"1"}`;
    const event = text({ ...CREATE_USER_OCSF, unmapped: 'X' }).replace('"X"', unmapped);
    expect((await only(event)).record.eventName).toBe('CreateUser');
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('a document of Elasticsearch', () => {
  it('gives back every field of the record that it was made of, nested or dotted, and says from what', async () => {
    for (const document of [CREATE_USER_ECS, dotted(CREATE_USER_ECS)]) {
      expect(await only(text(document))).toEqual({ record: CREATE_USER, original: text(document) });
    }
  });

  it('gives them also where the answer to a search lists fields', async () => {
    const { flattened, resources, ...cloudtrail } = CREATE_USER_ECS.aws.cloudtrail;
    const values = dotted({
      ...CREATE_USER_ECS,
      aws: { cloudtrail: { ...cloudtrail, resources: resources[0] } },
    });
    const fields = Object.fromEntries([
      ...Object.entries(values).map(([name, value]) => [name, [value]]),
      ['aws.cloudtrail.flattened.request_parameters', [flattened.request_parameters]],
    ]);
    expect((await only(text({ _index: 'logs', fields }))).record).toEqual(CREATE_USER);
  });

  it('has requests also as the pipeline prints them where they are nowhere else', async () => {
    const { flattened: _, ...cloudtrail } = CREATE_USER_ECS.aws.cloudtrail;
    const { record } = await only(text({ ...CREATE_USER_ECS, aws: { cloudtrail } }));
    expect(record).toEqual(CREATE_USER);
    const odd = { ...cloudtrail, request_parameters: 'cut off {' };
    expect(
      (await only(text({ ...CREATE_USER_ECS, aws: { cloudtrail: odd } }))).record.requestParameters,
    ).toBe('cut off {');
  });

  const original = (record: string, i: number) => ({
    '@timestamp': 'x',
    event: { original: record, id: `${i}` },
  });
  const hits = THREE.map((record, i) => ({ _index: 'logs', _source: original(record, i) }));
  const wholes = THREE.map((record) => `{"_index":"logs","_source":{"aws":{"cloudtrail":${record}}}}`);
  test.each([
    ['an answer to a search', text({ took: 1, hits: { total: 3, hits } })],
    [
      'answers to several',
      text({ responses: [{ hits: { hits: hits.slice(0, 2) } }, { hits: { hits: hits.slice(2) } }] }),
    ],
    ['the list of hits alone', text({ hits })],
    ['a dump, a line each', hits.map((hit) => text(hit)).join('\n')],
    ['a list', text(hits)],
    ['the bulk format', THREE.map((record) => `{"index":{"_index":"logs"}}\n${record}\n`).join('')],
    ['the bulk format of documents', hits.map(({ _source }) => `{"create":{}}\n${text(_source)}\n`).join('')],
    ['documents alone', THREE.map((record, i) => text(original(record, i))).join('\n')],
    ['documents that are the record', THREE.map((record) => `{"_index":"x","_source":${record}}`).join('\n')],
    ['documents that hold the record as an object', `{"hits":{"hits":[${wholes.join(',')}]}}`],
  ])('is its record as it stands in %s', async (_what, content) => {
    const { records, rejected, finished } = await read(content);
    expect(records.map((record) => [record.text, record.original])).toEqual(
      THREE.map((record) => [record, null]),
    );
    expect(rejected).toEqual([]);
    expect(finished).toMatchObject([{ kind: 'elastic', records: 3 }]);
  });

  it('does not take a pattern for events in a request for a record', async () => {
    const pattern = text({ detail: { userIdentity: { type: ['Root'] }, eventName: ['ConsoleLogin'] } });
    const cloudtrail = {
      ...CREATE_USER_ECS.aws.cloudtrail,
      flattened: { request_parameters: { eventPattern: pattern } },
    };
    const { record } = await only(text({ ...CREATE_USER_ECS, aws: { cloudtrail } }));
    expect(record.eventName).toBe('CreateUser');
    expect(record.requestParameters).toEqual({ eventPattern: pattern });
  });

  it('is rejected with the reason where it gives no record, those beside it are read', async () => {
    const others = [
      { '@timestamp': 'x', event: { action: 'GET', dataset: 'nginx.access' } },
      { ...CREATE_USER_ECS, '@timestamp': 'noon' },
      { message: 'hello' },
    ];
    const lines = await read(
      [CREATE_USER_ECS, ...others].map((document) => text({ _source: document })).join('\n'),
    );
    expect(lines.rejected.map(({ reason }) => reason)).toEqual([
      'It is a document of something else than CloudTrail.',
      'It has no @timestamp that can be read.',
      'It holds no CloudTrail record and has no event.action.',
    ]);
    const documents = [...others, CREATE_USER_ECS].map((document) => ({ _index: 'x', _source: document }));
    const answer = await read(text({ hits: { hits: documents } }));
    expect(answer.records).toHaveLength(1);
    expect(answer.rejected.map(({ reason }) => reason)).toEqual([
      '3 of the 4 documents in it give no record. The first: It is a document of something else than CloudTrail.',
    ]);
  });
});

describe('an event of a timeline', () => {
  const timeline = {
    datetime: '2024-03-04T10:00:00.500000+00:00',
    timestamp_desc: 'Recorded Time',
    message: 'm',
  };

  it('is its record as it stands in cloud_trail_event', async () => {
    const lines = THREE.map((record) =>
      text({ ...timeline, data_type: 'aws:cloudtrail:entry', cloud_trail_event: record }),
    );
    const { records, finished } = await read(lines.join('\n'));
    expect(records.map((record) => [record.text, record.original])).toEqual(
      THREE.map((record) => [record, null]),
    );
    expect(finished).toMatchObject([{ kind: 'timesketch', records: 3 }]);
  });

  it('is rebuilt of the attributes that plaso gives', async () => {
    const event = {
      timestamp: Date.parse('2024-03-04T10:00:00Z') * 1000,
      timestamp_desc: 'Recorded Time',
      data_type: 'aws:cloudtrail:entry',
      event_name: 'DeleteTrail',
      event_source: 'cloudtrail.amazonaws.com',
      source_ip: '198.51.100.10',
      user_identity_arn: 'arn:aws:iam::111122223333:user/anaya',
      user_name: 'anaya',
      access_key: 'AKIAEXAMPLE',
      resources: 'trail-1, trail-2',
    };
    expect(await only(text(event))).toEqual({
      record: {
        eventTime: '2024-03-04T10:00:00Z',
        eventName: 'DeleteTrail',
        eventSource: 'cloudtrail.amazonaws.com',
        sourceIPAddress: '198.51.100.10',
        userIdentity: {
          arn: 'arn:aws:iam::111122223333:user/anaya',
          userName: 'anaya',
          accessKeyId: 'AKIAEXAMPLE',
        },
        resources: [{ ARN: 'trail-1' }, { ARN: 'trail-2' }],
      },
      original: text(event),
    });
  });

  it('is rebuilt of fields under names joined by dots', async () => {
    const event: Record<string, unknown> = {
      ...dotted(CREATE_USER),
      ...timeline,
      readOnly: 'False',
      resources: text(CREATE_USER.resources),
    };
    expect(await only(text(event))).toEqual({ record: CREATE_USER, original: text(event) });
    const { eventTime: _, ...timeless } = event;
    expect((await only(text(timeless))).record.eventTime).toBe('2024-03-04T10:00:00.500Z');
  });

  it('is the record itself where the timeline only added to it', async () => {
    const event = text({ ...timeline, ...CREATE_USER });
    const { records } = await read(event);
    expect(records).toMatchObject([{ text: event, original: null }]);
  });

  it('is rejected where it is of something else, or at no time', async () => {
    const base = { ...timeline, eventName: 'x' };
    const lines = [base, { ...timeline, data_type: 'fs:stat' }, { ...base, datetime: 'x' }];
    expect(
      (await read(lines.map((line) => text(line)).join('\n'))).rejected.map(({ reason }) => reason),
    ).toEqual([
      'It is an event of something else than CloudTrail, or has no event name.',
      'It has no datetime that can be read.',
    ]);
  });
});

test('summaries of data events are records as they stand, and a kind of their own', async () => {
  const summary = {
    eventVersion: '1.0',
    eventType: 'AwsAggregatedEvent',
    eventSource: 's3.amazonaws.com',
    timeWindow: {},
  };
  const { records, finished } = await read(gzipSync(text({ Records: [summary, summary] })), 'x.json.gz');
  expect(records.map((record) => record.text)).toEqual([text(summary), text(summary)]);
  expect(finished).toMatchObject([{ kind: 'aggregated', status: 'read', records: 2 }]);
});

test('damage anywhere in an export costs its own pieces and nothing else', async () => {
  const lines = [
    [CREATE_USER_OCSF, { ...CREATE_USER_OCSF, raw_data: THREE[0] }],
    [{ _source: CREATE_USER_ECS }, { _source: { event: { original: THREE[0] } } }],
    [{ hits: { hits: [{ _index: 'cloudtrail', _source: CREATE_USER_ECS }] } }],
    [
      {
        timestamp_desc: 'x',
        data_type: 'aws:cloudtrail:entry',
        cloud_trail_event: THREE[0],
        datetime: '2024-03-04',
      },
    ],
  ];
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (const documents of lines) {
    const whole = Buffer.from(documents.map((document) => text(document)).join('\n'));
    for (let i = 0; i < 150; i++) {
      const bytes = Buffer.from(whole);
      for (let hit = 0; hit <= random(4); hit++) bytes[random(bytes.length)] = random(256);
      const { finished, records } = await read(
        bytes.subarray(0, i % 3 === 0 ? random(bytes.length) : bytes.length),
      );
      expect(finished).toHaveLength(1);
      for (const record of records) expect(() => JSON.parse(record.text)).not.toThrow();
    }
  }
});

test('an export inside an archive is read like one outside', async () => {
  const zip = zipBytes([
    { name: 'ocsf.json', bytes: Buffer.from(text(CREATE_USER_OCSF)) },
    { name: 'ecs.json.gz', bytes: gzipSync(text(CREATE_USER_ECS)) },
  ]);
  const { records } = await read(zip, 'a.zip');
  expect(records.map((record) => JSON.parse(record.text))).toEqual([CREATE_USER, CREATE_USER]);
});
