import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { IntegrityLevel, SignatureState } from '../../../preload/contract/model/integrity.ts';
import { defaultLimits } from '../../archive/limits.ts';
import { findFiles } from '../../integrity/found-files.ts';
import { type PublicKey, PublicKeysError, parsePublicKeys } from '../../integrity/public-keys.ts';
import type { CheckedChain, Finding, IntegrityReport } from '../../integrity/report.ts';
import { verifyFiles } from '../../integrity/verify.ts';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../cli-host.ts';
import { formatCount, formatNoun } from '../format-amount.ts';
import { createProgressLine } from '../progress-line.ts';
import { addJsonOption, type JsonOption } from '../scope-options.ts';
import { visibleJson, visibleText } from '../visible-text.ts';
import { checkPaths } from './check-paths.ts';

type VerifyOptions = JsonOption & { readonly keys: readonly string[] };

const LISTED_FILES = 20;
const LEVELS: Readonly<Record<IntegrityLevel, string>> = {
  'signature-verified': 'signature-verified',
  'hash-consistent': 'hash-consistent',
  'not-covered': 'not covered',
  failed: 'failed',
};
const SIGNATURES: Readonly<Record<SignatureState, string>> = {
  verified: 'verified',
  invalid: 'invalid',
  'key-not-given': 'not checked (no key)',
  'signature-not-given': 'not checked (no signature)',
};

/**
 * `verify PATH…`: checks log files against digests, and query results against sign files, offline. Exit code 0 only
 * when there was something to check against and nothing is wrong.
 */
export function addVerifyCommand(program: Command, context: CliContext): void {
  const collect = (path: string, paths: readonly string[]): readonly string[] => [...paths, path];
  const command = program
    .command('verify')
    .description('check log files against the digest files among them, offline; fails when anything is wrong')
    .argument('<path...>', 'folders, log files or archives, digest files among them')
    .option(
      '--keys <file>',
      'what “aws cloudtrail list-public-keys” printed, to check signatures too; may be repeated',
      collect,
      [],
    );
  addJsonOption(command).action((paths: readonly string[], options: VerifyOptions) =>
    verify(
      context,
      paths.map((path) => resolve(path)),
      options,
    ),
  );
}

async function verify(context: CliContext, paths: readonly string[], options: VerifyOptions): Promise<void> {
  await checkPaths(paths);
  const keys = (await Promise.all(options.keys.map(readKeys))).flat();
  const line = createProgressLine(context.stderr);
  const found = await findFiles(paths, {
    limits: defaultLimits,
    signal: context.signal,
    onProgress: (files) => line.show(`${formatCount(files)} files read`),
  }).finally(line.clear);
  const report = await verifyFiles(found, keys);
  await context.stdout.write(options.json ? `${visibleJson(report)}\n` : textOf(report));
  if (report.chains.length + report.signFiles.length === 0) {
    throw new CliError(
      'There is no digest file and no sign file among them, so nothing could be verified. Copy the folder CloudTrail-Digest of the bucket too.',
    );
  }
  const wrong = report.findings.filter(({ severity }) => severity === 'wrong').length;
  if (wrong > 0)
    throw new CliError(wrong === 1 ? 'One thing is wrong.' : `${formatCount(wrong)} things are wrong.`);
}

async function readKeys(path: string): Promise<PublicKey[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CliError(`There is no readable file ${visibleText(path)}.`);
  });
  try {
    return parsePublicKeys(text);
  } catch (error) {
    if (error instanceof PublicKeysError) throw new CliError(`${visibleText(path)}: ${error.message}`);
    throw error;
  }
}

function textOf({ chains, signFiles, files, findings }: IntegrityReport): string {
  const lines = [
    ...chains.flatMap(chainLines),
    ...signFiles.map(
      ({ path, signature, files: listed }) =>
        `Query result ${visibleText(path)}: ${formatNoun(listed, 'file')}, signature ${SIGNATURES[signature]}.`,
    ),
    `${formatNoun(files.length, 'other file')}: ${tally(
      files.map(({ level }) => LEVELS[level]),
      Object.values(LEVELS),
    )}.`,
    ...notCoveredLines(files.filter(({ level }) => level === 'not-covered').map(({ path }) => path)),
    ...findings.map(findingLine),
  ];
  return `${lines.join('\n')}\n`;
}

function chainLines({ account, region, trail, backfill, digests, emptyDigests }: CheckedChain): string[] {
  const [first] = digests;
  const last = digests.at(-1);
  const empty =
    emptyDigests === 0 ? '' : `, ${formatCount(emptyDigests)} of them for times without any delivery`;
  return [
    `Account ${account}, ${visibleText(region)}, trail ${visibleText(trail)}${backfill ? ' (backfill)' : ''}: ${formatNoun(digests.length, 'digest')}${empty}, from ${first?.start ?? ''} to ${last?.end ?? ''} (UTC).`,
    `  Signatures: ${tally(
      digests.map(({ signature }) => SIGNATURES[signature]),
      Object.values(SIGNATURES),
    )}.`,
  ];
}

/** `6 verified, 2 invalid`, in the order of `names`, without those that do not occur. */
function tally(values: readonly string[], names: readonly string[]): string {
  const parts = names
    .map((name) => ({ name, count: values.filter((value) => value === name).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${formatCount(count)} ${name}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function notCoveredLines(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const more = paths.length - LISTED_FILES;
  return [
    'Nothing here says anything about:',
    ...paths.slice(0, LISTED_FILES).map((path) => `  ${visibleText(path)}`),
    ...(more > 0 ? [`  and ${formatCount(more)} more; --json lists them all`] : []),
  ];
}

function findingLine({ severity, rule, path, message }: Finding): string {
  const about = path === null ? '' : `${visibleText(path)}: `;
  return `${severity === 'wrong' ? 'WRONG' : 'Note '} ${rule}: ${about}${visibleText(message)}`;
}
