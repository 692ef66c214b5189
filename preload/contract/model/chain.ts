import { z } from 'zod';
import { scope } from './scope.ts';

/**
 * What a node stands for. `key` is one credential; `session` is the further credentials of one session, which the
 * console and AWS services make for it; `folded` counts sessions that an AWS service began; the others are where
 * chains begin: a user, one who came through an identity provider, a principal of another account, a service, an EC2
 * instance, and the name that the first caller gave as the source identity.
 */
export const chainNodeKind = z.enum([
  'key',
  'session',
  'folded',
  'user',
  'federated',
  'account',
  'service',
  'instance',
  'source-identity',
]);
export type ChainNodeKind = z.infer<typeof chainNodeKind>;

/** What two ends of an edge have in common; each is said in words by `MATCH_TEXTS`. */
export const chainMatch = z.enum([
  'access-key',
  'session-arn',
  'caller-key',
  'caller-principal',
  'shared-event',
  'source-identity',
  'issue-time',
  'console',
  'switch-role',
  'instance',
  'role',
  'identity',
  'service-role',
  'on-behalf',
]);
export type ChainMatch = z.infer<typeof chainMatch>;

export const MATCH_TEXTS: Readonly<Record<ChainMatch, string>> = {
  'access-key': 'the access key that the call gave out, in the same account and at the same time',
  'session-arn': 'the ARN of the session that the call began',
  'caller-key': 'the access key that signed the call',
  'caller-principal': 'the principal id of the caller, who was using it at that time',
  'shared-event': 'the same event as the other account recorded it (sharedEventID)',
  'source-identity': 'the source identity, which cannot be changed along a chain',
  'issue-time': 'the creation date of the session and the time of the call',
  console: 'a sign-in to the console by the same principal at the same time',
  'switch-role': 'the identity that the console switched from (SwitchFrom)',
  instance: 'the session name, which is the id of the EC2 instance',
  role: 'the role that was asked for',
  identity: 'the identity that the records themselves name',
  'service-role': 'the path of the role, which names the service it is for',
  'on-behalf': 'calls that a service made for the same principal',
};

/** `certain`: by identifiers AWS gives out once. `strong`: by a session's ARN or principal and its time. `likely`: by less. */
export const chainCertainty = z.enum(['certain', 'strong', 'likely']);
export type ChainCertainty = z.infer<typeof chainCertainty>;

const count = z.number().int();

/** A call that would have given out credentials, and failed. */
const chainAttempt = z.object({
  recordId: count,
  eventID: z.string().nullable(),
  at: z.string(),
  eventName: z.string(),
  role: z.string().nullable(),
  errorCode: z.string().nullable(),
});

/** One credential, session or origin. Times are ISO UTC; `events` counts what was done within the scope. */
export const chainNode = z.object({
  id: z.string(),
  kind: chainNodeKind,
  /** Access keys, the most used first, at most 100 of `keyCount`. */
  keys: z.array(z.string()),
  keyCount: count,
  /** The readable name: the actor, else the best identifier. */
  name: z.string(),
  identityType: z.string().nullable(),
  arn: z.string().nullable(),
  principalId: z.string().nullable(),
  account: z.string().nullable(),
  createdAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  sourceIdentity: z.string().nullable(),
  /** Whether MFA was used for the session; null where the records do not say. */
  mfa: z.boolean().nullable(),
  firstSeenAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
  events: z.object({ total: count, success: count, denied: count, failed: count }),
  addresses: count,
  userAgents: count,
  /** AWS services that used it for its owner. */
  services: z.array(z.string()),
  /** Finds exactly the events of the node; null where none can be named. */
  query: z.string().nullable(),
  /** Where the node came from: an edge leads to it, it is where chains begin, or the evidence does not say. */
  origin: z.enum(['edge', 'origin', 'not-in-evidence']),
  /** What is to be said about where it came from, as a sentence. */
  note: z.string().nullable(),
  attempts: z.object({ total: count, listed: z.array(chainAttempt) }),
  /** Sessions that began here and are not among the nodes. */
  leftOut: count,
  /** How many sessions a `folded` node stands for. */
  sessions: count,
});
export type ChainNode = z.infer<typeof chainNode>;

/** Clocks of services that write records differ by less. */
const CLOCK_SLACK_MS = 5 * 60_000;

/**
 * Whether the credentials were still seen after they expired: as a refused try, or because records were taken for theirs
 * that belong to others with the same key id.
 */
export function isSeenAfterExpiry({
  expiresAt,
  lastSeenAt,
}: Pick<ChainNode, 'expiresAt' | 'lastSeenAt'>): boolean {
  if (expiresAt === null || lastSeenAt === null) return false;
  return Date.parse(lastSeenAt) - Date.parse(expiresAt) > CLOCK_SLACK_MS;
}

/** How `to` came from `from`: the event that says so, null where only the records of `to` do. */
export const chainEdge = z.object({
  from: z.string(),
  to: z.string(),
  eventName: z.string().nullable(),
  recordId: count.nullable(),
  eventID: z.string().nullable(),
  at: z.string().nullable(),
  /** Where the call came from, and the record of the same call in another account. */
  address: z.string().nullable(),
  otherRecordIds: z.array(count),
  matched: z.array(chainMatch).min(1),
  certainty: chainCertainty,
});
export type ChainEdge = z.infer<typeof chainEdge>;

export const chainInput = z.object({
  /** An access key id, the ARN of a session, a role or a user, or a principal id. */
  start: z.string().min(1).max(4096).nullable().default(null),
  /** The event whose credential the chain starts from, where `start` is left out. */
  recordId: count.nonnegative().nullable().default(null),
  /** Which events are counted; the chain itself is looked for in the whole case. */
  scope: scope.default({ query: '', from: null, to: null }),
  /** Whether each session that an AWS service began is a node of its own. */
  includeServices: z.boolean().default(false),
});

/** A chain around `startIds`. No node at all means that nothing in the case has that name. */
export const chainResult = z.object({
  start: z.string(),
  startIds: z.array(z.string()),
  nodes: z.array(chainNode),
  edges: z.array(chainEdge),
  /** Credentials of the start that are not among the nodes, with their events. */
  leftOut: z.object({ credentials: count, events: count }),
  /** Whether the chain goes on beyond the nodes because there are too many or it is too deep. */
  cut: z.boolean(),
});
export type ChainResult = z.infer<typeof chainResult>;
