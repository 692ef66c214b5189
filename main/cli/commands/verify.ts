import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defaultLimits } from '../../archive/limits.ts';
import { findFiles } from '../../integrity/found-files.ts';
import { type PublicKey, PublicKeysError, parsePublicKeys } from '../../integrity/public-keys.ts';
import type { IntegrityReport } from '../../integrity/report.ts';
import { verifyFiles } from '../../integrity/verify.ts';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../cli-host.ts';
import { formatCount, formatNoun } from '../format-amount.ts';
import { chainLines, findingLine, LEVELS, requireSound, SIGNATURES, tally } from '../integrity-text.ts';
import { createProgressLine } from '../progress-line.ts';
import { addJsonOption, type JsonOption } from '../scope-options.ts';
import { visibleJson, visibleText } from '../visible-text.ts';
import { checkPaths } from './check-paths.ts';
import { addKeysOption, type KeysOption, readTextFile } from './keys-option.ts';

type VerifyOptions = JsonOption & KeysOption;

const LISTED_FILES = 20;

/**
 * `verify PATH…`: checks log files against digests, and query results against sign files, offline. Exit code 0 only
 * when there was something to check against and nothing is wrong.
 */
export function addVerifyCommand(program: Command, context: CliContext): void {
  const command = program
    .command('verify')
    .description('check log files against the digest files among them, offline; fails when anything is wrong')
    .argument('<path...>', 'folders, log files or archives, digest files among them');
  addJsonOption(addKeysOption(command)).action((paths: readonly string[], options: VerifyOptions) =>
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
  requireSound(
    report.chains.length + report.signFiles.length,
    report.findings.filter(({ severity }) => severity === 'wrong').length,
  );
}

async function readKeys(path: string): Promise<PublicKey[]> {
  const text = await readTextFile(path);
  try {
    return parsePublicKeys(text);
  } catch (error) {
    if (error instanceof PublicKeysError) throw new CliError(`${visibleText(path)}: ${error.message}`);
    throw error;
  }
}

function textOf({ chains, signFiles, files, findings }: IntegrityReport): string {
  const lines = [
    ...chains.flatMap((chain) =>
      chainLines({
        ...chain,
        digests: chain.digests.length,
        from: chain.digests[0]?.start ?? '',
        to: chain.digests.at(-1)?.end ?? '',
        signatures: countOf(chain.digests.map(({ signature }) => signature)),
      }),
    ),
    ...signFiles.map(
      ({ path, signature, files: listed }) =>
        `Query result ${visibleText(path)}: ${formatNoun(listed, 'file')}, signature ${SIGNATURES[signature]}.`,
    ),
    `${formatNoun(files.length, 'other file')}: ${tally(LEVELS, countOf(files.map(({ level }) => level)))}.`,
    ...notCoveredLines(files.filter(({ level }) => level === 'not-covered').map(({ path }) => path)),
    ...findings.map(findingLine),
  ];
  return `${lines.join('\n')}\n`;
}

function countOf<K extends string>(values: readonly K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
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
