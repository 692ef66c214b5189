import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type ContextEvent,
  type ContextKind,
  type ContextSide,
  contextKind,
  type EventContext,
  MOST_CONTEXT_EVENTS,
  MOST_CONTEXT_MS,
} from '../../../preload/contract/model/context.ts';
import { type CliContext, withCase } from '../cli-host.ts';
import { findRecord } from '../find-record.ts';
import { formatCount, formatNoun } from '../format-amount.ts';
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

type ContextOptions = CaseOption &
  ScopeOptions &
  JsonOption & { readonly around: number; readonly by: ContextKind; readonly limit: number };

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const COLUMNS = [
  '',
  'offset',
  'eventTime',
  'actor',
  'service',
  'eventName',
  'outcome',
  'sourceIPAddress',
  'resource',
];

/** `context EVENT_ID`: what happened before and after an event, as a table with the event marked or as JSON. */
export function addContextCommand(program: Command, context: CliContext): void {
  const command = program
    .command('context')
    .description('list the events around an event')
    .argument('<eventID>', 'the eventID of the event')
    .option('--around <time>', 'how long before and after: 30s, 15m, 2h, 1d', durationOption, 5 * 60_000)
    .addOption(
      new Option('--by <what>', 'what the events have in common with it')
        .choices(contextKind.options)
        .default('actor'),
    )
    .option(
      '--limit <n>',
      'how many events at most on each side, the nearest',
      wholeNumber(1, MOST_CONTEXT_EVENTS),
      100,
    );
  addJsonOption(addScopeOptions(addCaseOption(command))).action(
    async (eventID: string, options: ContextOptions) => {
      const found = await withCase(context, options.case, async (call) => {
        const recordId = await findRecord(call, eventID);
        const { around: aroundMs, by, limit } = options;
        return call('event.context', { recordId, by, aroundMs, limit, scope: scopeOf(options) });
      });
      if (options.json) {
        await context.stdout.write(`${visibleJson(found)}\n`);
        return;
      }
      await context.stdout.write(`${formatTable(COLUMNS, rowsOf(found))}\n`);
      await context.stderr.write(
        `${sideSentence(found.before, 'before')} ${sideSentence(found.after, 'after')}\n`,
      );
    },
  );
}

function rowsOf({ origin, before, after }: EventContext): readonly (readonly string[])[] {
  const row = (event: ContextEvent) => [
    event === origin ? '>' : '',
    offsetText(Date.parse(event.eventTime) - Date.parse(origin.eventTime)),
    event.eventTime,
    event.actor ?? '',
    event.service ?? '',
    event.eventName ?? '',
    event.outcome,
    event.sourceIPAddress ?? '',
    event.resource ?? '',
  ];
  return [...before.events, origin, ...after.events].map(row);
}

/** `12 events before.`, with how many of them are listed, or how far the nearest is where there is none. */
function sideSentence({ total, events, nearest }: ContextSide, side: 'before' | 'after'): string {
  if (total === 0)
    return `No event ${side}${nearest === null ? '' : `; the nearest is at ${nearest.eventTime}`}.`;
  const listed = events.length < total ? `, the nearest ${formatCount(events.length)} listed` : '';
  return `${formatNoun(total, 'event')} ${side}${listed}.`;
}

/** The distance from the origin in seconds, signed: `-42s`, `+3600s`. */
function offsetText(ms: number): string {
  return `${ms < 0 ? '-' : '+'}${Math.abs(ms) / 1000}s`;
}

function durationOption(text: string): number {
  const [, amount, unit] = /^(\d{1,9})([smhd])$/i.exec(text.trim()) ?? [];
  const ms = Number(amount) * (UNIT_MS[(unit ?? '').toLowerCase()] ?? Number.NaN);
  if (!(ms <= MOST_CONTEXT_MS)) {
    throw new InvalidArgumentError('It must be a time such as 30s, 15m, 2h or 1d, of at most 366 days.');
  }
  return ms;
}
