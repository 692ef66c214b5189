import type {
  IntegrityFinding,
  IntegrityLevel,
  SignatureState,
} from '../../preload/contract/model/integrity.ts';
import { CliError } from './cli-error.ts';
import { formatCount, formatNoun } from './format-amount.ts';
import { visibleText } from './visible-text.ts';

/** What levels are called in text, in the order in which they are told. */
export const LEVELS: Readonly<Record<IntegrityLevel, string>> = {
  'signature-verified': 'signature-verified',
  'hash-consistent': 'hash-consistent',
  'not-covered': 'not covered',
  failed: 'failed',
};

export const SIGNATURES: Readonly<Record<SignatureState, string>> = {
  verified: 'verified',
  invalid: 'invalid',
  'key-not-given': 'not checked (no key)',
  'signature-not-given': 'not checked (no signature)',
};

/** `6 verified, 2 invalid`, in the order of the names, without those that do not occur. */
export function tally<K extends string>(
  names: Readonly<Record<K, string>>,
  counts: Readonly<Partial<Record<K, number>>>,
): string {
  const parts = (Object.keys(names) as K[])
    .filter((key) => (counts[key] ?? 0) > 0)
    .map((key) => `${formatCount(counts[key] ?? 0)} ${names[key]}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

type ChainFacts = {
  readonly account: string;
  readonly region: string;
  readonly trail: string;
  readonly backfill: boolean;
  readonly digests: number;
  readonly emptyDigests: number;
  readonly from: string;
  readonly to: string;
  readonly signatures: Readonly<Partial<Record<SignatureState, number>>>;
};

/** A chain of digests in two lines. */
export function chainLines(chain: ChainFacts): string[] {
  const { account, region, trail, backfill, digests, emptyDigests, from, to, signatures } = chain;
  const empty =
    emptyDigests === 0 ? '' : `, ${formatCount(emptyDigests)} of them for times without any delivery`;
  return [
    `Account ${account}, ${visibleText(region)}, trail ${visibleText(trail)}${backfill ? ' (backfill)' : ''}: ${formatNoun(digests, 'digest')}${empty}, from ${from} to ${to} (UTC).`,
    `  Signatures: ${tally(SIGNATURES, signatures)}.`,
  ];
}

export function findingLine({ severity, rule, path, message }: Omit<IntegrityFinding, 'sourceId'>): string {
  const about = path === null ? '' : `${visibleText(path)}: `;
  return `${severity === 'wrong' ? 'WRONG' : 'Note '} ${rule}: ${about}${visibleText(message)}`;
}

/** Throws where something is wrong, or nothing was there to check against. */
export function requireSound(vouchers: number, wrong: number): void {
  if (vouchers === 0) {
    throw new CliError(
      'There is no digest file and no sign file among them, so nothing could be verified. Copy the folder CloudTrail-Digest of the bucket too.',
    );
  }
  if (wrong > 0) {
    throw new CliError(wrong === 1 ? 'One thing is wrong.' : `${formatCount(wrong)} things are wrong.`);
  }
}
