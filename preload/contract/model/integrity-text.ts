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

/** What each check is called when it finds something; INTEGRITY.md explains them. */
export const INTEGRITY_RULES: Readonly<Record<IntegrityRule, string>> = {
  'digest-unreadable': 'Digest cannot be read',
  'digest-damaged': 'Digest is damaged',
  'digest-changed': 'Digest was changed',
  'digest-moved': 'Digest under another name',
  'digest-missing': 'Digest is missing',
  'digest-gap': 'Gap between digests',
  'chain-cut': 'Chain begins earlier',
  'chain-restarted': 'Chain begins anew',
  'signature-invalid': 'Signature is invalid',
  'key-unknown': 'Key was not given',
  'key-out-of-date': 'Key out of its time',
  'log-changed': 'Log file was changed',
  'log-damaged': 'Log file is damaged',
  'log-missing': 'Log file is missing',
  'log-extra': 'Log file was added',
  'result-changed': 'Query result was changed',
  'result-missing': 'Query result is missing',
  'result-extra': 'Query result was added',
};
