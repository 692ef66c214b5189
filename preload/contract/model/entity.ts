import { z } from 'zod';
import { scope } from './scope.ts';

/** The kinds of things an investigation follows; each has a page of its own. */
export const entityType = z.enum([
  'actor',
  'role',
  'session',
  'access-key',
  'address',
  'user-agent',
  'event-name',
  'resource',
  'account',
]);
export type EntityType = z.infer<typeof entityType>;

/** One thing: its type, and the value that names it in the records. */
export const entityRef = z.object({ type: entityType, value: z.string().min(1).max(10_000) });
export type EntityRef = z.infer<typeof entityRef>;

/** The field whose values are the entities of a type. */
export const ENTITY_FIELDS: Readonly<Record<EntityType, string>> = {
  actor: 'actor',
  role: 'role',
  session: 'session',
  'access-key': 'userIdentity.accessKeyId',
  address: 'sourceIPAddress',
  'user-agent': 'userAgent',
  'event-name': 'eventName',
  resource: 'resource',
  account: 'account',
};

/** What each type is called on the screen. */
export const ENTITY_TITLES: Readonly<Record<EntityType, string>> = {
  actor: 'Actor',
  role: 'Role',
  session: 'Session',
  'access-key': 'Access key',
  address: 'Address',
  'user-agent': 'User agent',
  'event-name': 'Call',
  resource: 'Resource',
  account: 'Account',
};

/** Where an address is and who announces it; null where the reference data does not say. */
export const entityPlace = z.object({
  sourceClass: z.string(),
  country: z.string().nullable(),
  countryName: z.string().nullable(),
  subdivision: z.string().nullable(),
  city: z.string().nullable(),
  asn: z.number().int().nullable(),
  network: z.string().nullable(),
});
export type EntityPlace = z.infer<typeof entityPlace>;

/** A value of a field among the events of an entity; `place` is that of an address. */
const entityValue = z.object({
  value: z.string(),
  events: z.number().int(),
  firstAt: z.string(),
  lastAt: z.string(),
  place: entityPlace.nullable(),
});
export type EntityValue = z.infer<typeof entityValue>;

/**
 * Values of a field: the most frequent ones (`common`) or the least (`rare`), a few of the `distinct` there are.
 * `missing` counts the events without the field.
 */
const entityList = z.object({
  field: z.string(),
  order: z.enum(['common', 'rare']),
  distinct: z.number().int(),
  missing: z.number().int(),
  values: z.array(entityValue),
});
export type EntityList = z.infer<typeof entityList>;

/** An event in a line; `eventID` is null in records that have none. */
const entityEvent = z.object({
  recordId: z.number().int(),
  eventTime: z.string(),
  eventName: z.string().nullable(),
  outcome: z.string(),
  actor: z.string().nullable(),
  resource: z.string().nullable(),
  eventID: z.string().nullable(),
});
export type EntityEvent = z.infer<typeof entityEvent>;

export const changeKind = z.enum(['created', 'deleted', 'changed']);
export type ChangeKind = z.infer<typeof changeKind>;

/** The successful writes of one kind: how many, the query that finds them, and the latest of them. */
const entityChanges = z.object({
  kind: changeKind,
  events: z.number().int(),
  query: z.string(),
  latest: z.array(entityEvent),
});
export type EntityChanges = z.infer<typeof entityChanges>;

/**
 * What a unique id of AWS tells by itself: the meaning of its prefix, and the account it was issued in. `foreign` says
 * whether that account recorded none of the events of the case; null where there is no account to tell of.
 */
export const identifierFacts = z.object({
  id: z.string(),
  prefix: z.string().nullable(),
  meaning: z.string().nullable(),
  account: z.string().nullable(),
  notDecodable: z.string().nullable(),
  foreign: z.boolean().nullable(),
});
export type IdentifierFacts = z.infer<typeof identifierFacts>;

/** Events told of what issued a key, and of what changed it, at most. */
export const MOST_KEY_EVENTS = 50;

/** An access key: what its id tells, and the first events of the whole case that issued and that changed it. */
const keyFacts = identifierFacts.extend({ issued: z.array(entityEvent), changed: z.array(entityEvent) });
export type KeyFacts = z.infer<typeof keyFacts>;

/** A unique id behind a name. A name with two is that of two principals: in two accounts, or deleted and made again. */
const principalFacts = identifierFacts.extend({ events: z.number().int(), query: z.string() });
export type PrincipalFacts = z.infer<typeof principalFacts>;

/** Everything known of an entity among the events of `scope`, which is its own query within what was asked for. */
export const entityPage = z.object({
  entity: entityRef,
  query: z.string(),
  scope,
  events: z.number().int(),
  outcomes: z.object({ success: z.number().int(), denied: z.number().int(), failed: z.number().int() }),
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** Of an address that is in the case. */
  place: entityPlace.nullable(),
  /** Of an access key. */
  key: keyFacts.nullable(),
  /** Of an account: whether it recorded none of the events of the case. */
  foreign: z.boolean().nullable(),
  /** The unique ids behind an actor, role, session or key, the most frequent ones of `distinct`. */
  principals: z.object({ distinct: z.number().int(), values: z.array(principalFacts) }).nullable(),
  lists: z.array(entityList),
  changes: z.array(entityChanges),
});
export type EntityPage = z.infer<typeof entityPage>;
