import { z } from 'zod';
import { parseJson } from '../normalise/json-object.ts';

const document = z.object({
  version: z.string().nullish(),
  region: z.string().nullish(),
  files: z.array(z.object({ fileHashValue: z.string().max(200), fileName: z.string().max(1000) })),
  hashAlgorithm: z.string(),
  signatureAlgorithm: z.string().nullish(),
  hashSignature: z.string().max(10_000),
  publicKeyFingerprint: z.string().max(200),
});

/** The sign file of a CloudTrail Lake query result: the hashes of its files as stored, signed. */
export type SignFile = {
  readonly path: string;
  readonly fileId: number;
  readonly fingerprint: string;
  readonly signature: string;
  /** The hashes with one space between them. */
  readonly signedText: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
};

/** Null where the text is no sign file. */
export function parseSignFile(path: string, fileId: number, content: string): SignFile | null {
  const parsed = document.safeParse(parseJson(content));
  if (!parsed.success || parsed.data.hashAlgorithm !== 'SHA-256') return null;
  const { files, hashSignature, publicKeyFingerprint } = parsed.data;
  return {
    path,
    fileId,
    fingerprint: publicKeyFingerprint.toLowerCase(),
    signature: hashSignature,
    signedText: files.map((file) => file.fileHashValue).join(' '),
    files: files.map((file) => ({ name: file.fileName, sha256: file.fileHashValue.toLowerCase() })),
  };
}
