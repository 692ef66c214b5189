/**
 * What vouches for a file's content. `signature-verified`: a digest or sign file lists its hash, and AWS's signature of
 * that was checked with a public key. `hash-consistent`: a digest lists its hash, whose own signature was not checked.
 * `not-covered`: nothing that was given says anything about it. `failed`: something that was given contradicts it.
 */
export type IntegrityLevel = 'signature-verified' | 'hash-consistent' | 'not-covered' | 'failed';

/** Which check a finding comes from; INTEGRITY.md explains each. */
type IntegrityRule =
  | 'digest-unreadable'
  | 'digest-damaged'
  | 'digest-changed'
  | 'digest-moved'
  | 'digest-missing'
  | 'digest-gap'
  | 'chain-cut'
  | 'chain-restarted'
  | 'signature-invalid'
  | 'key-unknown'
  | 'key-out-of-date'
  | 'log-changed'
  | 'log-damaged'
  | 'log-missing'
  | 'log-extra'
  | 'result-changed'
  | 'result-missing'
  | 'result-extra';

/** `wrong` contradicts the evidence or leaves a hole in it; a `note` only bounds what was checked. */
export type Finding = {
  readonly severity: 'wrong' | 'note';
  readonly rule: IntegrityRule;
  /** The file it is about, as it was found; null where it is not there. */
  readonly path: string | null;
  readonly message: string;
};

/** Whether the signature of a digest or sign file was checked, and what came of it. */
export type SignatureState = 'verified' | 'invalid' | 'key-not-given' | 'signature-not-given';

type CheckedDigest = {
  readonly path: string;
  readonly key: string;
  /** ISO times in UTC, as they stand in the digest. */
  readonly start: string;
  readonly end: string;
  readonly signature: SignatureState;
  readonly level: IntegrityLevel;
  readonly logFiles: number;
};

/** Digests of one account, region, trail and place of delivery, in the order of time. */
export type CheckedChain = {
  readonly account: string;
  readonly region: string;
  readonly trail: string;
  readonly backfill: boolean;
  readonly digests: readonly CheckedDigest[];
  /** Digests that list no file: no log was delivered in their time. */
  readonly emptyDigests: number;
};

export type CheckedFile = {
  readonly path: string;
  readonly level: IntegrityLevel;
  /** SHA-256 of the content, lower-case hex: uncompressed for log files, as stored for query results. */
  readonly sha256: string | null;
};

export type CheckedSignFile = {
  readonly path: string;
  readonly signature: SignatureState;
  readonly files: number;
};

export type IntegrityReport = {
  readonly chains: readonly CheckedChain[];
  readonly signFiles: readonly CheckedSignFile[];
  readonly files: readonly CheckedFile[];
  readonly findings: readonly Finding[];
};
