import type {
  IntegrityLevel,
  IntegrityRule,
  SignatureState,
} from '../../preload/contract/model/integrity.ts';

/** `wrong` contradicts the evidence or leaves a hole in it; a `note` only bounds what was checked. */
export type Finding = {
  readonly severity: 'wrong' | 'note';
  readonly rule: IntegrityRule;
  /** The file it is about, as it was found; null where it is not there. */
  readonly path: string | null;
  readonly fileId: number | null;
  readonly message: string;
};

type CheckedDigest = {
  readonly path: string;
  /** Of the digest, and of further copies of it. */
  readonly fileIds: readonly number[];
  readonly key: string;
  /** ISO times in UTC, as they stand in the digest. */
  readonly start: string;
  readonly end: string;
  /** Of the public key that it names. */
  readonly fingerprint: string | null;
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
  readonly fileId: number;
  readonly level: IntegrityLevel;
  /** SHA-256 of the content, lower-case hex: uncompressed for log files, as stored for query results. */
  readonly sha256: string | null;
};

export type CheckedSignFile = {
  readonly path: string;
  readonly fileId: number;
  readonly fingerprint: string;
  readonly signature: SignatureState;
  readonly files: number;
};

export type IntegrityReport = {
  readonly chains: readonly CheckedChain[];
  readonly signFiles: readonly CheckedSignFile[];
  readonly files: readonly CheckedFile[];
  readonly findings: readonly Finding[];
};
