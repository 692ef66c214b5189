import { type Command, Option } from 'commander';
import type { Coverage, CoverageLine } from '../../../preload/contract/model/coverage.ts';
import { bucketStart, gapsOf } from '../../../preload/contract/model/coverage-time.ts';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import { type CliContext, withCase } from '../cli-host.ts';
import { formatNoun } from '../format-amount.ts';
import { formatTable } from '../format-table.ts';
import { addCaseOption, addJsonOption, type CaseOption, type JsonOption } from '../scope-options.ts';
import { visibleJson } from '../visible-text.ts';

type Unit = 'auto' | Coverage['unit'];
type CoverageOptions = CaseOption & JsonOption & { readonly unit: Unit };

const UNITS: readonly Unit[] = ['auto', 'hour', 'day', 'month'];

/** `coverage`: where and when a case has events and log files, and where it has neither. */
export function addCoverageCommand(program: Command, context: CliContext): void {
  const command = program
    .command('coverage')
    .description('show when each account and region has events and log files, and their gaps')
    .addOption(new Option('--unit <unit>', 'what gaps are counted in').choices(UNITS).default('auto'));
  addJsonOption(addCaseOption(command)).action(async (options: CoverageOptions) => {
    const coverage = await withCase(context, options.case, (call) =>
      call('ledger.coverage', { unit: options.unit }),
    );
    await context.stdout.write(`${options.json ? visibleJson(coverage) : asText(coverage)}\n`);
  });
}

const COLUMNS = ['account', 'region', 'events', 'dataEvents', 'files', 'first', 'last', 'gaps', 'longestGap'];

function asText(coverage: Coverage): string {
  const { fromAt, unit, buckets, lines } = coverage;
  if (fromAt === null) return 'The case has no event and no log file with a time.';
  return [
    `${formatNoun(buckets, unit)} from ${startOf(coverage, fromAt, 0)} (UTC). A gap is ${unit === 'hour' ? 'an' : 'a'} ${unit} without a file or an event.`,
    '',
    formatTable(
      COLUMNS,
      lines.map((line) => cellsOf(coverage, fromAt, line)),
    ),
  ].join('\n');
}

function cellsOf(coverage: Coverage, fromAt: string, line: CoverageLine): readonly Cell[] {
  const buckets = line.cells.map(([bucket]) => bucket);
  const { gaps, longestGap } = gapsOf(buckets);
  const [first = 0] = buckets;
  return [
    line.account,
    line.region,
    line.events,
    line.dataEvents,
    line.files,
    startOf(coverage, fromAt, first),
    startOf(coverage, fromAt, buckets.at(-1) ?? first),
    gaps,
    longestGap,
  ];
}

/** The beginning of a bucket, as short as its unit allows: `2025-01-06T05:00`, `2025-01-06`, `2025-01`. */
function startOf({ unit }: Coverage, fromAt: string, bucket: number): string {
  const characters = unit === 'hour' ? 16 : unit === 'day' ? 10 : 7;
  return new Date(bucketStart(fromAt, unit, bucket)).toISOString().slice(0, characters);
}
