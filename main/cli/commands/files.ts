import { type Command, InvalidArgumentError } from 'commander';
import type { SourceFile } from '../../../preload/contract/model/case.ts';
import { type Call, type CliContext, withCase } from '../cli-host.ts';
import { formatTable } from '../format-table.ts';
import { addCaseOption, addJsonOption, type CaseOption, type JsonOption } from '../scope-options.ts';
import { visibleJson } from '../visible-text.ts';

export type FileStatus = 'all' | 'read' | 'damaged' | 'skipped' | 'removed';
type FilesOptions = CaseOption & JsonOption & { readonly status: FileStatus };

const STATUSES: readonly string[] = [
  'all',
  'read',
  'damaged',
  'skipped',
  'removed',
] satisfies readonly FileStatus[];
const PAGE_SIZE = 1000;

/** `files`: the ledger of the files a case was made from, a list of its entries as JSON. */
export function addFilesCommand(program: Command, context: CliContext): void {
  const command = program
    .command('files')
    .description('list the files a case was made from, with their hashes and what was found in them')
    .option('--status <status>', 'all, read, damaged, skipped or removed', statusOption, 'all');
  addJsonOption(addCaseOption(command)).action(async (options: FilesOptions) => {
    const files = await withCase(context, options.case, (call) => readLedger(call, options.status));
    const text = options.json ? visibleJson(files) : formatTable(COLUMNS, files.map(cells));
    await context.stdout.write(`${text}\n`);
  });
}

/** All files of the ledger with that status, in the order they were read. */
export async function readLedger(call: Call, status: FileStatus): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for (;;) {
    const page = await call('ledger.files', { offset: files.length, limit: PAGE_SIZE, status });
    files.push(...page.files);
    if (page.files.length === 0 || files.length >= page.total) return files;
  }
}

const COLUMNS = [
  'source',
  'path',
  'kind',
  'status',
  'sizeBytes',
  'records',
  'events',
  'duplicates',
  'rejected',
  'reason',
];

function cells(file: SourceFile): (string | number | null)[] {
  const { sourceId, path, kind, status, sizeBytes, records, events, duplicates, rejected, reason } = file;
  return [sourceId, path, kind, status, sizeBytes, records, events, duplicates, rejected, reason];
}

function statusOption(text: string): string {
  if (!STATUSES.includes(text))
    throw new InvalidArgumentError('It must be all, read, damaged, skipped or removed.');
  return text;
}
