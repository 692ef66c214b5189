import type { Command } from 'commander';
import type { ImportEntry } from '../../../preload/contract/model/ledger.ts';
import { CliError, EXIT, usageError } from '../cli-error.ts';
import { type CliContext, withCase } from '../cli-host.ts';
import { findSources } from '../find-sources.ts';
import { followImport } from '../follow-import.ts';
import { formatCount, formatNoun } from '../format-amount.ts';
import { formatTable } from '../format-table.ts';
import { addCaseOption, addJsonOption, type CaseOption, type JsonOption } from '../scope-options.ts';
import { visibleJson, visibleText } from '../visible-text.ts';

type Options = CaseOption & JsonOption;
type RereadOptions = Options & { readonly timeZone?: string };
type RemoveOptions = Options & { readonly yes?: true };

/** `imports`, `remove` and `reread`: what was read when, and files that are taken out or read again. */
export function addSourceCommands(program: Command, context: CliContext): void {
  const imports = program
    .command('imports')
    .description('list when what was read into a case: new, changed, unchanged and skipped files');
  addJsonOption(addCaseOption(imports)).action((options: Options) => listImports(context, options));

  const remove = program
    .command('remove')
    .description(
      'take files out of a case, with the events that no other file holds; a line stays in the ledger',
    )
    .argument(
      '<source...>',
      'numbers in the ledger, paths or the ends of paths; a member stands for its archive',
    )
    .option('--yes', 'do it; without it the command only says what would go');
  addJsonOption(addCaseOption(remove)).action((names: readonly string[], options: RemoveOptions) =>
    removeFiles(context, names, options),
  );

  const reread = program
    .command('reread')
    .description('read files of a case again from where they were')
    .argument(
      '<source...>',
      'numbers in the ledger, paths or the ends of paths; a member stands for its archive',
    )
    .option('--time-zone <zone>', 'zone of times that tell none, in place of the one they were read with');
  addJsonOption(addCaseOption(reread)).action((names: readonly string[], options: RereadOptions) =>
    readAgain(context, names, options),
  );
}

const COLUMNS = [
  'import',
  'startedAt',
  'status',
  'new',
  'changed',
  'unchanged',
  'skipped',
  'removed',
  'records',
  'events',
  'duplicates',
  'rejected',
  'paths',
];

function cellsOf(entry: ImportEntry): (string | number | null)[] {
  return [
    entry.importId,
    entry.startedAt,
    entry.status,
    Math.max(0, entry.files - entry.changed),
    entry.changed,
    entry.unchanged,
    entry.skipped,
    entry.removed,
    entry.records,
    entry.events,
    entry.duplicates,
    entry.rejected,
    entry.paths.join(' '),
  ];
}

async function listImports(context: CliContext, options: Options): Promise<void> {
  const imports = await withCase(context, options.case, (call) => call('ledger.imports', {}));
  const text = options.json ? visibleJson(imports) : formatTable(COLUMNS, imports.map(cellsOf));
  await context.stdout.write(`${text}\n`);
}

async function removeFiles(
  context: CliContext,
  names: readonly string[],
  options: RemoveOptions,
): Promise<void> {
  await withCase(context, options.case, async (call) => {
    const sourceIds = (await findSources(call, names)).map(({ sourceId }) => sourceId);
    const preview = await call('source.preview', { sourceIds });
    if (preview.sources === 0) throw usageError('These files have been removed already.');
    const goes = `${formatNoun(preview.sources, 'file')} with ${formatNoun(preview.events, 'event')} that no other file holds (${formatNoun(preview.records, 'record')} in all); ${formatNoun(preview.shared, 'event')} that another file holds too stay`;
    if (!options.yes) {
      if (options.json) return context.stdout.write(`${visibleJson({ removed: false, ...preview })}\n`);
      throw new CliError(`Nothing was removed. --yes would remove ${goes}.`, EXIT.usage);
    }
    const removed = await call('source.remove', { sourceIds });
    await context.stdout.write(
      options.json ? `${visibleJson({ removed: true, ...preview, ...removed })}\n` : `Removed ${goes}.\n`,
    );
  });
}

async function readAgain(
  context: CliContext,
  names: readonly string[],
  options: RereadOptions,
): Promise<void> {
  await withCase(context, options.case, async (call, service) => {
    const sourceIds = (await findSources(call, names)).map(({ sourceId }) => sourceId);
    const { cancelled, ...result } = await followImport(context, call, service, () =>
      call('source.readAgain', { sourceIds, timeZone: options.timeZone ?? null }),
    );
    if (cancelled) {
      throw new CliError(
        `Stopped: not all files were read again into ${visibleText(options.case)}; ingest reads what is missing.`,
        EXIT.cancelled,
      );
    }
    const { files, records, events, duplicates, rejected, kinds } = result;
    const known = kinds.unchanged ?? 0;
    const same = known === 0 ? '' : ` ${formatNoun(known, 'file')} in the case already as on disk.`;
    await context.stdout.write(
      options.json
        ? `${visibleJson(result)}\n`
        : `${formatNoun(files, 'file')} read again: ${formatNoun(records, 'record')}, ${formatNoun(events, 'event')}, ${formatNoun(duplicates, 'duplicate')}, ${formatCount(rejected)} rejected.${same}\n`,
    );
  });
}
