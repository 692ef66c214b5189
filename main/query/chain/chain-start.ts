import { groupBy } from '../../database/group-by.ts';
import type { Condition } from '../scope-sql.ts';
import { USER_ARN } from './chain-caller.ts';
import { type Draft, originNode, unusedNode, userNode } from './chain-graph.ts';
import { type Issue, readIssues, readIssuesOfKey } from './chain-issue.ts';
import { isIssueOf, issuedAccount } from './chain-match.ts';
import type { Evidence } from './chain-place.ts';
import { ARN, KEY, oneOf, readUsage, text, type Usage } from './chain-usage.ts';

/** Credentials of the start that are followed, those used last. */
const MOST_STARTS = 40;

/** Where a chain starts, and what of it is not followed. */
export type ChainStart = {
  readonly name: string;
  readonly nodes: readonly Draft[];
  readonly leftOut: { readonly credentials: number; readonly events: number };
};

const NOTHING = { credentials: 0, events: 0 };
const SESSION_ARN = /^arn:[^:]*:sts::/;
const ROLE_ARN = /^arn:[^:]*:iam::\d*:role\//;

/** The nodes that an access key id, an ARN or a principal id stands for; none where the case has nothing of it. */
export async function startOf(evidence: Evidence, start: string): Promise<ChainStart> {
  const name = start.trim();
  const condition = conditionOf(name);
  const { database, signal } = evidence;
  const uses = await readUsage(database, condition, MOST_STARTS + 1, signal);
  const whole = uses.length <= MOST_STARTS ? uses : uses.slice(0, MOST_STARTS);
  const leftOut = uses.length <= MOST_STARTS ? NOTHING : await countRest(evidence, condition, whole);
  const user = USER_ARN.test(name) && uses.length > 0 ? [evidence.graph.add(userNode(name))] : [];
  for (const node of user) evidence.graph.found(node).origin = 'origin';
  const placed = await evidence.place(whole);
  const nodes = [...new Set([...user, ...placed])];
  return { name, nodes: nodes.length > 0 ? nodes : await unusedStart(evidence, name), leftOut };
}

function conditionOf(name: string): Condition {
  const parameters = { start: JSON.stringify([name]) };
  if (SESSION_ARN.test(name) || USER_ARN.test(name)) return { sql: oneOf(ARN, 'start'), parameters };
  if (ROLE_ARN.test(name)) return { sql: oneOf('role', 'start'), parameters };
  if (name.includes(':')) return { sql: oneOf('"userIdentity.principalId"', 'start'), parameters };
  return { sql: oneOf(KEY, 'start'), parameters };
}

async function countRest(
  { database, signal }: Evidence,
  condition: Condition,
  shown: readonly Usage[],
): Promise<ChainStart['leftOut']> {
  const [row] = await database.rows(
    `select count(*) as credentials, coalesce(sum(events), 0)::bigint as events from (
       select count(*) as events from event_without_place where ${condition.sql}
       group by ${KEY}, "userIdentity.accountId", "userIdentity.sessionContext.attributes.creationDate",
         if(${KEY} is null, ${ARN}, null)
     )`,
    condition.parameters,
    { signal },
  );
  return {
    credentials: Number(row?.credentials ?? 0) - shown.length,
    events: Number(row?.events ?? 0) - shown.reduce((sum, { events }) => sum + events, 0),
  };
}

/** A credential or session that was given out, and that no event of the case has used. */
async function unusedStart(evidence: Evidence, name: string): Promise<readonly Draft[]> {
  const { database, signal, graph } = evidence;
  const found = SESSION_ARN.test(name)
    ? (await readIssues(database, { sql: 'contains(raw, $arn)', parameters: { arn: name } }, signal)).filter(
        ({ sessionArn }) => sessionArn === name,
      )
    : /^[A-Z0-9]{16,128}$/.test(name)
      ? await readIssuesOfKey(database, name, null, signal)
      : [];
  evidence.remember(found);
  const given = found.filter(({ outcome, caller, key }) => outcome === 'success' && key !== caller.key);
  const byKey = groupBy(given, (issue) => `${issue.key ?? issue.recordId}`);
  return [...byKey.values()]
    .slice(0, MOST_STARTS)
    .flatMap(([first, ...others]) =>
      first ? [graph.add(unusedNode(first, others, issuedAccount(first)))] : [],
    );
}

/** The nodes of the credential that signed an event; of a call by an AWS service, of the credential it gave out. */
export async function startOfRecord(evidence: Evidence, recordId: number): Promise<ChainStart> {
  const { database, signal, graph } = evidence;
  const [row] = await database.rows(
    `select ${KEY} as key, "userIdentity.accountId" as owner, ${ARN} as arn, actor, "userIdentity.type" as type,
       "userIdentity.sessionContext.attributes.creationDate" as created, "userIdentity.principalId" as principal_id
     from event_without_place where record_id = $recordId`,
    { recordId },
    { signal },
  );
  const [key, account, created, arn] = [row?.key, row?.owner, row?.created, row?.arn].map(text);
  const signed = (uses: readonly Usage[]) =>
    uses.filter(({ slot }) => slot.account === (account ?? null) && slot.created === (created ?? null));
  if (key) return chosen(evidence, key, signed(await evidence.usesOfKeys([key])));
  const issues = await readIssues(
    database,
    { sql: 'record_id = $recordId', parameters: { recordId } },
    signal,
  );
  const given = issues.find((issue) => issue.key !== null);
  if (given?.key) return startOfIssue(evidence, given, given.key);
  if (arn && created) return chosen(evidence, arn, signed(await evidence.usesOfArns([arn])));
  if (arn) return startOf(evidence, arn);
  const name = text(row?.actor) ?? '';
  if (name === '') return { name: String(recordId), nodes: [], leftOut: NOTHING };
  const service = graph.add(
    originNode(
      row?.type === 'AWSService' ? 'service' : 'account',
      name,
      { field: 'actor', value: name },
      { account: account ?? null },
    ),
  );
  graph.found(service).note = 'The event was not signed with credentials that lead anywhere.';
  return { name, nodes: [service], leftOut: NOTHING };
}

async function chosen(evidence: Evidence, name: string, uses: readonly Usage[]): Promise<ChainStart> {
  return { name, nodes: await evidence.place(uses.slice(0, MOST_STARTS)), leftOut: NOTHING };
}

async function startOfIssue(evidence: Evidence, issue: Issue, key: string): Promise<ChainStart> {
  evidence.remember([issue]);
  const uses = (await evidence.usesOfKeys([key])).filter((use) => isIssueOf(issue, use));
  const placed = await evidence.place(uses);
  const nodes =
    placed.length > 0 ? placed : [evidence.graph.add(unusedNode(issue, [], issuedAccount(issue)))];
  return { name: key, nodes, leftOut: NOTHING };
}
