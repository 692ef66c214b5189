import { z } from 'zod';

const count = z.number().int().nonnegative();

/**
 * What vouches for a file's content. `signature-verified`: a digest or sign file lists its hash, and AWS's signature of
 * that was checked with a public key. `hash-consistent`: a digest lists its hash, whose own signature was not checked.
 * `not-covered`: nothing that was given says anything about it. `failed`: something that was given contradicts it.
 */
export const integrityLevel = z.enum(['signature-verified', 'hash-consistent', 'not-covered', 'failed']);
export type IntegrityLevel = z.infer<typeof integrityLevel>;

/** Which check a finding comes from; see INTEGRITY_RULES. */
export const integrityRule = z.enum([
  'digest-unreadable',
  'digest-damaged',
  'digest-changed',
  'digest-moved',
  'digest-missing',
  'digest-gap',
  'chain-cut',
  'chain-restarted',
  'signature-invalid',
  'key-unknown',
  'key-out-of-date',
  'log-changed',
  'log-damaged',
  'log-missing',
  'log-extra',
  'result-changed',
  'result-missing',
  'result-extra',
]);
export type IntegrityRule = z.infer<typeof integrityRule>;

/** `wrong` contradicts the evidence or leaves a hole in it; a `note` only bounds what was checked. */
export const findingSeverity = z.enum(['wrong', 'note']);

/** Whether the signature of a digest or sign file was checked, and what came of it. */
export const signatureState = z.enum(['verified', 'invalid', 'key-not-given', 'signature-not-given']);
export type SignatureState = z.infer<typeof signatureState>;

/** A public key that the case keeps. `names` counts the digests and sign files that name it. */
export const keptKey = z.object({
  fingerprint: z.string(),
  validFromAt: z.string().nullable(),
  validToAt: z.string().nullable(),
  addedAt: z.string(),
  names: count,
});
export type KeptKey = z.infer<typeof keptKey>;

/** Digests that follow each other with the same level. */
const chainSpan = z.object({
  fromAt: z.string(),
  toAt: z.string(),
  level: integrityLevel,
  digests: count,
  logFiles: count,
});

/** Digests of one account, region, trail and place of delivery. `emptyDigests` say that nothing was delivered. */
export const digestChain = z.object({
  account: z.string(),
  region: z.string(),
  trail: z.string(),
  backfill: z.boolean(),
  fromAt: z.string(),
  toAt: z.string(),
  digests: count,
  emptyDigests: count,
  logFiles: count,
  signatures: z.record(signatureState, count),
  spans: z.array(chainSpan),
});
export type DigestChain = z.infer<typeof digestChain>;

/** Digests whose signature was not checked for want of a key: which keys to fetch, for which time. */
const wantedKeys = z.object({
  region: z.string(),
  fromAt: z.string(),
  toAt: z.string(),
  fingerprints: z.array(z.string()),
  digests: count,
});

/** What vouches for the files of a case, as it was last checked. */
export const caseIntegrity = z.object({
  /** Null where the case has nothing that vouches for anything. */
  checkedAt: z.string().nullable(),
  digests: count,
  signFiles: count,
  savedSignatures: count,
  /** Digests and sign files that an older version read without keeping their text: to be read again. */
  unreadSourceIds: z.array(z.number().int()),
  /** Files with records, and the events in them, by level; an event in files of two levels counts at both. */
  levels: z.array(z.object({ level: integrityLevel, files: count, events: count })),
  wrong: count,
  notes: count,
  chains: z.array(digestChain),
  keys: z.array(keptKey),
  wantedKeys: z.array(wantedKeys),
});
export type CaseIntegrity = z.infer<typeof caseIntegrity>;

/** One thing that is wrong, or bounds what was checked. `path` and `sourceId` are null where the file is not there. */
export const integrityFinding = z.object({
  severity: findingSeverity,
  rule: integrityRule,
  sourceId: z.number().int().nullable(),
  path: z.string().nullable(),
  message: z.string(),
});
export type IntegrityFinding = z.infer<typeof integrityFinding>;

export const findingPage = z.object({
  total: count,
  rules: z.array(z.object({ rule: integrityRule, severity: findingSeverity, findings: count })),
  findings: z.array(integrityFinding),
});
