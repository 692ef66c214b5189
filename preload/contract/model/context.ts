import { z } from 'zod';
import { instant, scope } from './scope.ts';

/** What the events around one have in common with it. */
export const contextKind = z.enum([
  'actor',
  'principal',
  'address',
  'resource',
  'access-key',
  'session',
  'everything',
]);
export type ContextKind = z.infer<typeof contextKind>;

/** Most of the events listed on each side of the origin. */
export const MOST_CONTEXT_EVENTS = 500;

/** The longest stretch before and after an event that is looked at: a year. */
export const MOST_CONTEXT_MS = 366 * 86_400_000;

export const contextEvent = z.object({
  recordId: z.number().int(),
  eventTime: instant,
  actor: z.string().nullable(),
  service: z.string().nullable(),
  eventName: z.string().nullable(),
  outcome: z.string(),
  sourceIPAddress: z.string().nullable(),
  resource: z.string().nullable(),
  errorCode: z.string().nullable(),
});
export type ContextEvent = z.infer<typeof contextEvent>;

/** One side of the origin: how many events the window holds there, and of these the nearest, in time order. */
const contextSide = z.object({
  total: z.number().int(),
  events: z.array(contextEvent),
  /** The nearest event beyond the window; looked for only where the window holds none on this side. */
  nearest: contextEvent.nullable(),
});
export type ContextSide = z.infer<typeof contextSide>;

/** The events around one, in the order of time and, within one second, of their records. */
export const eventContext = z.object({
  origin: contextEvent,
  /** Whether the origin itself is in `scope`; it is not where the query given does not match it. */
  originInScope: z.boolean(),
  before: contextSide,
  after: contextSide,
  /** Opens exactly the events counted, and the origin where it matches. */
  scope,
});
export type EventContext = z.infer<typeof eventContext>;
