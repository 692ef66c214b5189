import { type Command, Option } from 'commander';
import type { MethodOutput } from '../../../preload/contract/methods.ts';
import { DUPLICATE_REASONS } from '../../../preload/contract/model/duplicate-reason.ts';
import { type DuplicateReason, duplicateReason } from '../../../preload/contract/model/ledger.ts';
import { type Call, type CliContext, withCase } from '../cli-host.ts';
import { formatCount, formatNoun, listedOnly } from '../format-amount.ts';
import { formatTable } from '../format-table.ts';
import {
  addCaseOption,
  addJsonOption,
  type CaseOption,
  type JsonOption,
  wholeNumber,
} from '../scope-options.ts';
import { visibleJson } from '../visible-text.ts';

type DuplicatesOptions = CaseOption &
  JsonOption & { readonly reason?: DuplicateReason; readonly events?: true; readonly limit: number };

const PAGE_SIZE = 1000;

/** `duplicates`: why events are in a case more than once, by reason and pair of files, or event by event. */
export function addDuplicatesCommand(program: Command, context: CliContext): void {
  const command = program
    .command('duplicates')
    .description('explain why events were delivered more than once, by reason and pair of files')
    .addOption(new Option('--reason <reason>', 'only of this reason').choices(duplicateReason.options))
    .option('--events', 'list the events instead, with every delivery of each')
    .option('--limit <n>', 'how many pairs or events at most', wholeNumber(1, PAGE_SIZE), 100);
  addJsonOption(addCaseOption(command)).action(async (options: DuplicatesOptions) => {
    const text = await withCase(context, options.case, (call) =>
      options.events ? listEvents(call, options) : summarise(call, options),
    );
    await context.stdout.write(`${text}\n`);
  });
}

async function summarise(call: Call, { reason, limit, json }: DuplicatesOptions): Promise<string> {
  const result = await call('ledger.duplicates', { reason: reason ?? null, limit });
  return json ? visibleJson(result) : asText(result);
}

function asText(result: MethodOutput<'ledger.duplicates'>): string {
  const { duplicates, events, differing, reasons, pairs, total } = result;
  if (duplicates === 0) return 'No event was delivered more than once.';
  const more = listedOnly(pairs.length, total, 'pair');
  return [
    `${formatNoun(events, 'event')} delivered again ${formatNoun(duplicates, 'time')}, ${formatCount(differing)} with another text.`,
    '',
    ...reasons.map(
      (each) =>
        `${each.reason}: ${formatCount(each.duplicates)}, ${formatCount(each.differing)} differing, in ${formatNoun(each.pairs, 'pair')} of files. ${DUPLICATE_REASONS[each.reason].text}`,
    ),
    '',
    formatTable(
      ['reason', 'duplicates', 'differing', 'kept', 'keptPath', 'file', 'filePath'],
      pairs.map((pair) => [
        pair.reason,
        pair.duplicates,
        pair.differing,
        pair.kept.sourceId,
        pair.kept.path,
        pair.file.sourceId,
        pair.file.path,
      ]),
    ),
    ...more,
  ].join('\n');
}

async function listEvents(call: Call, { reason, limit, json }: DuplicatesOptions): Promise<string> {
  const { total, events } = await call('ledger.repeatedEvents', { reason: reason ?? null, limit });
  const listed = [];
  for (const event of events) {
    const { deliveries } = await call('ledger.deliveries', { recordId: event.recordId });
    listed.push({ ...event, deliveries });
  }
  if (json) return visibleJson({ total, events: listed });
  const rows = listed.flatMap((event) =>
    event.deliveries.map((delivery) => [
      event.eventID,
      event.eventName,
      delivery.kept ? 'kept' : delivery.reason,
      delivery.identical ? null : differenceOf(delivery),
      delivery.position,
      delivery.path,
    ]),
  );
  const more = listedOnly(events.length, total, 'event');
  return [
    formatTable(['eventID', 'eventName', 'delivery', 'differsIn', 'position', 'path'], rows),
    ...more,
  ].join('\n');
}

type Delivery = MethodOutput<'ledger.deliveries'>['deliveries'][number];

function differenceOf({ differences, allDifferences }: Delivery): string {
  if (allDifferences === 0) return 'no field, only in its spelling';
  return differences.map(({ path }) => path).join(', ');
}
