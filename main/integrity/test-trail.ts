import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const BUCKET = 'example-trail-bucket';

/** A key pair like those of AWS, for tests that sign digests themselves. */
export type TestKey = { readonly privateKey: KeyObject; readonly der: Buffer; readonly fingerprint: string };

export function makeTestKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ format: 'der', type: 'pkcs1' });
  return { privateKey, der, fingerprint: createHash('md5').update(der).digest('hex') };
}

/** The keys as `aws cloudtrail list-public-keys` prints them. */
export function publicKeysJson(keys: readonly TestKey[]): string {
  return JSON.stringify({
    PublicKeyList: keys.map(({ der, fingerprint }) => ({
      Fingerprint: fingerprint,
      Value: der.toString('base64'),
      ValidityStartTime: '2024-01-01T00:00:00+00:00',
      ValidityEndTime: '2024-12-31T00:00:00+00:00',
    })),
  });
}

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
export const signature = (text: string, { privateKey }: TestKey): string =>
  sign('RSA-SHA256', Buffer.from(text), privateKey).toString('hex');

/** One hour of a trail: its digest's text and signature, and the log files that it lists. */
export type TestHour = {
  readonly key: string;
  readonly text: string;
  readonly signature: string;
  readonly logs: readonly { readonly key: string; readonly text: string }[];
};

const pad = (number: number): string => String(number).padStart(2, '0');
const hourOf = (hour: number): string => `2024-03-05T${pad(hour)}:00:00Z`;

/** The key of a log file delivered in that hour. */
export function logKey(hour: number, name: string): string {
  return `AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/2024/03/05/${ACCOUNT}_CloudTrail_${REGION}_20240305T${pad(hour)}05Z_${name}.json.gz`;
}

export function digestKey(hour: number, suffix = ''): string {
  return `AWSLogs/${ACCOUNT}/CloudTrail-Digest/${REGION}/2024/03/05/${ACCOUNT}_CloudTrail-Digest_${REGION}_example-trail_${REGION}_20240305T${pad(hour + 1)}0000Z${suffix}.json.gz`;
}

export type HourOptions = {
  readonly signingKey: TestKey;
  readonly previous: TestHour | null;
  readonly logs?: readonly string[];
  readonly suffix?: string;
  readonly change?: Readonly<Record<string, unknown>>;
};

/** What AWS would deliver for the hour that begins then; `logs` name its log files. */
export function makeHour(hour: number, options: HourOptions): TestHour {
  const {
    signingKey,
    previous,
    logs: names = [`log${hour}A`, `log${hour}B`],
    suffix = '',
    change = {},
  } = options;
  const logs = names.map((name) => ({ key: logKey(hour, name), text: logText(name) }));
  const key = digestKey(hour, suffix);
  const digest = {
    awsAccountId: ACCOUNT,
    digestStartTime: hourOf(hour),
    digestEndTime: hourOf(hour + 1),
    digestS3Bucket: BUCKET,
    digestS3Object: key,
    digestPublicKeyFingerprint: signingKey.fingerprint,
    digestSignatureAlgorithm: 'SHA256withRSA',
    newestEventTime: logs.length === 0 ? null : hourOf(hour),
    oldestEventTime: logs.length === 0 ? null : hourOf(hour),
    previousDigestS3Bucket: previous && BUCKET,
    previousDigestS3Object: previous?.key ?? null,
    previousDigestHashValue: previous && sha256(previous.text),
    previousDigestHashAlgorithm: previous && 'SHA-256',
    previousDigestSignature: previous?.signature ?? null,
    logFiles: logs.map((log) => ({
      s3Bucket: BUCKET,
      s3Object: log.key,
      hashValue: sha256(log.text),
      hashAlgorithm: 'SHA-256',
      newestEventTime: hourOf(hour),
      oldestEventTime: hourOf(hour),
    })),
    ...change,
  };
  const text = JSON.stringify(digest);
  const end = String(digest.digestEndTime);
  const signed = `${end}\n${BUCKET}/${key}\n${sha256(text)}\n${digest.previousDigestSignature ?? 'null'}`;
  return { key, text, signature: signature(signed, signingKey), logs };
}

/** The text of a log file with one record. */
export function logText(name: string): string {
  return JSON.stringify({
    Records: [
      {
        eventVersion: '1.08',
        eventTime: '2024-03-05T00:00:00Z',
        eventSource: 'sts.amazonaws.com',
        eventName: 'GetCallerIdentity',
        awsRegion: REGION,
        eventID: `00000000-0000-4000-8000-${sha256(name).slice(0, 12)}`,
        recipientAccountId: ACCOUNT,
      },
    ],
  });
}

/** A trail of hours that follow each other. */
export function makeTrail(hours: readonly number[], signingKey: TestKey): TestHour[] {
  const made: TestHour[] = [];
  for (const hour of hours) made.push(makeHour(hour, { signingKey, previous: made.at(-1) ?? null }));
  return made;
}

/** A folder with the files of a trail as `aws s3 sync` would leave it, which a test then tampers with. */
export type TrailFolder = {
  readonly path: string;
  readonly pathOf: (key: string) => string;
  readonly write: (key: string, bytes: string | Uint8Array) => void;
  readonly writeGz: (key: string, text: string) => void;
  readonly remove: () => void;
};

export function writeTrail(hours: readonly TestHour[]): TrailFolder {
  const path = mkdtempSync(join(tmpdir(), 'spoor-trail-'));
  const pathOf = (key: string): string => join(path, key);
  const write = (key: string, bytes: string | Uint8Array): void => {
    mkdirSync(dirname(pathOf(key)), { recursive: true });
    writeFileSync(pathOf(key), bytes);
  };
  const writeGz = (key: string, text: string): void => write(key, gzipSync(text));
  for (const hour of hours) {
    writeGz(hour.key, hour.text);
    for (const log of hour.logs) writeGz(log.key, log.text);
  }
  return { path, pathOf, write, writeGz, remove: () => rmSync(path, { recursive: true, force: true }) };
}
