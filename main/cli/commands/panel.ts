import { type Command, InvalidArgumentError } from 'commander';
import type { PanelInfo } from '../../../preload/contract/model/panel.ts';
import { type Call, type CliContext, withCase, withService } from '../cli-host.ts';
import { formatTable } from '../format-table.ts';
import {
  addCaseOption,
  addJsonOption,
  addScopeOptions,
  type CaseOption,
  type JsonOption,
  type ScopeOptions,
  scopeOf,
} from '../scope-options.ts';
import { visibleJson } from '../visible-text.ts';

type RunOptions = CaseOption &
  ScopeOptions &
  JsonOption & {
    readonly bucket?: 'auto' | 'minute' | 'hour' | 'day';
    readonly option?: Readonly<Record<string, string>>;
  };

/** `panel list` and `panel run ID`. */
export function addPanelCommands(program: Command, context: CliContext): void {
  const panel = program.command('panel').description('list and run the panels of the dashboards');
  const list = panel.command('list').description('list all panels');
  addJsonOption(list).action((options: JsonOption) => listPanels(context, options));
  const run = panel
    .command('run')
    .description('run one panel on a case')
    .argument('<id>', 'the id as panel list shows it, for instance overview/top-10-users')
    .option('--bucket <size>', 'size of time buckets: auto, minute, hour or day', bucketOption)
    .option('--option <name=value>', 'a choice of the panel; may be repeated', panelOption);
  addJsonOption(addScopeOptions(addCaseOption(run))).action((id: string, options: RunOptions) =>
    runPanel(context, id, options),
  );
}

async function listPanels(context: CliContext, options: JsonOption): Promise<void> {
  const dashboards = await withService(context, (call) => call('dashboard.list', {}));
  const panels = dashboards.flatMap((dashboard) => dashboard.panels);
  if (options.json) {
    await context.stdout.write(`${visibleJson(panels.map(listed))}\n`);
    return;
  }
  const rows = panels.map(({ id, title, chart }) => [id, title, chart]);
  await context.stdout.write(`${formatTable(['id', 'title', 'chart'], rows)}\n`);
}

function listed({ id, dashboard, title, chart, description }: PanelInfo): object {
  return { id, dashboard, title, chart, description };
}

async function runPanel(context: CliContext, panelId: string, options: RunOptions): Promise<void> {
  const { result, absent } = await withCase(context, options.case, async (call) => {
    const answer = await call('panel.run', {
      id: panelId,
      scope: scopeOf(options),
      options: options.option ?? {},
      ...(options.bucket === undefined ? {} : { bucket: options.bucket }),
    });
    return { result: answer, absent: answer.logged ? null : await absentSentence(call, panelId) };
  });
  const { id, columns, rows } = result;
  if (options.json) {
    await context.stdout.write(`${visibleJson({ id, columns, rows })}\n`);
  } else {
    const names = columns.map(({ name }) => name);
    const cells = rows.map((row) => names.map((name) => row[name] ?? null));
    await context.stdout.write(`${formatTable(names, cells)}\n`);
  }
  if (absent !== null) await context.stderr.write(`${absent}\n`);
  if (result.truncated) await context.stderr.write(`Only the first ${rows.length} rows are listed.\n`);
}

/** Why the panel can say nothing about this case. */
async function absentSentence(call: Call, panelId: string): Promise<string | null> {
  const panels = (await call('dashboard.list', {})).flatMap((dashboard) => dashboard.panels);
  return panels.find(({ id }) => id === panelId)?.absent ?? null;
}

function bucketOption(text: string): string {
  if (!['auto', 'minute', 'hour', 'day'].includes(text)) {
    throw new InvalidArgumentError('It must be auto, minute, hour or day.');
  }
  return text;
}

function panelOption(
  text: string,
  previous: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [name = '', ...value] = text.split('=');
  if (name === '' || value.length === 0) throw new InvalidArgumentError('It must be written name=value.');
  return { ...previous, [name]: value.join('=') };
}
