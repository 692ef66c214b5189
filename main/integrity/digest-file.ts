import { z } from 'zod';
import { parseJson } from '../normalise/json-object.ts';
import { type DigestName, parseDigestKey } from './s3-key.ts';

const hash = z.string().max(200);
const text = z.string().max(2000);

const document = z.object({
  awsAccountId: z.string().regex(/^\d{12}$/),
  digestStartTime: z.iso.datetime(),
  digestEndTime: z.iso.datetime(),
  digestS3Bucket: text,
  digestS3Object: text,
  digestPublicKeyFingerprint: text.nullish(),
  digestSignatureAlgorithm: text.nullish(),
  previousDigestS3Bucket: text.nullish(),
  previousDigestS3Object: text.nullish(),
  previousDigestHashValue: hash.nullish(),
  previousDigestHashAlgorithm: text.nullish(),
  previousDigestSignature: z.string().max(10_000).nullish(),
  logFiles: z.array(z.object({ s3Bucket: text, s3Object: text, hashValue: hash, hashAlgorithm: text })),
});

/** A digest as it was found; cloudtrail.md §3 explains its fields. */
export type Digest = {
  readonly path: string;
  readonly fileId: number;
  /** Of its uncompressed content, lower-case hex. */
  readonly sha256: string;
  readonly account: string;
  readonly name: DigestName;
  readonly bucket: string;
  readonly key: string;
  /** As in the digest, for instance `2015-08-17T14:01:31Z`. */
  readonly start: string;
  readonly end: string;
  readonly fingerprint: string | null;
  readonly previousKey: string | null;
  readonly previousHash: string | null;
  /** Hex; the signature of the digest before this one. */
  readonly previousSignature: string | null;
  readonly logFiles: readonly { readonly key: string; readonly sha256: string }[];
};

/** What a digest is read from; the hash is of the content, lower-case hex. */
type DigestText = Pick<Digest, 'path' | 'fileId' | 'sha256'> & { readonly content: string };

/** Reads a digest's text. Answers a sentence where it is none that can be checked. */
export function parseDigest({ path, fileId, content, sha256 }: DigestText): Digest | string {
  const json = parseJson(content);
  if (json === undefined) return 'It is not valid JSON.';
  const parsed = document.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `Its field “${issue?.path.join('.') ?? ''}” is missing or not what a digest has there.`;
  }
  const digest = parsed.data;
  const algorithms = [
    digest.previousDigestHashAlgorithm,
    ...digest.logFiles.map((file) => file.hashAlgorithm),
  ];
  const other = algorithms.find((algorithm) => algorithm && algorithm !== 'SHA-256');
  if (other) return `It uses the hash algorithm “${other.slice(0, 40)}”, which is not supported.`;
  return {
    path,
    fileId,
    sha256,
    account: digest.awsAccountId,
    name: parseDigestKey(digest.digestS3Object),
    bucket: digest.digestS3Bucket,
    key: digest.digestS3Object,
    start: digest.digestStartTime,
    end: digest.digestEndTime,
    fingerprint: digest.digestPublicKeyFingerprint?.toLowerCase() ?? null,
    previousKey: digest.previousDigestS3Object ?? null,
    previousHash: digest.previousDigestHashValue?.toLowerCase() ?? null,
    previousSignature: digest.previousDigestSignature ?? null,
    logFiles: digest.logFiles.map((file) => ({ key: file.s3Object, sha256: file.hashValue.toLowerCase() })),
  };
}

/** The text that AWS signs for a digest (cloudtrail.md §3). */
export function signedText({ end, bucket, key, sha256, previousSignature }: Digest): string {
  return `${end}\n${bucket}/${key}\n${sha256}\n${previousSignature ?? 'null'}`;
}
