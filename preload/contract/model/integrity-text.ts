import type { IntegrityLevel, IntegrityRule } from './integrity.ts';

type LevelText = { readonly title: string; readonly text: string };

/** What the levels are called and mean. They are never merged into one verdict. */
export const INTEGRITY_LEVELS: Readonly<Record<IntegrityLevel, LevelText>> = {
  'signature-verified': {
    title: 'Signature-verified',
    text: 'The hash stands in a digest that AWS signed; the signature was checked with a key you gave.',
  },
  'hash-consistent': {
    title: 'Hash-consistent',
    text: 'The hash stands in a digest, whose own signature was not checked: files and digests might have been changed together.',
  },
  'not-covered': {
    title: 'Not covered',
    text: 'No digest says anything about it. That is no sign of tampering, and no proof against it.',
  },
  failed: { title: 'Failed', text: 'A digest contradicts it; the findings say how.' },
};

type RuleText = { readonly title: string; readonly reason: string };

/** What each check is called when it finds something, and how that usually comes about. */
export const INTEGRITY_RULES: Readonly<Record<IntegrityRule, RuleText>> = {
  'digest-unreadable': {
    title: 'Digest cannot be read',
    reason: 'A bad copy. Fetch it again; what it lists is not covered until then.',
  },
  'digest-damaged': {
    title: 'Digest is damaged',
    reason: 'A bad copy, or bytes that were added after its end. Fetch it again.',
  },
  'digest-changed': {
    title: 'Digest was changed',
    reason: 'This digest or the one after it was edited or replaced.',
  },
  'digest-moved': {
    title: 'Digest under another name',
    reason: 'Digests were swapped or renamed, or the copy gave them new names.',
  },
  'digest-missing': { title: 'Digest is missing', reason: 'It was deleted, or not copied.' },
  'digest-gap': {
    title: 'Gap between digests',
    reason: 'Logging or log file validation was off, or digests were deleted.',
  },
  'chain-cut': {
    title: 'Chain begins earlier',
    reason: 'Only a part of the digests was copied. Copy the older ones to check what came before.',
  },
  'chain-restarted': {
    title: 'Chain begins anew',
    reason: 'Log file validation was switched off and on, or the trail was made anew.',
  },
  'signature-invalid': { title: 'Signature is invalid', reason: 'The file was edited, or it was forged.' },
  'key-unknown': {
    title: 'Key was not given',
    reason: 'The keys are of another region or time; or it was not AWS who signed.',
  },
  'key-out-of-date': { title: 'Key out of its time', reason: 'It was forged with an old key.' },
  'log-changed': { title: 'Log file was changed', reason: 'It was edited after AWS delivered it.' },
  'log-damaged': {
    title: 'Log file is damaged',
    reason: 'A bad copy, or bytes that were added after its end. Fetch it again.',
  },
  'log-missing': { title: 'Log file is missing', reason: 'It was deleted, or not copied.' },
  'log-extra': {
    title: 'Log file was added',
    reason: 'It was put there by someone else than AWS, renamed, or copied from another folder.',
  },
  'result-changed': { title: 'Query result was changed', reason: 'It was edited after the query.' },
  'result-missing': { title: 'Query result is missing', reason: 'It was deleted, or not copied.' },
  'result-extra': { title: 'Query result was added', reason: 'It was added to the folder, or renamed.' },
};

type KeysWanted = { readonly region: string; readonly fromAt: string; readonly toAt: string };

/**
 * The command that prints the public keys of a region and time. The region comes out of a file: one that is not spelled
 * as regions are is left out, so that nothing but this command can be pasted into a terminal.
 */
export function listKeysCommand({ region, fromAt, toAt }: KeysWanted): string {
  const known = /^[a-z0-9-]{1,40}$/.test(region) ? region : 'REGION';
  return `aws cloudtrail list-public-keys --region ${known} --start-time ${dayOf(fromAt, 0)} --end-time ${dayOf(toAt, 1)}`;
}

/** The day of a time, or of the days after it: `2024-03-05`. */
function dayOf(at: string, daysAfter: number): string {
  return new Date(Date.parse(at) + daysAfter * 86_400_000).toISOString().slice(0, 10);
}
