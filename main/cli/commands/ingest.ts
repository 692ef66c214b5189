import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ImportResult, SourceFile } from '../../../preload/contract/model/case.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { type Call, type CliContext, withService } from '../cli-host.ts';
import { followImport } from '../follow-import.ts';
import { formatBytes, formatCount, formatDuration, formatNoun } from '../format-amount.ts';
import { LEVELS, tally } from '../integrity-text.ts';
import { addCaseOption, addJsonOption, type CaseOption, type JsonOption } from '../scope-options.ts';
import { visibleJson, visibleText } from '../visible-text.ts';
import { checkPaths } from './check-paths.ts';
import { type FileStatus, readLedger } from './files.ts';

type IngestOptions = CaseOption & JsonOption & { readonly timeZone?: string };
type Counts = Omit<ImportResult, 'cancelled'>;

const LISTED_FILES = 50;

/**
 * `ingest PATH…`: reads logs into a case, made when it does not exist; the result's counts as JSON. Ctrl-C
 * stops between files and keeps what was read.
 */
export function addIngestCommand(program: Command, context: CliContext): void {
  const command = program
    .command('ingest')
    .description('read CloudTrail logs into a case; files it already holds add nothing')
    .argument('<path...>', 'folders, log files or archives')
    .option(
      '--time-zone <zone>',
      'zone of times that tell none, as in old Event history CSV: Europe/Berlin, +05:30 (the one a file was read with before, else UTC)',
    );
  addJsonOption(addCaseOption(command)).action((paths: readonly string[], options: IngestOptions) =>
    ingest(
      context,
      paths.map((path) => resolve(path)),
      options,
    ),
  );
}

async function ingest(context: CliContext, paths: readonly string[], options: IngestOptions): Promise<void> {
  await checkPaths(paths);
  await withService(context, async (call, service) => {
    await call('case.open', { path: options.case, create: true });
    const { cancelled, ...result } = await followImport(context, call, service, () =>
      call('import.start', { paths: [...paths], timeZone: options.timeZone ?? null }),
    );
    if (cancelled) throw stopped(result, options.case);
    await context.stdout.write(
      options.json ? `${visibleJson(result)}\n` : await summary(call, result, options.case),
    );
  });
}

function stopped(result: Counts, casePath: string): CliError {
  const kept = `${visibleText(casePath)} holds what was read so far (${formatNoun(result.events, 'new event')})`;
  return new CliError(`Stopped: ${kept}; run the same command again to go on.`, EXIT.cancelled);
}

async function summary(call: Call, result: Counts, casePath: string): Promise<string> {
  const { files, records, events, duplicates, rejected, bytesCompressed, bytesRaw, durationMs } = result;
  const amount = `${formatBytes(bytesCompressed)}, ${formatBytes(bytesRaw)} unpacked`;
  const lines = [
    `${formatNoun(files, 'file')} (${amount}) read into ${visibleText(casePath)} in ${formatDuration(durationMs)}.`,
    `${formatNoun(records, 'record')}: ${formatNoun(events, 'new event')}, ${formatNoun(duplicates, 'duplicate')}, ${formatCount(rejected)} rejected.`,
    ...unchangedLines(result.kinds.unchanged ?? 0),
    ...problemLines('damaged', await readLedger(call, 'damaged')),
    ...problemLines(
      'skipped',
      (await readLedger(call, 'skipped')).filter(({ kind }) => !VOUCHERS.has(kind)),
    ),
    ...(await integrityLines(call, casePath)),
  ];
  return `${lines.join('\n')}\n`;
}

function unchangedLines(files: number): string[] {
  return files === 0 ? [] : [`${formatNoun(files, 'file')} already in the case, unchanged.`];
}

/** Kinds of files that hold no records because they vouch for those that do. */
const VOUCHERS: ReadonlySet<string> = new Set(['digest', 'lake-sign', 'object-metadata']);

async function integrityLines(call: Call, casePath: string): Promise<string[]> {
  const { checkedAt, digests, signFiles, levels, wrong } = await call('integrity.read', {});
  if (checkedAt === null) return [];
  const files = Object.fromEntries(levels.map((level) => [level.level, level.files]));
  const faults = wrong === 0 ? 'nothing' : formatNoun(wrong, 'thing');
  return [
    `Checked against ${formatNoun(digests + signFiles, 'digest')} and sign files: ${tally(LEVELS, files)}; ${faults} wrong. More: spoor integrity --case ${visibleText(casePath)}`,
  ];
}

function problemLines(status: FileStatus, files: readonly SourceFile[]): string[] {
  if (files.length === 0) return [];
  const more = files.length - LISTED_FILES;
  return [
    `In the case, ${formatNoun(files.length, 'file')} ${status}:`,
    ...files.slice(0, LISTED_FILES).map(problemLine),
    ...(more > 0
      ? [`  and ${formatCount(more)} more; the command files --status ${status} lists them all`]
      : []),
  ];
}

function problemLine({ path, reason }: SourceFile): string {
  return `  ${visibleText(path)}: ${visibleText(reason ?? 'no reason is known')}`;
}
