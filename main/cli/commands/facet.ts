import { type Command, Option } from 'commander';
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

type FacetOptions = CaseOption &
  ScopeOptions &
  JsonOption & { readonly limit: number; readonly order: 'common' | 'rare' };

/** `facet FIELD`: the values of a field by number of events, `[{"value","events"}]` as JSON. */
export function addFacetCommand(program: Command, context: CliContext): void {
  const command = program
    .command('facet')
    .description('list the values of a field by number of events')
    .argument('<field>', 'a field such as eventName, actor or requestParameters.bucketName')
    .addOption(
      new Option('--order <order>', 'which values come first').choices(['common', 'rare']).default('common'),
    )
    .option('--limit <n>', 'how many values at most', wholeNumber(1, 1000), 10);
  addJsonOption(addScopeOptions(addCaseOption(command))).action(
    async (field: string, options: FacetOptions) => {
      await withCase(context, options.case, async (call) => {
        const facet = await call('facet.run', {
          field,
          scope: scopeOf(options),
          order: options.order,
          limit: options.limit,
        });
        if (options.json) {
          await context.stdout.write(`${visibleJson(facet.values)}\n`);
          return;
        }
        const rows = facet.values.map(({ value, events }) => [value, events]);
        await context.stdout.write(`${formatTable(['value', 'events'], rows)}\n`);
        const listed = `${formatCount(facet.values.length)} of ${formatCount(facet.distinct)} values`;
        await context.stderr.write(`${listed}; ${formatCount(facet.missing)} events have none.\n`);
      });
    },
  );
}
