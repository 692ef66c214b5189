import type { Command } from 'commander';
import { type CliContext, withCase } from '../cli-host.ts';
import { formatCount } from '../format-amount.ts';
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

/** `count`: how many events match, `{"events":N}` as JSON. */
export function addCountCommand(program: Command, context: CliContext): void {
  const command = program.command('count').description('count the events that match');
  addJsonOption(addScopeOptions(addCaseOption(command))).action(
    async (options: CaseOption & ScopeOptions & JsonOption) => {
      await withCase(context, options.case, async (call) => {
        const { events } = await call('event.count', { scope: scopeOf(options) });
        await context.stdout.write(`${options.json ? visibleJson({ events }) : formatCount(events)}\n`);
      });
    },
  );
}
