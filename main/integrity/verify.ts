import { checkDigests } from './check-digests.ts';
import { checkLogFiles } from './check-log-files.ts';
import { checkSignFiles } from './check-sign-files.ts';
import type { FoundFiles } from './found-files.ts';
import type { PublicKey } from './public-keys.ts';
import type { IntegrityReport } from './report.ts';

/** Judges what was found with the digests and sign files among it, fully offline (cloudtrail.md §3). */
export function verifyFiles(found: FoundFiles, keys: readonly PublicKey[]): IntegrityReport {
  const digests = checkDigests(found.digests, keys, found.signatures);
  const results = checkSignFiles(found.signFiles, found.files, keys);
  const signed = new Set(results.files.map(({ path }) => path));
  const logs = checkLogFiles(
    digests.judged,
    found.files.filter(({ path }) => !signed.has(path)),
  );
  return {
    chains: digests.chains,
    signFiles: results.signFiles,
    files: [...logs.files, ...results.files],
    findings: [...found.findings, ...digests.findings, ...results.findings, ...logs.findings],
  };
}
