import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';

/** A public key of CloudTrail's, as `aws cloudtrail list-public-keys` prints it. */
export type PublicKey = {
  /** MD5 of the DER bytes, lower-case hex: what digests name it by. */
  readonly fingerprint: string;
  readonly key: KeyObject;
  /** The DER bytes in base64. */
  readonly value: string;
  /** Milliseconds since 1970; null where the text does not tell. */
  readonly validFromMs: number | null;
  readonly validToMs: number | null;
};

/** Keys that cannot be used, with a sentence what to give instead. */
export class PublicKeysError extends Error {}

const time = z.union([z.string(), z.number()]).nullish();
const entry = z.object({
  Value: z.string().min(1),
  ValidityStartTime: time,
  ValidityEndTime: time,
  Fingerprint: z.string().nullish(),
});
const list = z.array(entry);
const document = z.union([list, z.object({ PublicKeyList: list })]);

const HOW = 'Give what “aws cloudtrail list-public-keys --region REGION” prints.';

/**
 * The keys of one or more such JSON documents, one after the other. Throws PublicKeysError where the text is none, or a
 * key's fingerprint is not that of its value.
 */
export function parsePublicKeys(content: string): PublicKey[] {
  const keys = documentsOf(content).flatMap((json) => {
    const parsed = document.safeParse(json);
    if (!parsed.success) throw new PublicKeysError(`This is no list of public keys. ${HOW}`);
    return Array.isArray(parsed.data) ? parsed.data : parsed.data.PublicKeyList;
  });
  if (keys.length === 0) throw new PublicKeysError(`There is no key in it. ${HOW}`);
  return keys.map(toKey);
}

/** JSON documents that follow each other, as keys of several regions do that were appended to one file. */
function documentsOf(content: string): unknown[] {
  const texts = content.trim().split(/(?<=[\]}])\s*\n(?=\s*[[{])/);
  try {
    return [JSON.parse(content)];
  } catch {
    try {
      return texts.map((text) => JSON.parse(text) as unknown);
    } catch {
      throw new PublicKeysError(`This is not valid JSON. ${HOW}`);
    }
  }
}

function toKey({ Value, Fingerprint, ValidityStartTime, ValidityEndTime }: z.infer<typeof entry>): PublicKey {
  const der = Buffer.from(Value, 'base64');
  const fingerprint = createHash('md5').update(der).digest('hex');
  if (Fingerprint && Fingerprint.toLowerCase() !== fingerprint) {
    throw new PublicKeysError(
      `The key with the fingerprint ${Fingerprint.slice(0, 64)} has another value than that fingerprint tells.`,
    );
  }
  const key = keyOf(der);
  if (key === null) {
    throw new PublicKeysError(`The key with the fingerprint ${fingerprint} is not an RSA public key. ${HOW}`);
  }
  const value = der.toString('base64');
  return { fingerprint, key, value, validFromMs: toMs(ValidityStartTime), validToMs: toMs(ValidityEndTime) };
}

function keyOf(der: Buffer): KeyObject | null {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'pkcs1' });
  } catch {
    return null;
  }
}

/** Times come as ISO texts or as seconds, by version of the AWS CLI. */
function toMs(value: string | number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  const ms = typeof value === 'number' ? value * 1000 : Date.parse(value);
  return Number.isFinite(ms) ? ms : null;
}

/** Whether the hex signature of the text (RSA PKCS#1 v1.5 with SHA-256) was made with that key. */
export function verifies(key: PublicKey, text: string, signature: string): boolean {
  if (!/^(?:[0-9a-f]{2})+$/i.test(signature)) return false;
  return verify('RSA-SHA256', Buffer.from(text), key.key, Buffer.from(signature, 'hex'));
}
