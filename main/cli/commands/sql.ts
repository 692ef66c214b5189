import type { Command } from 'commander';
import { type CliContext, withCase } from '../cli-host.ts';
import { formatCount } from '../format-amount.ts';
import { formatTable } from '../format-table.ts';
import {
  addCaseOption,
  addJsonOption,
  type CaseOption,
  type JsonOption,
  wholeNumber,
} from '../scope-options.ts';
import { visibleJson } from '../visible-text.ts';

type SqlOptions = CaseOption & JsonOption & { readonly limit: number };

/** `sql TEXT`: runs a read-only query, `{"columns","rows","truncated"}` as JSON. */
export function addSqlCommand(program: Command, context: CliContext): void {
  const command = program
    .command('sql')
    .description('run a read-only SQL query on a case; the view event holds its events')
    .argument('<sql>', 'one select statement')
    .option('--limit <n>', 'how many rows at most', wholeNumber(1, 10_000), 1000);
  addJsonOption(addCaseOption(command)).action(async (sql: string, options: SqlOptions) => {
    const { columns, rows, truncated } = await withCase(context, options.case, (call) =>
      call('sql.run', { sql, limit: options.limit }),
    );
    if (options.json) {
      await context.stdout.write(`${visibleJson({ columns, rows, truncated })}\n`);
    } else {
      const names = columns.map(({ name }) => name);
      const cells = rows.map((row) => names.map((name) => row[name] ?? null));
      await context.stdout.write(`${formatTable(names, cells)}\n`);
    }
    if (truncated) {
      const listed = formatCount(options.limit);
      await context.stderr.write(`Only the first ${listed} rows are listed; --limit allows up to 10,000.\n`);
    }
  });
}
