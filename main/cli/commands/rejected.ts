import { extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type Call, type CliContext, withCase } from '../cli-host.ts';
import { findSources } from '../find-sources.ts';
import { followExport } from '../follow-export.ts';
import { formatCount, formatNoun, listedOnly } from '../format-amount.ts';
import { formatTable } from '../format-table.ts';
import {
  addCaseOption,
  addJsonOption,
  type CaseOption,
  type JsonOption,
  wholeNumber,
} from '../scope-options.ts';
import { visibleJson, visibleText } from '../visible-text.ts';

type Format = 'csv' | 'ndjson';
type RejectedOptions = CaseOption &
  JsonOption & {
    readonly source?: string;
    readonly limit: number;
    readonly export?: string;
    readonly format?: Format;
    readonly defuse: boolean;
  };

const PAGE_SIZE = 1000;

/** `rejected`: the pieces of files that are no CloudTrail records, listed, or written to a file with a manifest. */
export function addRejectedCommand(program: Command, context: CliContext): void {
  const command = program
    .command('rejected')
    .description('list what was not a CloudTrail record, with its place and why, or export it')
    .option('--source <file>', 'only of this file: its number in the ledger, its path or the end of it')
    .option('--limit <n>', 'how many are listed at most', wholeNumber(1, PAGE_SIZE), 100)
    .option('--export <file>', 'write all to this file, with a manifest beside it', (path: string) =>
      resolve(path),
    )
    .addOption(
      new Option('--format <format>', 'of the export; by its name when left out').choices(['csv', 'ndjson']),
    )
    .option('--no-defuse', 'leave cells of a CSV as they are, also those that a spreadsheet would run');
  addJsonOption(addCaseOption(command)).action((options: RejectedOptions) => rejected(context, options));
}

async function rejected(context: CliContext, options: RejectedOptions): Promise<void> {
  await withCase(context, options.case, async (call, service) => {
    const sourceId = await sourceOf(call, options.source);
    if (options.export === undefined) {
      await context.stdout.write(`${await list(call, options, sourceId)}\n`);
      return;
    }
    const request = {
      sourceId,
      format: formatOf(options.export, options.format),
      defuse: options.defuse,
      path: options.export,
    };
    const { rows, path, manifestPath } = await followExport(call, service, context.signal, () =>
      call('export.rejections', request),
    );
    if (options.json) return context.stdout.write(`${visibleJson({ path, manifestPath, rows })}\n`);
    await context.stderr.write(
      `${formatNoun(rows, 'rejected piece')} written to ${visibleText(path ?? options.export)}. Its manifest is ${visibleText(manifestPath ?? '')}.\n`,
    );
  });
}

async function sourceOf(call: Call, name: string | undefined): Promise<number | null> {
  if (name === undefined) return null;
  const [source] = await findSources(call, [name]);
  return source?.sourceId ?? null;
}

function formatOf(path: string, format: Format | undefined): Format {
  return format ?? (['.ndjson', '.jsonl', '.json'].includes(extname(path).toLowerCase()) ? 'ndjson' : 'csv');
}

async function list(call: Call, { limit, json }: RejectedOptions, sourceId: number | null): Promise<string> {
  const result = await call('ledger.rejections', { sourceId, limit });
  if (json) return visibleJson(result);
  const { total, reasons, rejections } = result;
  if (total === 0) return 'Nothing was rejected.';
  const more = listedOnly(rejections.length, total, 'rejected piece');
  return [
    ...reasons.map((each) => `${formatCount(each.rejected)}: ${visibleText(each.reason)}`),
    '',
    formatTable(
      ['source', 'path', 'position', 'byteOffset', 'sizeBytes', 'reason', 'excerpt'],
      rejections.map((each) => [
        each.sourceId,
        each.path,
        each.position,
        each.byteOffset,
        each.sizeBytes,
        each.reason,
        each.excerpt,
      ]),
    ),
    ...more,
  ].join('\n');
}
