import type { IntegrityLevel, SignatureState } from '../../preload/contract/model/integrity.ts';
import { groupBy } from '../database/group-by.ts';
import { type Digest, signedText } from './digest-file.ts';
import type { SavedSignature } from './object-metadata.ts';
import type { Pause } from './pause.ts';
import { type PublicKey, verifies } from './public-keys.ts';
import type { CheckedChain, Finding } from './report.ts';
import { baseName } from './s3-key.ts';

/** What is known of a digest once its chain was checked. */
export type JudgedDigest = {
  readonly digest: Digest;
  readonly signature: SignatureState;
  readonly level: IntegrityLevel;
  /** Of the digest, and of further copies of it. */
  readonly fileIds: readonly number[];
};

export type DigestCheck = {
  readonly chains: readonly CheckedChain[];
  readonly judged: readonly JudgedDigest[];
  readonly findings: readonly Finding[];
};

/** AWS's own check allows a key two hours beyond the end of its validity. */
const KEY_GRACE_MS = 2 * 3_600_000;

/** Checks digests against each other, their names and, where keys and signatures are at hand, AWS's signatures. */
export async function checkDigests(
  digests: readonly Digest[],
  keys: readonly PublicKey[],
  signatures: readonly SavedSignature[],
  pause: Pause,
): Promise<DigestCheck> {
  const copies = groupBy(digests, ({ key, sha256, path }) => `${key}\n${sha256}\n${baseName(path)}`);
  const distinct = new Map(
    [...copies.values()].map((same) => [same[0] as Digest, same.map(({ fileId }) => fileId)]),
  );
  const given: Given = { keys, saved: groupBy(signatures, ({ path }) => digestNameOf(path)) };
  const checks: ChainCheck[] = [];
  for (const chain of groupBy(distinct.keys(), chainOf).values()) {
    const inOrder = chain.toSorted((a, b) => Date.parse(a.end) - Date.parse(b.end));
    checks.push(await checkChain(inOrder, distinct, given, pause));
  }
  return {
    chains: checks.map((check) => check.chain),
    judged: checks.flatMap((check) => check.judged),
    findings: checks.flatMap((check) => check.findings),
  };
}

/** What signatures are checked with: public keys, and signatures saved from metadata by the name of their digest. */
type Given = {
  readonly keys: readonly PublicKey[];
  readonly saved: ReadonlyMap<string, readonly SavedSignature[]>;
};

/**
 * Saved metadata is named after its digest: `DIGEST.json.gz.metadata.json`, `DIGEST.json.head-object.json` or the like.
 */
function digestNameOf(path: string): string {
  const name = path.slice(path.replaceAll('\\', '/').lastIndexOf('/') + 1);
  return /^.*?\.json/.exec(name)?.[0] ?? name;
}

function chainOf({ account, bucket, name }: Digest): string {
  return [account, bucket, name.place, name.region, name.trail, name.backfill].join('\n');
}

type ChainCheck = {
  readonly chain: CheckedChain;
  readonly judged: readonly JudgedDigest[];
  readonly findings: readonly Finding[];
};

async function checkChain(
  digests: readonly Digest[],
  fileIds: ReadonlyMap<Digest, readonly number[]>,
  given: Given,
  pause: Pause,
): Promise<ChainCheck> {
  const { keys } = given;
  const findings: Finding[] = [];
  const successors = groupBy(digests, ({ previousKey }) => previousKey ?? '');
  const failed = new Set<Digest>();
  const verified = new Set<Digest>();
  const states = new Map<Digest, SignatureState>();
  const fail = (digest: Digest, rule: Finding['rule'], message: string): void => {
    failed.add(digest);
    findings.push({ severity: 'wrong', rule, path: digest.path, fileId: digest.fileId, message });
  };
  // From the newest on: what a digest says of the one before it counts for as much as the digest itself.
  for (const digest of digests.toReversed()) {
    await pause();
    const next = (successors.get(digest.key) ?? []).filter((later) => later !== digest);
    checkName(digest, fail);
    const state = signatureOf(digest, next, given);
    states.set(digest, state);
    if (state === 'invalid') {
      fail(
        digest,
        'signature-invalid',
        'AWS’s signature of this digest does not match it: it was changed, or made by someone else.',
      );
    }
    if (state === 'key-not-given' && keys.length > 0) {
      findings.push({
        severity: 'wrong',
        rule: 'key-unknown',
        path: digest.path,
        fileId: digest.fileId,
        message: `It names a public key (fingerprint ${digest.fingerprint ?? 'none'}) that is not among those given. Add the keys of its region and time; if AWS has none of that fingerprint, the digest was not made by AWS.`,
      });
    }
    const contradicting = next.filter((later) => later.previousHash !== digest.sha256);
    for (const later of contradicting) {
      fail(
        digest,
        'digest-changed',
        `The digest after it (${baseName(later.path)}) names another hash for it: one of the two was changed or replaced.`,
      );
    }
    const vouched = next.some((later) => verified.has(later) && later.previousHash === digest.sha256);
    if (!failed.has(digest) && (state === 'verified' || vouched)) verified.add(digest);
    checkKeyDates(digest, state, keys, findings);
  }
  findings.push(...checkLinks(digests));
  const judged = digests.map((digest) => ({
    digest,
    signature: states.get(digest) ?? 'signature-not-given',
    level: levelOf(digest, failed, verified),
    fileIds: fileIds.get(digest) ?? [],
  }));
  return { chain: chainReport(digests, judged), judged, findings };
}

function levelOf(digest: Digest, failed: ReadonlySet<Digest>, verified: ReadonlySet<Digest>): IntegrityLevel {
  if (failed.has(digest)) return 'failed';
  return verified.has(digest) ? 'signature-verified' : 'hash-consistent';
}

/** A digest under another name than its own, as two that were swapped have. */
function checkName(
  digest: Digest,
  fail: (digest: Digest, rule: Finding['rule'], message: string) => void,
): void {
  if (baseName(digest.path) === baseName(digest.key)) return;
  fail(
    digest,
    'digest-moved',
    `It says that it is ${baseName(digest.key)}, but lies here under another name: it was renamed, or another was put in its place.`,
  );
}

function signatureOf(digest: Digest, next: readonly Digest[], { keys, saved }: Given): SignatureState {
  const signatures = [
    ...next.flatMap(({ previousSignature }) => previousSignature ?? []),
    ...(saved.get(baseName(digest.path)) ?? []).map(({ signature }) => signature),
  ];
  if (signatures.length === 0) return 'signature-not-given';
  const key = keys.find(({ fingerprint }) => fingerprint === digest.fingerprint);
  if (key === undefined) return 'key-not-given';
  const text = signedText(digest);
  return signatures.some((signature) => verifies(key, text, signature)) ? 'verified' : 'invalid';
}

function checkKeyDates(
  digest: Digest,
  state: SignatureState,
  keys: readonly PublicKey[],
  findings: Finding[],
): void {
  if (state !== 'verified') return;
  const key = keys.find(({ fingerprint }) => fingerprint === digest.fingerprint);
  const at = Date.parse(digest.end);
  const early = key?.validFromMs !== null && key !== undefined && at < key.validFromMs;
  const late = key?.validToMs !== null && key !== undefined && at > key.validToMs + KEY_GRACE_MS;
  if (!early && !late) return;
  findings.push({
    severity: 'wrong',
    rule: 'key-out-of-date',
    path: digest.path,
    fileId: digest.fileId,
    message: `It was signed with a key that was ${early ? 'not valid yet' : 'no longer valid'} at its time.`,
  });
}

/** What is missing between the digests of a chain, in the order of time. */
function checkLinks(digests: readonly Digest[]): Finding[] {
  const keys = new Set(digests.map((digest) => digest.key));
  const newest: Digest[] = [];
  return digests.flatMap((digest) => {
    // Of one key there may be several, where one was changed: the one before is of another key.
    if (newest.at(-1)?.key !== digest.key) newest.push(digest);
    const before = newest.at(-2);
    const { path, fileId } = digest;
    if (digest.previousKey !== null && !keys.has(digest.previousKey)) {
      return before === undefined
        ? [
            {
              severity: 'note',
              rule: 'chain-cut',
              path,
              fileId,
              message: `The chain goes on before it with ${baseName(digest.previousKey)}, which is not here: nothing earlier was checked.`,
            } as const,
          ]
        : [
            {
              severity: 'wrong',
              rule: 'digest-missing',
              path,
              fileId,
              message: `The digest before it, ${baseName(digest.previousKey)}, is missing: what was delivered between ${before.end} and ${digest.start} cannot be checked.`,
            } as const,
          ];
    }
    if (before === undefined || digest.name.backfill) return [];
    const restarted: Finding[] =
      digest.previousKey === null
        ? [
            {
              severity: 'note',
              rule: 'chain-restarted',
              path,
              fileId,
              message: `A new chain begins here, though ${baseName(before.path)} is older: validation was switched off and on, or the trail was made anew.`,
            },
          ]
        : [];
    if (Date.parse(before.end) >= Date.parse(digest.start)) return restarted;
    return [
      ...restarted,
      {
        severity: 'wrong',
        rule: 'digest-gap',
        path,
        fileId,
        message: `No digest speaks for the time from ${before.end} to ${digest.start}: logging or validation was off, or digests were deleted.`,
      } as const,
    ];
  });
}

function chainReport(digests: readonly Digest[], judged: readonly JudgedDigest[]): CheckedChain {
  const [first] = digests as [Digest, ...Digest[]];
  return {
    account: first.account,
    region: first.name.region,
    trail: first.name.trail,
    backfill: first.name.backfill,
    digests: judged.map(({ digest, signature, level, fileIds }) => ({
      path: digest.path,
      fileIds,
      key: digest.key,
      start: digest.start,
      end: digest.end,
      fingerprint: digest.fingerprint,
      signature,
      level,
      logFiles: digest.logFiles.length,
    })),
    emptyDigests: digests.filter(({ logFiles }) => logFiles.length === 0).length,
  };
}
