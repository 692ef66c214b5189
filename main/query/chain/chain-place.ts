import { groupBy } from '../../database/group-by.ts';
import type { Database } from '../../database/open-database.ts';
import { createGraph, type Draft, type Graph, keyNode, sessionNode } from './chain-graph.ts';
import { type Issue, readIssuesOfKey, readIssuesWithin, type TimeWindow } from './chain-issue.ts';
import {
  beganSessionOf,
  callerFirst,
  createdMs,
  ISSUE_SLACK_MS,
  isIssueOf,
  LONGEST_SESSION_MS,
  SESSION_SLACK_MS,
} from './chain-match.ts';
import { ARN, CREATED, KEY, oneOf, readUsage, slotId, type Usage } from './chain-usage.ts';

/** Uses read for one question; a session has some dozens of keys, so that this is never met but on purpose. */
const MOST_USES = 2000;

/** Keeps what was read of a case while its chain is walked, and makes nodes of it. */
export type Evidence = {
  readonly graph: Graph;
  readonly database: Database;
  readonly signal: AbortSignal;
  readonly issues: () => readonly Issue[];
  readonly remember: (issues: readonly Issue[]) => void;
  /** All uses of these access keys. */
  readonly usesOfKeys: (keys: readonly string[]) => Promise<readonly Usage[]>;
  /** All uses of these session or user ARNs. */
  readonly usesOfArns: (arns: readonly string[]) => Promise<readonly Usage[]>;
  /** Switches of roles in the console within these stretches of time. */
  readonly switches: (windows: readonly TimeWindow[]) => Promise<readonly Issue[]>;
  /** The nodes of these uses, with everything that belongs to the same sessions. */
  readonly place: (usages: readonly Usage[]) => Promise<readonly Draft[]>;
};

export function createEvidence(database: Database, signal: AbortSignal): Evidence {
  const graph = createGraph();
  const issues = new Map<number, Issue>();
  const looked = new Set<string>();
  const remember = (found: readonly Issue[]) => {
    for (const issue of found) if (!issues.has(issue.recordId)) issues.set(issue.recordId, issue);
  };
  const usesOf = async (column: string, values: readonly string[]) =>
    values.length === 0
      ? []
      : readUsage(
          database,
          { sql: oneOf(column, 'values'), parameters: { values: JSON.stringify([...new Set(values)]) } },
          MOST_USES,
          signal,
        );
  const usesOfKeys = (keys: readonly string[]) => usesOf(KEY, keys);

  /** Reads the calls around the creation of these credentials, once each; most lie within seconds of it. */
  const readAround = async (usages: readonly Usage[]): Promise<void> => {
    const dated = usages.filter(({ slot }) => slot.created !== null && !looked.has(slot.created));
    const within = async (some: readonly Usage[], slackMs: number) =>
      remember(await readIssuesWithin(database, windowsOf(some, slackMs), signal));
    await within(dated, SESSION_SLACK_MS);
    const found = [...issues.values()];
    await within(
      dated.filter(
        (usage) => !found.some((issue) => isIssueOf(issue, usage) || beganSessionOf(issue, usage)),
      ),
      ISSUE_SLACK_MS,
    );
    for (const { slot } of dated) looked.add(slot.created ?? '');
    for (const usage of usages.filter(isUndated)) {
      const { key } = usage.slot;
      if (key === null || looked.has(key)) continue;
      looked.add(key);
      const first = Date.parse(usage.firstAt);
      const window = { fromMs: first - LONGEST_SESSION_MS, toMs: first + ISSUE_SLACK_MS };
      remember(await readIssuesOfKey(database, key, window, signal));
    }
  };

  const place: Evidence['place'] = async (usages) => {
    const fresh = usages.filter(({ slot }) => !graph.bySlot.has(slotId(slot)));
    if (fresh.length > 0) {
      const siblings = await readSiblings(database, fresh, signal);
      const all = unique([...fresh, ...siblings]);
      const keys = siblings.flatMap(({ slot }) => slot.key ?? []);
      const known = new Set(fresh.map(({ slot }) => slot.key));
      const further = await usesOfKeys(keys.filter((key) => !known.has(key)));
      await readAround(all);
      makeNodes(graph, all, unique([...all, ...further]), [...issues.values()]);
    }
    const nodes = usages.flatMap(({ slot }) => graph.bySlot.get(slotId(slot)) ?? []);
    return [...new Set(nodes)];
  };
  return {
    graph,
    database,
    signal,
    issues: () => [...issues.values()],
    remember,
    usesOfKeys,
    usesOfArns: (arns) => usesOf(ARN, arns),
    switches: (windows) => readIssuesWithin(database, windows, signal, 'SwitchRole'),
    place,
  };
}

function windowsOf(usages: readonly Usage[], slackMs: number): readonly TimeWindow[] {
  return usages.flatMap(({ slot }) => {
    const created = createdMs(slot.created);
    return created === null ? [] : [{ fromMs: created - slackMs, toMs: created + slackMs }];
  });
}

const TEMPORARY = /^ASIA/;

/** Temporary credentials whose records do not say when they were given out. */
const isUndated = ({ slot }: Usage): boolean => slot.created === null && TEMPORARY.test(slot.key ?? '');

function unique(usages: readonly Usage[]): readonly Usage[] {
  return [...new Map(usages.map((usage) => [slotId(usage.slot), usage])).values()];
}

const sessionOf = ({ arn, slot }: Usage): string | null =>
  arn === null || slot.created === null ? null : JSON.stringify([arn, slot.created]);

/** The other uses of the same sessions: same ARN, same creation date. */
async function readSiblings(
  database: Database,
  usages: readonly Usage[],
  signal: AbortSignal,
): Promise<readonly Usage[]> {
  const sessions = new Set(usages.flatMap((usage) => sessionOf(usage) ?? []));
  if (sessions.size === 0) return [];
  const dated = usages.filter((usage) => sessionOf(usage) !== null);
  const found = await readUsage(
    database,
    {
      sql: `${oneOf(CREATED, 'created')} and ${oneOf(ARN, 'arns')}`,
      parameters: {
        created: JSON.stringify([...new Set(dated.map(({ slot }) => slot.created))]),
        arns: JSON.stringify([...new Set(dated.map(({ arn }) => arn))]),
      },
    },
    MOST_USES,
    signal,
  );
  return found.filter((usage) => sessions.has(sessionOf(usage) ?? ''));
}

/**
 * Makes a node of each key that a call in evidence gave out or that has no session, and one of the rest of each
 * session. `known` are all uses of these keys, by which an id that was used twice is told apart.
 */
function makeNodes(
  graph: Graph,
  usages: readonly Usage[],
  known: readonly Usage[],
  issues: readonly Issue[],
): void {
  const uses = new Map<string, number>();
  for (const { slot } of known) if (slot.key !== null) uses.set(slot.key, (uses.get(slot.key) ?? 0) + 1);
  const sessions = groupBy(usages, (usage) => sessionOf(usage) ?? slotId(usage.slot));
  for (const group of sessions.values()) {
    const calls = group.map((usage) => ({ usage, issues: callsOf(usage, issues) }));
    const own = calls.filter(
      ({ usage, issues: found }) =>
        usage.slot.key !== null && (found.length > 0 || sessionOf(usage) === null),
    );
    const others = group.filter((usage) => !own.some((one) => one.usage === usage));
    const [only] = own;
    const keyless = own.length === 1 && only ? others.filter(({ slot }) => slot.key === null) : [];
    for (const { usage, issues: found } of own) {
      graph.add(
        keyNode(usage, found, uses.get(usage.slot.key ?? '') === 1, usage === only?.usage ? keyless : []),
      );
    }
    const rest = others.filter((usage) => !keyless.includes(usage));
    const taken = own.flatMap(({ usage }) => usage.slot.key ?? []);
    const node = sessionNode(rest, taken, keyless.length === 0);
    if (node) graph.add(node);
  }
}

const callsOf = (usage: Usage, issues: readonly Issue[]): readonly Issue[] =>
  callerFirst(issues.filter((issue) => isIssueOf(issue, usage)));
