import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { temporaryFolder, writeFound } from '../archive/archive-fixtures.ts';
import { readAll, recordText } from './record-fixtures.ts';
import { unwrapJson } from './unwrap-json.ts';

/** A record with spaces, a number and an escape that parsing and printing would change. */
const RECORD = recordText(1).replace('{"eventVersion"', '{ "note": 1.50, "tab": "\\u0009",  "eventVersion"');
const unwrap = (piece: string) => {
  const { records, problem } = unwrapJson()(Buffer.from(piece));
  return { texts: records.map(({ bytes }) => bytes.toString()), problem };
};
const quoted = (text: string) => JSON.stringify(text);

describe('a record inside other JSON', () => {
  it('is its exact slice where it is an object, however deep', () => {
    for (const piece of [RECORD, `{"detail":${RECORD}}`, ` [ [ {"a":{"b":[1,${RECORD} ]} } ] ]`]) {
      expect(unwrap(piece)).toEqual({ texts: [RECORD], problem: null });
    }
  });

  it('is the text, unescaped and otherwise unchanged, where it is one in a string', () => {
    expect(unwrap(`{"message":${quoted(RECORD)}}`)).toEqual({ texts: [RECORD], problem: null });
    const twice = `{"Body":${quoted(`{"Message":${quoted(RECORD)}}`)}}`;
    expect(unwrap(twice)).toEqual({ texts: [RECORD], problem: null });
  });

  it('comes out of batches in strings, one by one and in their order', () => {
    const batch = `{"Records":[${RECORD},${recordText(2)}]}`;
    expect(unwrap(`{"message":${quoted(batch)},"more":${recordText(3)}}`).texts).toEqual([
      RECORD,
      recordText(2),
      recordText(3),
    ]);
  });

  it('is not looked for inside a record', () => {
    const outer = recordText(1, {
      requestParameters: { body: recordText(2), item: JSON.parse(recordText(3)) },
    });
    expect(unwrap(outer)).toEqual({ texts: [outer], problem: null });
  });

  it('that is damaged is a problem, and the others are found all the same', () => {
    const piece = `{"a":${quoted(RECORD.slice(0, -5))},"b":${quoted(RECORD)}}`;
    expect(unwrap(piece)).toEqual({
      texts: [RECORD],
      problem: expect.stringContaining('damaged or cut off'),
    });
  });

  it('is missed by nobody: a piece without any says so', () => {
    expect(unwrap('{"message":"START RequestId"}').problem).toBe('It holds no CloudTrail record.');
    expect(unwrap('{"message":}').problem).toBe('It is not valid JSON.');
    expect(unwrap('{"message":"{\\"eventName\\":\\"x\\"}"}').problem).toBe('It holds no CloudTrail record.');
  });

  it('is found among ten thousand others without delay', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `{"_source":${recordText(i)}}`);
    expect(unwrap(`{"hits":{"hits":[${many.join(',')}]}}`).texts).toHaveLength(10_000);
  });
});

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const THREE = [recordText(1), recordText(2), recordText(3)];
const list = (make: (record: string, i: number) => string) => THREE.map(make);
const bridged = (record: string) =>
  `{"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.iam","detail":${record}}`;
const logged = (record: string, i: number) => `{"id":"${i}","timestamp":${i},"message":${quoted(record)}}`;
const looked = (record: string, i: number) =>
  `{"EventId":"id-${i}","EventName":"x","CloudTrailEvent":${quoted(record)}}`;

test.each([
  ['lookup-events', `{"Events":[${list(looked)}],"NextToken":"x"}`],
  ['lookup-events', `[${list(looked)}]`],
  ['lookup-events', list(looked).join('\n')],
  ['cloudwatch-logs', `{"events":[${list(logged)}],"searchedLogStreams":[]}`],
  ['cloudwatch-logs', `{"messageType":"DATA_MESSAGE","logGroup":"g","logEvents":[${list(logged)}]}`],
  ['cloudwatch-logs', THREE.map((record) => `{"logEvents":[${logged(record, 1)}]}`).join('')],
  ['log-lines', THREE.map((record) => `2023-07-10T11:42:00.000Z ${record}\n`).join('')],
  ['eventbridge', list(bridged).join('\n')],
  ['eventbridge', `[${list(bridged)}]`],
  ['splunk', THREE.map((record) => `{"preview":false,"result":{"_raw":${quoted(record)}}}`).join('\n')],
  ['wrapped', THREE.map((record) => `{"Type":"Notification","Message":${quoted(record)}}`).join('\n')],
])('%s gives three records as they stand', async (kind, text) => {
  const read = await readAll(writeFound(folder.path, 'export.gz', gzipSync(text)));
  expect(read.records.map((record) => record.text)).toEqual(THREE);
  expect(read.records.map(({ position }) => position)).toEqual([1, 2, 3]);
  expect(read.rejected).toEqual([]);
  expect(read.finished).toMatchObject([{ kind, status: 'read', records: 3 }]);
  for (const { byteOffset, text: record } of read.records) {
    const there = text.slice(Buffer.from(text).subarray(0, byteOffset).toString().length);
    expect(there.startsWith(record) || there.startsWith(quoted(record))).toBe(true);
  }
});

test('an event of lookup-events without its record is rebuilt of what it has, and says from what', async () => {
  const event = {
    EventId: 'e-1',
    EventName: 'DeleteTrail',
    EventSource: 'cloudtrail.amazonaws.com',
    EventTime: 1_689_000_000.5,
    ReadOnly: 'false',
    Username: 'root',
    AccessKeyId: 'AKIAEXAMPLE',
    Resources: [
      { ResourceType: 'AWS::CloudTrail::Trail', ResourceName: 'arn:aws:cloudtrail:eu-west-1:1:trail/t' },
    ],
  };
  const text = JSON.stringify(event);
  const read = await readAll(writeFound(folder.path, 'a.json', `{"Events":[${text}]}`));
  expect(read.records.map((record) => [JSON.parse(record.text), record.original])).toEqual([
    [
      {
        eventTime: '2023-07-10T14:40:00.500Z',
        eventSource: 'cloudtrail.amazonaws.com',
        eventName: 'DeleteTrail',
        eventID: 'e-1',
        readOnly: 'false',
        userIdentity: { userName: 'root', accessKeyId: 'AKIAEXAMPLE' },
        resources: [{ type: 'AWS::CloudTrail::Trail', ARN: 'arn:aws:cloudtrail:eu-west-1:1:trail/t' }],
      },
      text,
    ],
  ]);
});

test('log lines and messages that are something else are rejected one by one', async () => {
  const lines = `2023-07-10T11:42:00Z ${THREE[0]}\n2023-07-10T11:42:01Z END\n2023-07-10T11:42:02Z {"level":"info"}\n`;
  const read = await readAll(writeFound(folder.path, 'a.log', lines));
  expect(read.finished).toMatchObject([{ kind: 'log-lines', records: 1, rejected: 2 }]);
  expect(read.rejected.map(({ position, reason }) => [position, reason])).toEqual([
    [2, 'The line holds no JSON.'],
    [3, 'It holds no CloudTrail record.'],
  ]);
  const mixed = `{"events":[${logged(THREE[0] ?? '', 1)},${logged('START', 2)}]}`;
  expect((await readAll(writeFound(folder.path, 'b.json', mixed))).finished).toMatchObject([
    { kind: 'cloudwatch-logs', records: 1, rejected: 1 },
  ]);
});
