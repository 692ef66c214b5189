import { expect, test } from 'vitest';
import { HEAD_BYTES, readHead } from './entry-head.ts';
import { recognise } from './recognise.ts';
import { recordText } from './record-fixtures.ts';

const RECORD = recordText(1);
const INSIGHT =
  '{"eventVersion":"1.07","eventTime":"2020-07-21T20:56:00Z","insightDetails":{"state":"Start"}}';
const SUMMARY =
  '{"eventVersion":"1.0","eventCategory":"Aggregated","eventType":"AwsAggregatedEvent","eventSource":"s3.amazonaws.com","timeWindow":{}}';
const OCSF =
  '{"class_uid":6003,"metadata":{"product":{"name":"CloudTrail"}},"api":{"operation":"ListUsers"},"time":1}';
const ECS =
  '{"@timestamp":"2024-03-04T10:00:00Z","event":{"action":"ListUsers"},"aws":{"cloudtrail":{"event_version":"1.08"}}}';
const DIGEST =
  '{"awsAccountId":"1","digestEndTime":"2015-08-17T15:01:31Z","digestS3Object":"x","logFiles":[]}';
const S3_NOTIFICATION =
  '{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"x","eventTime":"y","eventName":"z","s3":{}}]}';
const CATALOGUE =
  '{"eventName":"GetUser","eventSource":"iam.amazonaws.com","description":"Retrieves a user"}';

function head(text: string | Uint8Array, path: string) {
  const bytes = Buffer.from(text);
  return readHead(path, bytes.subarray(0, HEAD_BYTES), bytes.length <= HEAD_BYTES);
}

test.each([
  ['s3-delivery', `{"Records":[${RECORD}]}`],
  ['s3-delivery', '{"Records":[]}'],
  ['s3-delivery', '{"Records":[{"eventVe'],
  ['s3-delivery', `{"Records":[{"requestParameters":{"a":"${'x'.repeat(100_000)}`],
  ['insight', `{"Records":[${INSIGHT}]}`],
  ['aggregated', `{"Records":[${SUMMARY}]}`],
  ['aggregated', `[${SUMMARY},${SUMMARY}]`],
  ['aggregated', `${SUMMARY}\n${SUMMARY}\n`],
  ['aggregated', SUMMARY],
  ['array', `[${RECORD},${RECORD}]`],
  ['array', '[ {eventVersion: "1.08", eventTime: "x", eventSource: "y", eventName: "z"} ]'],
  ['ndjson', `{"not":"a record"}\n${RECORD}\n`],
  ['object', RECORD],
  ['object', RECORD.slice(0, 300)],
  ['object', '{"eventVersion":"1.08","eventName":"NoTime","awsRegion":"x"}'],
  ['digest', DIGEST],
  ['empty', ''],
  ['empty', ' \n'],
  ['lookup-events', '{"Events":[{"EventId":"1","CloudTrailEvent":"{}"}]}'],
  ['eventbridge', `{"version":"0","source":"aws.s3","detail":${RECORD}}`],
  ['cloudwatch-logs', JSON.stringify({ logEvents: [{ id: '1', timestamp: 1, message: RECORD }] })],
  ['cloudwatch-logs', JSON.stringify({ events: [{ timestamp: 1, message: RECORD }] })],
  ['splunk', JSON.stringify({ preview: false, result: { _raw: RECORD } })],
  ['security-lake-parquet', 'PAR1....'],
  ['ocsf', OCSF],
  ['ocsf', `[${OCSF},${OCSF}]`],
  ['ocsf', `${OCSF}\n${OCSF}\n`],
  ['elastic', ECS],
  ['elastic', `{"_index":"x","_source":${ECS}}`],
  ['elastic', `{"index":{"_index":"x"}}\n${RECORD}\n`],
  ['elastic', `{"_index":"x","_source":${RECORD}}`],
  ['elastic', `{"took":1,"hits":{"total":1,"hits":[{"_index":"x","_source":${ECS}}]}}`],
  ['elastic', JSON.stringify({ '@timestamp': 'x', 'event.original': RECORD })],
  ['timesketch', JSON.stringify({ timestamp_desc: 'x', data_type: 'aws:cloudtrail:entry' })],
  ['timesketch', JSON.stringify({ timestamp_desc: 'x', cloud_trail_event: RECORD })],
  ['timesketch', JSON.stringify({ timestamp_desc: 'x', eventName: 'y', 'userIdentity.type': 'z' })],
  ['wrapped', JSON.stringify({ rule_id: 'x', log: JSON.parse(RECORD) })],
  ['log-lines', `2023-07-10T11:42:00.000Z ${RECORD}\n`],
])('%s is recognised', (kind, text) => {
  expect(recognise(head(text, 'x/file')).kind).toBe(kind);
});

test('the name tells insights, summaries and digests whose content does not', () => {
  expect(recognise(head('{"Records":[]}', 'a/1_CloudTrail-Insight_eu-west-1_x.json.gz')).kind).toBe(
    'insight',
  );
  expect(recognise(head('{"Records":[]}', 'AWSLogs/1/CloudTrail-Aggregated/eu-west-1/x.json')).kind).toBe(
    'aggregated',
  );
  expect(recognise(head(`{"Records":[${RECORD}]}`, 'AWSLogs/1/CloudTrail-NetworkActivity/x.json')).kind).toBe(
    's3-delivery',
  );
  expect(recognise(head('{', 'a/1_CloudTrail-Digest_eu-west-1_x.json.gz')).kind).toBe('digest');
  expect(recognise(head(`{"Records":[${RECORD}]}`, 'a\\1_CloudTrail-Digest_x.json')).kind).toBe(
    's3-delivery',
  );
});

test.each([
  ['text', '# Read me\n'],
  ['a table of comma-separated values', 'a,b,c,d\n1,2,3,4\n'],
  ['a table of tab-separated values', 'a\tb\tc\n'],
  ['a web page', '<!DOCTYPE html><html>'],
  ['XML', '<?xml version="1.0"?>'],
  ['binary data', Buffer.from([1, 2, 0, 0xfe])],
  ['UTF-16 text; convert it to UTF-8 first', Buffer.from(`\ufeff{"Records":[]}`, 'utf16le')],
  ['a zip file in an archive in an archive, which is not opened; unpack it first', 'PK\x03\x04....'],
  ['an encrypted Parquet file', 'PARE....'],
  ['white space', ' '.repeat(HEAD_BYTES + 1)],
  ['events from EventBridge', '{"version":"0","source":"aws.s3","detail":{"state":"stopped"}}'],
  ['notifications about S3 objects', S3_NOTIFICATION],
  ['OCSF events', '{"class_uid":4001,"metadata":{"product":{"name":"Amazon VPC"}}}'],
  ['an export from Elasticsearch', '{"@timestamp":"x","event":{"dataset":"nginx.access"}}'],
  ['an IAM policy', '{"Version":"2012-10-17","Statement":[]}'],
  ['other JSON, with the fields eventName, eventSource, description', `[${CATALOGUE},${CATALOGUE}]`],
  ['an empty list', '[]'],
])('foreign content is skipped because it looks like %s', (what, text) => {
  const entry = head(text, 'x');
  const shape = recognise(entry);
  expect(shape.kind).toBe('foreign');
  expect(typeof shape.reading === 'function' && shape.reading(entry)).toMatch(
    `Not a CloudTrail log: it looks like ${what}. Spoor reads`,
  );
});
