import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tarBytes, zipBytes } from '../../main/archive/archive-fixtures.ts';
import { TAR_XZ, TAR_ZSTD, XZ, ZSTD } from '../../main/archive/compressed-fixtures.ts';
import { CREATE_USER, CREATE_USER_ECS, CREATE_USER_OCSF } from '../../main/normalise/export-fixtures.ts';
import { recordText } from '../../main/normalise/record-fixtures.ts';

/** What is mutated. `records` are texts that must be found in it, as long as they stand in it unchanged. */
export type BaseInput = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly records: readonly string[];
};

const LARGEST_BYTES = 1024 * 1024;
const json = JSON.stringify;
const RECORDS = Array.from({ length: 8 }, (_, i) =>
  recordText(
    i + 1,
    i % 3 === 0 ? { requestParameters: { text: 'a "quoted" \\ text {[', list: [[1], {}] } } : {},
  ),
);

const HISTORY_10 =
  'Event ID,Event time,User name,Event name,Resource type,Resources,AWS access key,AWS region,Error code,Source IP address\n';
const HISTORY_16 =
  'User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category\n';

/** Every shape in its smallest form. Texts of records are known of those whose records stand in them as they are. */
function textInputs(): BaseInput[] {
  const plain = (name: string, text: string): BaseInput => ({
    name,
    bytes: Buffer.from(text),
    records: RECORDS,
  });
  const other = (name: string, text: string): BaseInput => ({ name, bytes: Buffer.from(text), records: [] });
  const lines = (values: readonly unknown[]): string => values.map((value) => `${json(value)}\n`).join('');
  return [
    plain('delivery.json', `{"Records":[${RECORDS.join(',')}]}`),
    plain('spaced.json', `{ "a": {"b":[1]},\n "Records" : [\n${RECORDS.join(',\n')}\n], "c": null }`),
    plain('list.json', `[${RECORDS.join(', ')}]`),
    plain('lines.ndjson', RECORDS.join('\n')),
    plain('together.json', RECORDS.map((record) => `{"Records":[${record}]}`).join('')),
    other(
      'lookup.json',
      json({ Events: RECORDS.map((text, i) => ({ EventId: String(i), CloudTrailEvent: text })) }),
    ),
    other(
      'history10.csv',
      `${HISTORY_10}11111111-2222-4333-8444-555555555555,"2020-07-01, 12:00:00 PM",ana,ListUsers,,"[{""resourceType"":""x"",""resourceName"":""y""}]",AKIAEXAMPLE,us-east-1,,203.0.113.7\n`.repeat(
        2,
      ),
    ),
    other(
      'history16.csv',
      `${HISTORY_16}ana,AKIAEXAMPLE,2023-07-01T12:00:00Z,iam.amazonaws.com,ListUsers,us-east-1,203.0.113.7,"aws-cli/2, x",,[],r,11111111-2222-4333-8444-555555555555,true,AwsApiCall,111122223333,Management\n`,
    ),
    other(
      'athena.csv',
      `"eventtime","eventname","eventsource","useridentity","requestparameters"\n"2023-07-01T12:00:00Z","GetUser","iam.amazonaws.com","{type=IAMUser, username=ana, sessioncontext={attributes={mfaauthenticated=false}}}","{""a"":1}"\n`,
    ),
    other(
      'lake.csv',
      `eventJson\n${RECORDS.map((record) => `"${record.replaceAll('"', '""')}"\n`).join('')}`,
    ),
    other('filter.json', json({ events: RECORDS.map((message, i) => ({ timestamp: i, message })) })),
    other(
      'subscription.json',
      json({
        messageType: 'DATA_MESSAGE',
        logEvents: RECORDS.map((message, i) => ({ id: String(i), timestamp: i, message })),
      }),
    ),
    other('export.log', RECORDS.map((record) => `2023-07-10T11:42:00.000Z ${record}\n`).join('')),
    other(
      'bridge.json',
      lines(RECORDS.map((record) => ({ version: '0', source: 'aws.iam', detail: JSON.parse(record) }))),
    ),
    other('splunk.json', lines(RECORDS.map((record) => ({ preview: false, result: { _raw: record } })))),
    other('elastic.ndjson', lines([CREATE_USER_ECS, { '@timestamp': 'x', 'event.original': RECORDS[0] }])),
    other(
      'hits.json',
      json({ took: 1, hits: { total: 1, hits: [{ _index: 'x', _source: CREATE_USER_ECS }] } }),
    ),
    other('ocsf.json', lines([CREATE_USER_OCSF, CREATE_USER_OCSF])),
    other(
      'timesketch.jsonl',
      lines([{ timestamp_desc: 'x', data_type: 'aws:cloudtrail:entry', cloud_trail_event: RECORDS[1] }]),
    ),
    other('wrapped.json', lines([{ rule_id: 'x', log: CREATE_USER }])),
    other('digest.json', json({ digestS3Object: 'x', digestEndTime: 'y', logFiles: [] })),
    other('signature.json', json({ Metadata: { signature: 'ab' } })),
  ];
}

/** The same within archives and compressed, which are mutated as they are stored. */
async function storedInputs(): Promise<BaseInput[]> {
  const delivery = Buffer.from(`{"Records":[${RECORDS.join(',')}]}`);
  const stored = (name: string, bytes: Buffer): BaseInput => ({ name, bytes, records: [] });
  const members = [
    { name: 'a.json', bytes: delivery },
    { name: 'b/c.json.gz', bytes: gzipSync(delivery), stored: true },
    { name: 'inner.zip', bytes: zipBytes([{ name: 'd.json', bytes: delivery }]) },
  ];
  const tar = await tarBytes(members.map(({ name, bytes }) => ({ header: { name }, bytes })));
  return [
    stored('delivery.json.gz', gzipSync(delivery)),
    stored('two.json.gz', Buffer.concat([gzipSync(delivery), gzipSync(delivery)])),
    stored('archive.zip', zipBytes(members)),
    stored('archive.tar', tar),
    stored('archive.tar.gz', gzipSync(tar)),
    stored('a.json.xz', XZ),
    stored('a.json.zst', ZSTD),
    stored('a.tar.xz', TAR_XZ),
    stored('a.tar.zst', TAR_ZSTD),
  ];
}

/** Inputs of every shape and archive, and the files of a folder up to 1 MiB, once as stored and once unpacked. */
export async function baseInputs(folder: string | null): Promise<readonly BaseInput[]> {
  return [...textInputs(), ...(await storedInputs()), ...(folder === null ? [] : fileInputs(folder))];
}

function fileInputs(folder: string): BaseInput[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((path) => {
      const file = join(folder, path);
      const { size } = statSync(file);
      if (!statSync(file).isFile() || size > LARGEST_BYTES) return [];
      const name = path.replaceAll(/[\\/]/g, '_');
      const bytes = readFileSync(file);
      const input = { name, bytes, records: [] };
      if (!path.endsWith('.gz')) return [input];
      return [
        input,
        { ...input, name: name.slice(0, -3), bytes: unpacked(bytes).subarray(0, LARGEST_BYTES) },
      ];
    });
}

function unpacked(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes;
  }
}
