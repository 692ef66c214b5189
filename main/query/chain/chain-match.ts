import type { ChainMatch } from '../../../preload/contract/model/chain.ts';
import type { Issue } from './chain-issue.ts';
import type { Usage } from './chain-usage.ts';

/** How far the creation date of credentials and the time of the call that gave them out may lie apart. */
export const ISSUE_SLACK_MS = 60_000;
/** The same where nothing but the session's ARN says that they belong together. */
export const SESSION_SLACK_MS = 5_000;
/** The longest that temporary credentials live (GetFederationToken and GetSessionToken: 36 hours). */
export const LONGEST_SESSION_MS = 36 * 3_600_000;

const BASIC_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** The time of a creation date, in milliseconds: `2023-07-10T12:27:45Z`, in old records `20130710T122745Z`. */
export function createdMs(created: string | null): number | null {
  if (created === null) return null;
  const time = Date.parse(created.replace(BASIC_DATE, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(time) ? null : time;
}

/** The account in an ARN. */
export const accountOfArn = (arn: string | null): string | null =>
  /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1] ?? null;

/** The account that the credentials of a call are for. */
export function issuedAccount({ sessionArn, target, eventName, caller, recipient }: Issue): string | null {
  const targeted = /(\d{12})/.exec(target ?? '')?.[1] ?? null;
  const own = eventName === 'GetSessionToken' || eventName === 'GetSigninToken' ? caller.account : null;
  return accountOfArn(sessionArn) ?? targeted ?? own ?? recipient;
}

/**
 * Whether the call gave out the credentials of this use. Access key ids of temporary credentials are unique only
 * together with their secret: the account has to be the same, and the time of the call that of their creation.
 */
export function isIssueOf(issue: Issue, usage: Usage): boolean {
  const { key, account } = usage.slot;
  if (issue.outcome !== 'success' || key === null || issue.key !== key || issue.caller.key === key)
    return false;
  const forAccount = issuedAccount(issue);
  if (account !== null && forAccount !== null && account !== forAccount) return false;
  const at = Date.parse(issue.at);
  const created = createdMs(usage.slot.created);
  if (created !== null) return Math.abs(created - at) <= ISSUE_SLACK_MS;
  const ends = issue.expiresAt === null ? at + LONGEST_SESSION_MS : Date.parse(issue.expiresAt);
  return Date.parse(usage.firstAt) >= at - ISSUE_SLACK_MS && Date.parse(usage.firstAt) <= ends;
}

/** Whether the call began the session of this use, whose access key it did not name: same ARN, same second. */
export function beganSessionOf(issue: Issue, usage: Usage): boolean {
  const arn = issue.eventName === 'GetSessionToken' ? issue.caller.arn : issue.sessionArn;
  return (
    issue.outcome === 'success' && arn !== null && arn === usage.arn && isNear(issue, usage, SESSION_SLACK_MS)
  );
}

/** Whether this is the sign-in of a user to the console by which the session of this use began. */
export function isSignInOf(issue: Issue, usage: Usage): boolean {
  return (
    issue.eventName === 'ConsoleLogin' &&
    issue.outcome === 'success' &&
    issue.caller.arn !== null &&
    issue.caller.arn === usage.arn &&
    isNear(issue, usage, ISSUE_SLACK_MS)
  );
}

/** Whether the console switched to the role session of this use. */
export function isSwitchTo(issue: Issue, usage: Usage): boolean {
  const { eventName, outcome, caller, switchFrom } = issue;
  if (eventName !== 'SwitchRole' || outcome !== 'success' || switchFrom === null) return false;
  return caller.arn === usage.arn && switchFrom !== usage.arn && isNear(issue, usage, ISSUE_SLACK_MS);
}

function isNear({ at }: Issue, { slot }: Usage, slackMs: number): boolean {
  const created = createdMs(slot.created);
  return created !== null && Math.abs(created - Date.parse(at)) <= slackMs;
}

/** What the call and the use of the credentials it gave out have in common. */
export function matchesOf(
  issue: Issue,
  usage: Usage | null,
  others: readonly Issue[],
): readonly ChainMatch[] {
  const found: ChainMatch[] = [];
  if (issue.key !== null && usage?.slot.key === issue.key) found.push('access-key');
  if (usage === null && issue.key !== null) found.push('access-key');
  if (issue.sessionArn !== null && (usage === null || usage.arn === issue.sessionArn))
    found.push('session-arn');
  if (usage?.slot.created) found.push('issue-time');
  if (issue.role !== null && usage?.issuerArn === issue.role) found.push('role');
  if (issue.sourceIdentity !== null && usage?.sourceIdentity === issue.sourceIdentity)
    found.push('source-identity');
  if (others.some((other) => other.sharedEventID !== null && other.sharedEventID === issue.sharedEventID)) {
    found.push('shared-event');
  }
  if (issue.eventName === 'GetSigninToken') found.push('console');
  return found;
}

/** Of the records of one call in several accounts, that of the caller's own account first: it names the caller. */
export function callerFirst(issues: readonly Issue[]): readonly Issue[] {
  const rank = ({ caller }: Issue) => (caller.type === 'AWSAccount' ? 1 : 0);
  return issues.toSorted(
    (a, b) => rank(a) - rank(b) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0) || a.recordId - b.recordId,
  );
}
