import type { Command } from 'commander';
import {
  ENTITY_TITLES,
  type EntityEvent,
  type EntityList,
  type EntityPage,
  type EntityPlace,
  type EntityRef,
  entityType,
  type IdentifierFacts,
} from '../../../preload/contract/model/entity.ts';
import { findField } from '../../../preload/contract/model/field.ts';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import { usageError } from '../cli-error.ts';
import { type CliContext, withCase } from '../cli-host.ts';
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
} from '../scope-options.ts';
import { visibleJson, visibleText } from '../visible-text.ts';

const CHANGE_TITLES = { created: 'Created', deleted: 'Deleted', changed: 'Changed otherwise' } as const;

/** `entity TYPE VALUE`: what is known of one actor, key, address …, as sections of text or whole as JSON. */
export function addEntityCommand(program: Command, context: CliContext): void {
  const command = program
    .command('entity')
    .description('show what is known of one actor, role, session, access key, address …')
    .argument('<type>', entityType.options.join(', '))
    .argument('<value>', 'the value that names it, for instance alice or 203.0.113.7');
  addJsonOption(addScopeOptions(addCaseOption(command))).action(
    async (type: string, value: string, options: CaseOption & ScopeOptions & JsonOption) => {
      const entity = toEntity(type, value);
      await withCase(context, options.case, async (call) => {
        const page = await call('entity.get', { entity, scope: scopeOf(options) });
        await context.stdout.write(`${options.json ? visibleJson(page) : asText(page)}\n`);
      });
    },
  );
}

/** The entity of that type and value. Throws CliError where there is no such type. */
export function toEntity(type: string, value: string): EntityRef {
  const known = entityType.safeParse(type);
  if (!known.success) {
    throw usageError(`There is no entity of type “${type}”; the types are ${entityType.options.join(', ')}.`);
  }
  if (value === '') throw usageError('The value must not be empty.');
  return { type: known.data, value };
}

function asText(page: EntityPage): string {
  const { changes, key } = page;
  const sections = [
    factsText(page),
    ...(key ? [eventsText('Issued by', key.issued), eventsText('Updated or deleted by', key.changed)] : []),
    ...page.lists.filter(({ distinct }) => distinct > 0).map(listText),
    ...changes
      .filter(({ events }) => events > 0)
      .map(({ kind, events, latest }) => eventsText(CHANGE_TITLES[kind], latest, events)),
    ...nothingText(page),
  ];
  return sections.join('\n\n');
}

function factsText(page: EntityPage): string {
  const { entity, events, outcomes, firstAt, lastAt, place, key, foreign, principals } = page;
  const { success, denied, failed } = outcomes;
  const ofOutcomes = `${formatCount(success)} success, ${formatCount(denied)} denied, ${formatCount(failed)} failed`;
  return [
    `${ENTITY_TITLES[entity.type]} ${visibleText(entity.value)}`,
    `Events: ${formatCount(events)}${events > 0 ? ` (${ofOutcomes})` : ''}`,
    ...(firstAt && lastAt ? [`First seen: ${firstAt}`, `Last seen: ${lastAt}`] : []),
    ...(place ? [`Place: ${visibleText(placeText(place) || `none (${place.sourceClass})`)}`] : []),
    ...(key ? [`Key: ${identifierText(key)}`] : []),
    ...(foreign === null
      ? []
      : [`In this case: ${foreign ? 'foreign, it recorded no event' : 'it recorded events'}`]),
    ...(principals?.values ?? []).map(
      (facts) =>
        `Unique id: ${visibleText(facts.id)}, ${identifierText(facts)}, ${formatNoun(facts.events, 'event')}`,
    ),
    ...moreIds(principals),
  ].join('\n');
}

function moreIds(principals: EntityPage['principals']): readonly string[] {
  const more = principals ? principals.distinct - principals.values.length : 0;
  return more > 0 ? [`Unique ids not listed: ${formatCount(more)}`] : [];
}

function identifierText({ prefix, meaning, account, foreign, notDecodable }: IdentifierFacts): string {
  const kind = prefix === null ? 'no documented prefix' : `${meaning ?? ''} (${prefix})`;
  if (account === null) return `${kind}, account not decodable: ${notDecodable ?? ''}`;
  const whose = foreign === null ? '' : foreign ? ' (foreign to this case)' : ' (of this case)';
  return `${kind}, account ${account}${whose}`;
}

function placeText({ city, subdivision, country, countryName, asn, network }: EntityPlace): string {
  const net = [asn === null ? null : `AS${asn}`, network].filter((part) => part !== null).join(' ');
  return [city, subdivision, countryName ?? country, net].filter((part) => part).join(', ');
}

function listText({ field, order, distinct, missing, values }: EntityList): string {
  const title = order === 'rare' ? 'Rarest calls' : (findField(field)?.title ?? field);
  const listed =
    values.length < distinct
      ? `${formatCount(values.length)} of ${formatCount(distinct)}`
      : formatCount(distinct);
  const hasPlaces = values.some(({ place }) => place !== null);
  const rows = values.map(({ value, events, firstAt, lastAt, place }): readonly Cell[] => [
    value,
    events,
    firstAt,
    lastAt,
    ...(hasPlaces ? [place === null ? null : placeText(place)] : []),
  ]);
  const none: readonly Cell[] = ['(not recorded)', missing, null, null];
  const columns = ['value', 'events', 'first', 'last', ...(hasPlaces ? ['place'] : [])];
  const table = formatTable(columns, missing > 0 && order === 'common' ? [...rows, none] : rows);
  return `${title} (${listed})\n${table}`;
}

function eventsText(title: string, events: readonly EntityEvent[], total = events.length): string {
  if (events.length === 0) return `${title}\nno event of the case`;
  const listed =
    events.length < total
      ? `latest ${formatCount(events.length)} of ${formatCount(total)}`
      : formatCount(total);
  const rows = events.map(({ eventTime, eventName, resource, actor, outcome, eventID }) => [
    eventTime,
    eventName,
    resource,
    actor,
    outcome,
    eventID,
  ]);
  return `${title} (${listed})\n${formatTable(['time', 'call', 'resource', 'actor', 'outcome', 'eventID'], rows)}`;
}

/** What none of the events tells, said in one line. */
function nothingText({ events, lists, changes }: EntityPage): readonly string[] {
  if (events === 0) return [];
  const fields = lists
    .filter(({ distinct }) => distinct === 0)
    .map(({ field }) => findField(field)?.title ?? field);
  const kinds = changes.filter((change) => change.events === 0).map(({ kind }) => kind);
  return [
    ...(fields.length > 0 ? [`Not recorded in any of these events: ${fields.join(', ')}.`] : []),
    ...(kinds.length > 0 ? [`Nothing ${kinds.join(' or ')} among these events.`] : []),
  ];
}
