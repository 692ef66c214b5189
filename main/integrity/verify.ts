import { checkDigests } from './check-digests.ts';
import { checkLogFiles } from './check-log-files.ts';
import { checkSignFiles } from './check-sign-files.ts';
import type { FoundFiles } from './found-files.ts';
import { createPause } from './pause.ts';
import type { PublicKey } from './public-keys.ts';
import type { IntegrityReport } from './report.ts';

/** Judges what was found with the digests and sign files among it, fully offline (cloudtrail.md §3). */
export async function verifyFiles(found: FoundFiles, keys: readonly PublicKey[]): Promise<IntegrityReport> {
  const pause = createPause();
  const digests = await checkDigests(found.digests, keys, found.signatures, pause);
  const results = checkSignFiles(found.signFiles, found.files, keys);
  const signed = new Set(results.files.map(({ fileId }) => fileId));
  await pause();
  const logs = await checkLogFiles(
    digests.judged,
    found.files.filter(({ fileId }) => !signed.has(fileId)),
    pause,
  );
  return {
    chains: digests.chains,
    signFiles: results.signFiles,
    files: [...logs.files, ...results.files],
    findings: [...found.findings, ...digests.findings, ...results.findings, ...logs.findings],
  };
}
