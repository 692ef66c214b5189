import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const OWN = '111122223333';
const OTHER = '444455556666';
const HOUR_MS = 3_600_000;
const START = Date.UTC(2025, 0, 6);

/** A text in a rejected piece that must never run, nor reorder what is around it. */
export const HOSTILE_PIECE = '<img src=x onerror="window.hostileRan=1">\u202E';

/** What the archive comes to once it has been read. */
export const LEDGER = {
  records: 187,
  events: 172,
  duplicates: 12,
  rejected: 3,
  files: 40,
  skipped: 1,
} as const;

type Call = { readonly account: string; readonly region: string; readonly at: number; readonly id: string };

function record({ account, region, at, id }: Call, changes: object = {}): object {
  return {
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: `arn:aws:iam::${account}:user/ana`,
      accountId: account,
      userName: 'ana',
    },
    eventTime: new Date(at).toISOString().replace('.000Z', 'Z'),
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: region,
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.15',
    requestParameters: null,
    responseElements: null,
    eventID: id,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
    recipientAccountId: account,
    ...changes,
  };
}

const idOf = (file: number, index: number) =>
  `${String(file).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;

function deliveryName(account: string, region: string, at: number, unique: string): string {
  const minute = new Date(at).toISOString().slice(0, 16).replaceAll(/[-:]/g, '');
  return `AWSLogs/${account}/CloudTrail/${region}/${account}_CloudTrail_${region}_${minute}Z_${unique}.json.gz`;
}

async function write(archive: string, name: string, content: string | Uint8Array): Promise<void> {
  const path = join(archive, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

const packed = (records: readonly object[]) => gzipSync(JSON.stringify({ Records: records }));

/**
 * Writes an archive for the ledger: two accounts with a gap, files without an event, events delivered under two regions,
 * by two trails, and once more with another text; copies; pieces that are no records; a file that is no log.
 */
export async function writeLedgerArchive(parent: string): Promise<string> {
  const archive = join(parent, 'handed-over');
  let file = 0;
  const deliver = async (account: string, region: string, hours: readonly number[], perFile: number) => {
    for (const hour of hours) {
      file += 1;
      const at = START + hour * HOUR_MS;
      const records = Array.from({ length: perFile }, (_, index) =>
        record({ account, region, at: at + index * 1000, id: idOf(file, index) }),
      );
      await write(archive, deliveryName(account, region, at, `F${file}`), packed(records));
    }
  };
  await deliver(OWN, 'us-east-1', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 21, 22], 8);
  await deliver(OWN, 'eu-central-1', [1, 2, 3, 9, 10, 11, 20], 3);
  await deliver(OTHER, 'eu-west-1', [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20], 3);
  for (const hour of [3, 5]) {
    await write(archive, deliveryName(OTHER, 'us-east-1', START + hour * HOUR_MS, 'NONE'), packed([]));
  }
  const first = { account: OWN, region: 'us-east-1', at: START };
  const again = (count: number, changes: object = {}) =>
    Array.from({ length: count }, (_, index) =>
      record({ ...first, at: START + index * 1000, id: idOf(1, index) }, changes),
    );
  await write(archive, deliveryName(OWN, 'eu-west-3', START + HOUR_MS, 'REGION'), packed(again(3)));
  await write(
    archive,
    `org/AWSLogs/o-abcdefghij/${deliveryName(OWN, 'us-east-1', START, 'ORG')}`,
    packed(again(2)),
  );
  await write(archive, 'by-hand/first.json', JSON.stringify({ Records: again(2, { userAgent: 'changed' }) }));
  const copied = Array.from({ length: 5 }, (_, index) =>
    record({ ...first, at: START + 30 * HOUR_MS + index * 1000, id: idOf(99, index) }),
  );
  await write(archive, 'copies/one.json', JSON.stringify({ Records: copied }));
  await write(archive, 'copies/two.json', JSON.stringify({ Records: copied }));
  await write(
    archive,
    'by-hand/broken.json',
    JSON.stringify({
      Records: [
        record({ ...first, at: START + 31 * HOUR_MS, id: idOf(100, 0) }),
        { note: HOSTILE_PIECE, padding: 'x'.repeat(3000), end: 'the end of the piece' },
        { short: 1 },
        { ...record({ ...first, at: 0, id: idOf(100, 1) }), eventTime: 'noon' },
      ],
    }),
  );
  await write(archive, 'by-hand/notes.txt', 'a shopping list, not a log');
  return archive;
}
