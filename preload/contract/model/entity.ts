import { z } from 'zod';

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
