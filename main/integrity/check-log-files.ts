import { groupBy } from '../query/group-by.ts';
import type { JudgedDigest } from './check-digests.ts';
import type { FoundFile } from './found-files.ts';
import type { CheckedFile, Finding, IntegrityLevel } from './report.ts';
import { baseName, parseLogName, rootOf } from './s3-key.ts';

export type FileCheck = { readonly files: readonly CheckedFile[]; readonly findings: readonly Finding[] };

type Listing = { readonly judged: JudgedDigest; readonly key: string; readonly sha256: string };

/** Checks log files against what the digests list, and the reverse. */
export function checkLogFiles(judged: readonly JudgedDigest[], files: readonly FoundFile[]): FileCheck {
  const listings = judged.flatMap((one) =>
    one.digest.logFiles.map((listed): Listing => ({ judged: one, ...listed })),
  );
  const byName = groupBy(listings, ({ key }) => baseName(key));
  const checked = files.map((file) => checkFile(file, byName.get(baseName(file.path)) ?? [], judged));
  const here = new Set(files.map(({ path }) => baseName(path)));
  const missing = [...byName.values()]
    .flatMap((same) => same.slice(0, 1))
    .filter(({ key }) => !here.has(baseName(key)))
    .map(
      ({ key, judged: { digest } }): Finding => ({
        severity: 'wrong',
        rule: 'log-missing',
        path: null,
        message: `${key} is missing: ${baseName(digest.path)} lists it as delivered.`,
      }),
    );
  return {
    files: checked.map(({ file }) => file),
    findings: [...checked.flatMap(({ finding }) => finding ?? []), ...missing],
  };
}

type CheckedOne = { readonly file: CheckedFile; readonly finding: Finding | null };

function checkFile(
  file: FoundFile,
  listings: readonly Listing[],
  judged: readonly JudgedDigest[],
): CheckedOne {
  const { path, contentSha256: sha256 } = file;
  const result = (level: IntegrityLevel, rule: Finding['rule'] | null, message = ''): CheckedOne => ({
    file: { path, level, sha256 },
    finding: rule === null ? null : { severity: 'wrong', rule, path, message },
  });
  if (listings.length === 0) {
    return isExtra(file, judged)
      ? result(
          'failed',
          'log-extra',
          'No digest of its time lists it, though they list all that AWS delivered: it was added, or renamed.',
        )
      : result('not-covered', null);
  }
  if (file.damage !== null) {
    return result('failed', 'log-damaged', `${file.damage} AWS holds such a file for invalid.`);
  }
  const matching = listings.filter((listing) => listing.sha256 === sha256);
  if (matching.length === 0) {
    const [{ judged: by }] = listings as [Listing, ...Listing[]];
    return result(
      'failed',
      'log-changed',
      `Its content is not what ${baseName(by.digest.path)} vouches for: it was changed after delivery.`,
    );
  }
  const levels = matching.map(({ judged: by }) => by.level);
  if (levels.includes('signature-verified')) return result('signature-verified', null);
  return result(levels.includes('hash-consistent') ? 'hash-consistent' : 'not-covered', null);
}

/** Whether digests of the file's account, region, place and time are here, and yet do not list it. */
function isExtra(file: FoundFile, judged: readonly JudgedDigest[]): boolean {
  const name = parseLogName(file.path);
  const root = rootOf(file.path);
  if (name === null || root === null) return false;
  const at = Date.parse(name.time);
  return judged.some(
    ({ digest }) =>
      digest.account === name.account &&
      digest.name.region === name.region &&
      !digest.name.backfill &&
      rootOf(digest.path) === root &&
      Date.parse(digest.start) <= at &&
      at < Date.parse(digest.end),
  );
}
