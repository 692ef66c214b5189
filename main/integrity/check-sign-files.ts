import type { SignatureState } from '../../preload/contract/model/integrity.ts';
import { groupBy } from '../database/group-by.ts';
import type { FileCheck } from './check-log-files.ts';
import type { FoundFile } from './found-files.ts';
import type { SignFile } from './lake-sign-file.ts';
import { type PublicKey, verifies } from './public-keys.ts';
import type { CheckedFile, CheckedSignFile, Finding } from './report.ts';

export type SignFileCheck = FileCheck & { readonly signFiles: readonly CheckedSignFile[] };

const folderOf = (path: string): string => path.slice(0, path.replaceAll('\\', '/').lastIndexOf('/') + 1);

/** Checks the results of CloudTrail Lake queries against the sign file in their folder. */
export function checkSignFiles(
  signFiles: readonly SignFile[],
  files: readonly FoundFile[],
  keys: readonly PublicKey[],
): SignFileCheck {
  const byFolder = groupBy(signFiles.length === 0 ? [] : files, ({ path }) => folderOf(path));
  const checks = signFiles.map((signFile) => {
    const folder = folderOf(signFile.path);
    return checkOne(signFile, folder, byFolder.get(folder) ?? [], keys);
  });
  return {
    signFiles: checks.map((check) => check.signFile),
    files: checks.flatMap((check) => check.files),
    findings: checks.flatMap((check) => check.findings),
  };
}

function checkOne(
  signFile: SignFile,
  folder: string,
  beside: readonly FoundFile[],
  keys: readonly PublicKey[],
) {
  const findings: Finding[] = [];
  const wrong = (rule: Finding['rule'], about: FoundFile | SignFile | null, message: string): void => {
    const { path, fileId } = about ?? { path: null, fileId: null };
    findings.push({ severity: 'wrong', rule, path, fileId, message });
  };
  const signature = signatureOf(signFile, keys);
  if (signature === 'invalid') {
    wrong(
      'signature-invalid',
      signFile,
      'AWS’s signature of this sign file does not match it: it was changed, or made by someone else.',
    );
  }
  if (signature === 'key-not-given' && keys.length > 0) {
    wrong(
      'key-unknown',
      signFile,
      `It names a public key (fingerprint ${signFile.fingerprint}) that is not among those given. Add the keys of its region and time.`,
    );
  }
  const byName = new Map(beside.map((file) => [file.path.slice(folder.length), file]));
  const checked: CheckedFile[] = [];
  const add = ({ path, fileId, storedSha256 }: FoundFile, level: CheckedFile['level']): void => {
    checked.push({ path, fileId, level, sha256: storedSha256 });
  };
  for (const { name, sha256 } of signFile.files) {
    const file = byName.get(name);
    if (file === undefined) {
      wrong('result-missing', null, `${folder}${name} is missing: the sign file beside it lists it.`);
      continue;
    }
    const sound = file.storedSha256 === sha256;
    if (!sound)
      wrong(
        'result-changed',
        file,
        'It is not what the sign file beside it vouches for: it was changed after the query.',
      );
    add(file, levelOf(sound, signature));
  }
  const listed = new Set(signFile.files.map(({ name }) => name));
  for (const [name, file] of byName) {
    if (listed.has(name) || !/^result_\d+\.csv(\.gz)?$/.test(name)) continue;
    wrong('result-extra', file, 'The sign file beside it does not list it: it was added, or renamed.');
    add(file, 'failed');
  }
  return {
    signFile: {
      path: signFile.path,
      fileId: signFile.fileId,
      fingerprint: signFile.fingerprint,
      signature,
      files: signFile.files.length,
    },
    files: checked,
    findings,
  };
}

function levelOf(sound: boolean, signature: SignatureState): CheckedFile['level'] {
  if (!sound) return 'failed';
  if (signature === 'verified') return 'signature-verified';
  return signature === 'invalid' ? 'not-covered' : 'hash-consistent';
}

function signatureOf(signFile: SignFile, keys: readonly PublicKey[]): SignatureState {
  const key = keys.find(({ fingerprint }) => fingerprint === signFile.fingerprint);
  if (key === undefined) return 'key-not-given';
  return verifies(key, signFile.signedText, signFile.signature) ? 'verified' : 'invalid';
}
