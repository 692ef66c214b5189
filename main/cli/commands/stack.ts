import { type Command, Option } from 'commander';
import {
  type StackOrder,
  type StackResult,
  type StackRow,
  stackOrder,
} from '../../../preload/contract/model/stack.ts';
import { type CliContext, withCase } from '../cli-host.ts';
import { formatCount } from '../format-amount.ts';
import { formatTable } from '../format-table.ts';
import {
  addCaseOption,
  addJsonOption,
  addScopeOptions,
  type CaseOption,
  type JsonOption,
  type ScopeOptions,
  scopeOf,
  wholeNumber,
} from '../scope-options.ts';
import { visibleJson } from '../visible-text.ts';

type StackOptions = CaseOption &
  ScopeOptions &
  JsonOption & { readonly limit: number; readonly order: StackOrder; readonly contains: string };

const HEADERS = ['value', 'events', 'denied', 'failed', 'first seen (UTC)', 'last seen (UTC)', 'actors'];
/** Rows asked for at once. */
const PAGE = 1000;

/** `stack FIELD`: all values of a field, the rare ones first, with when they were seen; the whole result as JSON. */
export function addStackCommand(program: Command, context: CliContext): void {
  const command = program
    .command('stack')
    .description('list all values of a field, counted and dated')
    .argument('<field>', 'a field such as userAgent, actor or requestParameters.bucketName')
    .addOption(
      new Option('--order <order>', 'which values come first').choices(stackOrder.options).default('rare'),
    )
    .option('--contains <text>', 'only values that hold this text', '')
    .option(
      '--limit <n>',
      'how many values at most; all when left out',
      wholeNumber(1, Number.MAX_SAFE_INTEGER),
      Number.MAX_SAFE_INTEGER,
    );
  addJsonOption(addScopeOptions(addCaseOption(command))).action(
    async (field: string, options: StackOptions) => {
      await withCase(context, options.case, async (call) => {
        const { order, contains } = options;
        const read = (offset: number): Promise<StackResult> =>
          call('stack.run', {
            field,
            scope: scopeOf(options),
            order,
            contains,
            offset,
            limit: Math.min(PAGE, options.limit - offset),
          });
        const stack = await readAll(read, options.limit);
        if (options.json) {
          await context.stdout.write(`${visibleJson(stack)}\n`);
          return;
        }
        await context.stdout.write(`${formatTable(HEADERS, stack.rows.map(cellsOf))}\n`);
        await context.stderr.write(`${sentence(stack)}\n`);
      });
    },
  );
}

async function readAll(read: (offset: number) => Promise<StackResult>, limit: number): Promise<StackResult> {
  const first = await read(0);
  const rows = [...first.rows];
  while (rows.length < Math.min(limit, first.matching)) rows.push(...(await read(rows.length)).rows);
  return { ...first, rows };
}

function cellsOf({ value, events, denied, failed, firstAt, lastAt, actors }: StackRow) {
  return [value, events, denied, failed, firstAt ?? '', lastAt ?? '', actors];
}

function sentence({ rows, distinct, events, missing, multiple }: StackResult): string {
  const listed = `${formatCount(rows.length)} of ${formatCount(distinct)} values`;
  const counted = multiple ? ' An event counts once for each of its values.' : '';
  return `${listed}; ${formatCount(missing.events)} of ${formatCount(events)} events have none.${counted}`;
}
