import { type Command, Option } from 'commander';
import type { EntityRef } from '../../../preload/contract/model/entity.ts';
import { type Marks, type TagColor, tagColor, tagName } from '../../../preload/contract/model/mark.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { usageError } from '../cli-error.ts';
import { type Call, type CliContext, withCase } from '../cli-host.ts';
import { findRecord } from '../find-record.ts';
import { formatNoun } from '../format-amount.ts';
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
import { visibleJson, visibleText } from '../visible-text.ts';
import { toEntity } from './entity.ts';

type MarkOptions = CaseOption & ScopeOptions & JsonOption & { readonly take?: true };
type TagOptions = MarkOptions & {
  readonly entity?: readonly [type: string, value: string];
  readonly color?: TagColor;
};

/** `marks`, `star`, `tag` and `note`: what the investigator marks events and entities with. */
export function addMarkCommands(program: Command, context: CliContext): void {
  const write = (options: JsonOption, value: unknown, text: string) =>
    context.stdout.write(`${options.json ? visibleJson(value) : text}\n`);

  const marks = program.command('marks').description('list the tags of a case, and count what is marked');
  addJsonOption(addCaseOption(marks)).action(async (options: CaseOption & JsonOption) => {
    const found = await withCase(context, options.case, (call) => call('mark.read', {}));
    await write(options, found, asText(found));
  });

  const star = program
    .command('star')
    .description('star the events that match')
    .option('--take', 'take their stars instead');
  addJsonOption(addScopeOptions(addCaseOption(star))).action(async (options: MarkOptions) => {
    const target = { scope: namedScope(options) };
    const on = options.take !== true;
    const { events } = await withCase(context, options.case, (call) => call('mark.star', { target, on }));
    await write(
      options,
      { events },
      `${formatNoun(events, 'event')} ${on ? 'starred' : 'without a star now'}.`,
    );
  });

  const tag = program
    .command('tag')
    .description('tag the events that match, or an entity and so all its events')
    .argument('<tag>', 'name of the tag')
    .option('--entity <type-and-value...>', 'tag this entity, for instance --entity address 203.0.113.7')
    .option('--take', 'take the tag away instead')
    .addOption(new Option('--color <color>', 'colour of a tag that is new').choices(tagColor.options));
  addJsonOption(addScopeOptions(addCaseOption(tag))).action(async (name: string, options: TagOptions) => {
    const known = tagName.safeParse(name);
    if (!known.success) throw usageError(known.error.issues[0]?.message ?? 'This is no name of a tag.');
    const entity = entityOf(options);
    const color = options.color ? { color: options.color } : {};
    const tagging = { tag: known.data, on: options.take !== true, ...color };
    const scope = entity === null ? namedScope(options) : null;
    const result = await withCase(context, options.case, (call) => tagIn(call, tagging, entity, scope));
    const verb = tagging.on ? 'tagged' : 'no longer tagged';
    const what =
      entity === null ? formatNoun(result.events, 'event') : `${entity.type} ${visibleText(entity.value)}`;
    await write(options, result, `${what} ${verb} “${visibleText(known.data)}”.`);
  });

  const note = program
    .command('note')
    .description('note a text on an event; an empty one takes the note away')
    .argument('<eventID>', 'the eventID of the event')
    .argument('<text>', 'the text of the note');
  addCaseOption(note).action(async (eventID: string, text: string, options: CaseOption) => {
    await withCase(context, options.case, async (call) => {
      await call('mark.note', { recordId: await findRecord(call, eventID), text });
    });
    await context.stdout.write(text.trim() === '' ? 'The note is taken away.\n' : 'Noted.\n');
  });
}

type Tagging = { readonly tag: string; readonly on: boolean; readonly color?: TagColor };

/** Tags the entity, or the events of the scope; `events` counts those that it changed, of an entity those that have the tag. */
async function tagIn(
  call: Call,
  tagging: Tagging,
  entity: EntityRef | null,
  scope: Scope | null,
): Promise<{ events: number }> {
  if (scope !== null) return call('mark.tag', { target: { scope }, ...tagging });
  if (entity !== null) await call('mark.tagEntity', { entity, ...tagging });
  const { tags } = await call('mark.read', {});
  return { events: tags.find(({ name }) => name.toLowerCase() === tagging.tag.toLowerCase())?.events ?? 0 };
}

function entityOf({ entity, query, from, to }: TagOptions): EntityRef | null {
  if (entity === undefined) return null;
  const [type, value, more] = entity as readonly (string | undefined)[];
  if (type === undefined || value === undefined || more !== undefined) {
    throw usageError('An entity is a type and a value, for instance --entity address 203.0.113.7.');
  }
  if (query !== '' || from !== undefined || to !== undefined) {
    throw usageError('Name either an entity or a query and range, not both.');
  }
  return toEntity(type, value);
}

/** The scope that was asked for; none at all would mark everything by mistake. */
function namedScope(options: ScopeOptions): Scope {
  if (options.query.trim() === '' && options.from === undefined && options.to === undefined) {
    throw usageError(`Name the events with --query, --from or --to; all of them are --query '*'.`);
  }
  return scopeOf(options);
}

function asText({ tags, starred, noted, missing }: Marks): string {
  const rows = tags.map(({ name, color, events, entities }) => [
    visibleText(name),
    color,
    events.toLocaleString('en-US'),
    entities.map(({ type, value }) => `${type} ${visibleText(value)}`).join(', '),
  ]);
  return [
    `${formatNoun(starred, 'event')} starred, ${formatNoun(noted, 'note')}.`,
    ...(missing > 0
      ? [
          `${formatNoun(missing, 'marked event')} not in the case now: the files that held them were taken out.`,
        ]
      : []),
    ...(rows.length > 0 ? ['', formatTable(['tag', 'color', 'events', 'entities'], rows)] : []),
  ].join('\n');
}
