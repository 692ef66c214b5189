import { extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { FIELDS } from '../../../preload/contract/model/field.ts';
import type { SortKey } from '../../../preload/contract/model/scope.ts';
import { type Call, type CliContext, withCase } from '../cli-host.ts';
import { type EventFormat, formatEvents } from '../event-format.ts';
import { withFileOutput } from '../file-output.ts';
import { followExport } from '../follow-export.ts';
import { formatCount, formatNoun } from '../format-amount.ts';
import type { Output } from '../output.ts';
import {
  addCaseOption,
  addJsonOption,
  addScopeOptions,
  type CaseOption,
  type JsonOption,
  listOption,
  type ScopeOptions,
  scopeOf,
  sortOption,
  wholeNumber,
} from '../scope-options.ts';
import { visibleJson, visibleText } from '../visible-text.ts';

type EventsOptions = CaseOption &
  ScopeOptions &
  JsonOption & {
    readonly columns?: readonly string[];
    readonly sort?: readonly SortKey[];
    readonly limit?: number;
    readonly format?: EventFormat;
    readonly out?: string;
  };

const PAGE_SIZE = 1000;
const TABLE_LIMIT = 100;
const TABLE_COLUMNS = [
  'eventTime',
  'actor',
  'service',
  'eventName',
  'outcome',
  'sourceIPAddress',
  'awsRegion',
  'resource',
];
const FORMATS: readonly EventFormat[] = ['json', 'ndjson', 'csv', 'table'];

/** `events`: the matching events as a table, JSON, NDJSON or CSV; a CSV file gets a manifest beside it. */
export function addEventsCommand(program: Command, context: CliContext): void {
  const command = program
    .command('events')
    .description('list the events that match, or write them to a file')
    .option('--columns <names>', 'fields to list, separated by commas', listOption)
    .option('--sort <field:asc|desc>', 'order; may be repeated', sortOption)
    .option(
      '--limit <n>',
      'how many events at most; all when left out (100 for a table)',
      wholeNumber(1, Number.MAX_SAFE_INTEGER),
    )
    .addOption(new Option('--format <format>', 'how to write them').choices(FORMATS))
    .option('--out <file>', 'write to this file; CSV gets a manifest with hashes beside it', (path: string) =>
      resolve(path),
    );
  addJsonOption(addScopeOptions(addCaseOption(command))).action((options: EventsOptions) =>
    listEvents(context, options),
  );
}

/** The format asked for, by `--format`, else by the file's name, else by `--json`. */
export function eventFormatOf(options: Pick<EventsOptions, 'format' | 'out' | 'json'>): EventFormat {
  if (options.format !== undefined) return options.format;
  if (options.out === undefined) return options.json ? 'json' : 'table';
  const extension = extname(options.out).toLowerCase();
  if (extension === '.json') return 'json';
  return extension === '.ndjson' || extension === '.jsonl' ? 'ndjson' : 'csv';
}

async function listEvents(context: CliContext, options: EventsOptions): Promise<void> {
  const format = eventFormatOf(options);
  const fields = format === 'table' ? TABLE_COLUMNS : FIELDS.map(({ name }) => name);
  const columns = options.columns ?? fields;
  const { out } = options;
  await withCase(context, options.case, async (call, service) => {
    if (out === undefined) {
      await writeEvents(context, call, options, { format, columns, output: context.stdout });
      return;
    }
    if (format === 'csv' && options.limit === undefined) {
      const request = {
        scope: scopeOf(options),
        sort: [...(options.sort ?? [])],
        columns: [...columns],
        path: out,
      };
      const { rows, path, manifestPath } = await followExport(call, service, context.signal, () =>
        call('export.start', request),
      );
      await reportFile(context, options, { path: path ?? out, manifestPath, rows });
      return;
    }
    const rows = await withFileOutput(out, (output) =>
      writeEvents(context, call, options, { format, columns, output }),
    );
    await reportFile(context, options, { path: out, manifestPath: null, rows });
  });
}

type Target = { readonly format: EventFormat; readonly columns: readonly string[]; readonly output: Output };

async function writeEvents(
  context: CliContext,
  call: Call,
  options: EventsOptions,
  target: Target,
): Promise<number> {
  const sort = [...(options.sort ?? [])];
  const { searchId, events } = await call('event.search', { scope: scopeOf(options), sort });
  const isCutTable = target.format === 'table' && options.limit === undefined && events > TABLE_LIMIT;
  const count = Math.min(events, isCutTable ? TABLE_LIMIT : (options.limit ?? events));
  const writer = formatEvents(target.format, target.columns, target.output.isTerminal);
  await target.output.write(writer.begin());
  for (let offset = 0; offset < count; offset += PAGE_SIZE) {
    const limit = Math.min(PAGE_SIZE, count - offset);
    const page = await call('event.page', { searchId, offset, limit, columns: [...target.columns] });
    await target.output.write(writer.rows(page.rows));
  }
  await target.output.write(writer.end());
  if (isCutTable) {
    await context.stderr.write(
      `${TABLE_LIMIT} of ${formatCount(events)} events are listed; --limit lists more.\n`,
    );
  }
  return count;
}

type WrittenFile = { readonly path: string; readonly manifestPath: string | null; readonly rows: number };

async function reportFile(context: CliContext, options: EventsOptions, file: WrittenFile): Promise<void> {
  if (options.json) {
    await context.stdout.write(`${visibleJson(file)}\n`);
    return;
  }
  const manifest = file.manifestPath === null ? '' : ` Its manifest is ${visibleText(file.manifestPath)}.`;
  const sentence = `${formatNoun(file.rows, 'event')} written to ${visibleText(file.path)}.${manifest}`;
  await context.stderr.write(`${sentence}\n`);
}
