import { type ContextKind, contextKind } from '../model/context.ts';
import type { Row } from '../model/panel.ts';
import { fieldClause } from './field-clause.ts';
import { resourceQuery } from './resource-query.ts';

/** One way of looking around an event: the query of what it has in common, or why there is nothing to compare. */
export type ContextChoice = { readonly kind: ContextKind } & (
  | { readonly query: string; readonly missing: null }
  | { readonly query: null; readonly missing: string }
);

/** What each choice is called after the word “same”, but for everything. */
export const CONTEXT_TITLES: Readonly<Record<ContextKind, string>> = {
  actor: 'Same actor',
  principal: 'Same role or user',
  address: 'Same address',
  resource: 'Same resource',
  'access-key': 'Same access key',
  session: 'Same session',
  everything: 'Everything',
};

type Compared = { readonly field: string; readonly missing: string };

const COMPARED: Readonly<Record<Exclude<ContextKind, 'everything' | 'session' | 'resource'>, Compared>> = {
  actor: { field: 'actor', missing: 'The record names no actor.' },
  principal: { field: 'principal', missing: 'The record names no role or user.' },
  address: { field: 'sourceIPAddress', missing: 'The record holds no address.' },
  'access-key': { field: 'userIdentity.accessKeyId', missing: 'The record holds no access key.' },
};

/** How the surroundings of an event can be chosen, from its fields, in the order to offer them. */
export function contextChoices(fields: Row): readonly ContextChoice[] {
  return contextKind.options.map((kind) => contextChoice(kind, fields));
}

/** One of these choices. */
export function contextChoice(kind: ContextKind, fields: Row): ContextChoice {
  if (kind === 'everything') return { kind, query: '', missing: null };
  if (kind === 'session') return sessionChoice(fields);
  if (kind === 'resource') return resourceChoice(fields);
  const { field, missing } = COMPARED[kind];
  return chosen(kind, field, textOf(fields, field), missing);
}

/** A session goes by the ARN that names it; where the record has none, by its name alone. */
function sessionChoice(fields: Row): ContextChoice {
  const name = textOf(fields, 'session');
  const identity = textOf(fields, 'identity');
  const missing = 'The call was not made in the session of a role or a federated user.';
  if (name === null || !identity?.startsWith('arn:')) return chosen('session', 'session', name, missing);
  return chosen('session', 'identity', identity, missing);
}

/** What a call that gives a resource something shares with others is the one that was given it. */
function resourceChoice(fields: Row): ContextChoice {
  const resource = textOf(fields, 'resource');
  return resource === null
    ? { kind: 'resource', query: null, missing: 'The record names no resource.' }
    : { kind: 'resource', query: resourceQuery(resource), missing: null };
}

function chosen(kind: ContextKind, field: string, value: string | null, missing: string): ContextChoice {
  return value === null
    ? { kind, query: null, missing }
    : { kind, query: fieldClause(field, value), missing: null };
}

function textOf(fields: Row, name: string): string | null {
  const value = fields[name];
  return value === null || value === undefined || value === '' ? null : String(value);
}
