import type { Command } from 'commander';
import type { MethodOutput } from '../../../preload/contract/methods.ts';
import { listKeysCommand } from '../../../preload/contract/model/integrity-text.ts';
import { type Call, type CliContext, withCase } from '../cli-host.ts';
import { formatNoun, listedOnly } from '../format-amount.ts';
import { chainLines, findingLine, LEVELS, requireSound, tally } from '../integrity-text.ts';
import {
  addCaseOption,
  addJsonOption,
  type CaseOption,
  type JsonOption,
  wholeNumber,
} from '../scope-options.ts';
import { visibleJson, visibleText } from '../visible-text.ts';
import { addKeysOption, type KeysOption, readTextFile } from './keys-option.ts';

type IntegrityOptions = CaseOption &
  JsonOption &
  KeysOption & { readonly removeKey?: string; readonly limit: number };

type Report = MethodOutput<'integrity.read'>;
type Findings = MethodOutput<'integrity.findings'>;

/** `integrity`: what vouches for the files of a case; keeps public keys in it. Exit code as that of `verify`. */
export function addIntegrityCommand(program: Command, context: CliContext): void {
  const command = program
    .command('integrity')
    .description('tell what vouches for the files of a case; fails when anything is wrong')
    .option('--remove-key <fingerprint>', 'take a public key out of the case')
    .option('--limit <n>', 'how many findings at most', wholeNumber(1, 1000), 100);
  addJsonOption(addKeysOption(addCaseOption(command))).action(async (options: IntegrityOptions) => {
    const texts = await Promise.all(options.keys.map(readTextFile));
    const { report, findings } = await withCase(context, options.case, async (call) => {
      for (const text of texts) await call('integrity.addKeys', { text });
      if (options.removeKey !== undefined) {
        await call('integrity.removeKey', { fingerprint: options.removeKey });
      }
      return readAll(call, options.limit);
    });
    const text = options.json ? visibleJson({ ...report, findings }) : textOf(report, findings);
    await context.stdout.write(`${text}\n`);
    requireSound(report.digests + report.signFiles, report.wrong);
  });
}

async function readAll(call: Call, limit: number) {
  const report = await call('integrity.read', {});
  const findings = await call('integrity.findings', { limit });
  return { report, findings };
}

function textOf(report: Report, { total, findings }: Findings): string {
  const { chains, levels, keys, wantedKeys, unreadSourceIds } = report;
  const count = (of: 'files' | 'events') =>
    Object.fromEntries(levels.map((level) => [level.level, level[of]]));
  return [
    ...chains.flatMap((chain) => chainLines({ ...chain, from: chain.fromAt, to: chain.toAt })),
    `Files with records: ${tally(LEVELS, count('files'))}.`,
    `Events: ${tally(LEVELS, count('events'))}.`,
    ...keys.map(
      ({ fingerprint, names }) =>
        `Public key ${fingerprint}: named by ${formatNoun(names, 'digest')} and sign files.`,
    ),
    ...wantedKeys.map(
      (wanted) =>
        `${formatNoun(wanted.digests, 'digest')} of ${visibleText(wanted.region)} could not be checked for want of a key; --keys takes what this prints: ${listKeysCommand(wanted)}`,
    ),
    ...(unreadSourceIds.length > 0
      ? [
          `${formatNoun(unreadSourceIds.length, 'digest')} or sign files were read by an older version, which did not keep their text; read them again with “spoor reread”: ${unreadSourceIds.slice(0, 10).join(' ')}`,
        ]
      : []),
    ...findings.map(findingLine),
    ...listedOnly(findings.length, total, 'finding'),
  ].join('\n');
}
