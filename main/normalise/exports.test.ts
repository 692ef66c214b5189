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
