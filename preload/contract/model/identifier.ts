/** What the first four characters of a unique id say it is; source: IAM user guide, "IAM identifiers". */
const PREFIXES: Readonly<Record<string, string>> = {
  ABIA: 'STS service bearer token',
  ACCA: 'context-specific credential',
  AGPA: 'user group',
  AIDA: 'IAM user',
  AIPA: 'EC2 instance profile',
  AKIA: 'long-term access key',
  ANPA: 'managed policy',
  ANVA: 'version of a managed policy',
  APKA: 'public key',
  AROA: 'role',
  ASCA: 'certificate',
  ASIA: 'temporary access key of STS',
};

/** Ids whose account has been seen to decode; of the others nothing is published. */
const WITH_ACCOUNT = new Set(['AKIA', 'ASIA', 'AROA', 'AIDA']);

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PAYLOAD = /^[A-Z2-7]{16,}$/;
const LARGEST_ACCOUNT = 999_999_999_999;

/** The prefix of a unique id and what it means; null where it is none of those AWS documents. */
export function identifierPrefix(id: string): { readonly prefix: string; readonly meaning: string } | null {
  const prefix = id.slice(0, 4);
  const meaning = Object.hasOwn(PREFIXES, prefix) ? PREFIXES[prefix] : undefined;
  return meaning === undefined ? null : { prefix, meaning };
}

/** The account a unique id was issued in, or why the id does not tell it. */
export type DecodedAccount =
  | { readonly account: string; readonly reason: null }
  | { readonly account: null; readonly reason: string };

/**
 * Reads the account out of the id of an access key, role or user, offline: 40 bits of its base32 text. Never throws.
 * Source: A. Steele, "AWS Access Key ID formats" (2020); spec: cloudtrail, section 6.
 */
export function decodeAccount(id: string): DecodedAccount {
  const payload = id.slice(4);
  if (!WITH_ACCOUNT.has(id.slice(0, 4))) return cannot('ids of this kind do not carry an account');
  if (!PAYLOAD.test(payload)) return cannot('it is not an id as AWS issues them');
  if (BASE32.indexOf(payload.charAt(0)) < 16) return cannot('ids issued before about 2019 carry no account');
  const bits = [...payload.slice(0, 10)].reduce((sum, letter) => sum * 32 + BASE32.indexOf(letter), 0);
  // Ten letters are 50 bits: the first is a mark, the next 40 are the account.
  const account = Math.floor(bits / 2 ** 9) % 2 ** 40;
  if (account > LARGEST_ACCOUNT) return cannot('it is not an id as AWS issues them');
  return { account: String(account).padStart(12, '0'), reason: null };
}

function cannot(reason: string): DecodedAccount {
  return { account: null, reason };
}
