import type { IntegrityLevel } from '../../preload/contract/model/integrity.ts';
import { groupBy } from '../database/group-by.ts';
import type { JudgedDigest } from './check-digests.ts';
import type { FoundFile } from './found-files.ts';
import type { Pause } from './pause.ts';
import type { CheckedFile, Finding } from './report.ts';
import { baseName, parseLogName, rootOf } from './s3-key.ts';

export type FileCheck = { readonly files: readonly CheckedFile[]; readonly findings: readonly Finding[] };

type Listing = { readonly judged: JudgedDigest; readonly key: string; readonly sha256: string };

/** Checks log files against what the digests list, and the reverse. */
export async function checkLogFiles(
  judged: readonly JudgedDigest[],
  files: readonly FoundFile[],
  pause: Pause,
): Promise<FileCheck> {
  const listings = judged.flatMap((one) =>
    one.digest.logFiles.map((listed): Listing => ({ judged: one, ...listed })),
  );
  const byName = groupBy(listings, ({ key }) => baseName(key));
  const isSpokenFor = spokenTimes(judged);
  const checked: CheckedOne[] = [];
  for (const file of files) {
    await pause();
    checked.push(checkFile(file, byName.get(baseName(file.path)) ?? [], isSpokenFor));
  }
  const here = new Set(files.map(({ path }) => baseName(path)));
  const missing = [...byName.values()]
    .flatMap((same) => same.slice(0, 1))
    .filter(({ key }) => !here.has(baseName(key)))
    .map(
      ({ key, judged: { digest } }): Finding => ({
        severity: 'wrong',
        rule: 'log-missing',
        path: null,
        fileId: null,
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
  isSpokenFor: (file: FoundFile) => boolean,
): CheckedOne {
  const { path, fileId, contentSha256: sha256 } = file;
  const result = (level: IntegrityLevel, rule: Finding['rule'] | null, message = ''): CheckedOne => ({
    file: { path, fileId, level, sha256 },
    finding: rule === null ? null : { severity: 'wrong', rule, path, fileId, message },
  });
  if (listings.length === 0) {
    return isSpokenFor(file)
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
  if (sha256 === null) return result('not-covered', null);
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

/** Starts of the digests of one account, region and place in order, and for each the latest end up to it. */
type Spoken = { readonly starts: readonly number[]; readonly latestEnds: readonly number[] };

/** Whether digests of a file's account, region, place and time are here, so that they would list it. */
function spokenTimes(judged: readonly JudgedDigest[]): (file: FoundFile) => boolean {
  const digests = judged.flatMap(({ digest }) => {
    const root = rootOf(digest.path);
    return root === null || digest.name.backfill ? [] : [{ ...digest, root }];
  });
  const byPlace = new Map(
    [...groupBy(digests, ({ account, name, root }) => placeKey(account, name.region, root))].map(
      ([key, group]): [string, Spoken] => {
        const spans = group
          .map(({ start, end }) => [Date.parse(start), Date.parse(end)] as const)
          .toSorted(([a], [b]) => a - b);
        let latest = Number.NEGATIVE_INFINITY;
        const latestEnds = spans.map(([, end]) => {
          latest = Math.max(latest, end);
          return latest;
        });
        return [key, { starts: spans.map(([start]) => start), latestEnds }];
      },
    ),
  );
  return ({ path }) => {
    const name = parseLogName(path);
    const root = rootOf(path);
    if (name === null || root === null) return false;
    const spoken = byPlace.get(placeKey(name.account, name.region, root));
    if (spoken === undefined) return false;
    const at = Date.parse(name.time);
    const begun = countUpTo(spoken.starts, at);
    return at < (spoken.latestEnds[begun - 1] ?? Number.NEGATIVE_INFINITY);
  };
}

function placeKey(account: string, region: string, root: string): string {
  return `${account}\n${region}\n${root}`;
}

/** How many of the ascending numbers are at most that one. */
function countUpTo(numbers: readonly number[], most: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
