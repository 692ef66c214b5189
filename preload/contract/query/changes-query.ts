import type { ChangeKind } from '../model/entity.ts';

/** First words of calls that bring something into being, and of those that end it, as a regular expression. */
export const CREATING =
  '^(Batch)?(Create|Run|Allocate|Copy|Import|Register|Restore|Upload|Request|Purchase|Provision)';
export const DELETING =
  '^(Batch)?(Delete|Terminate|Release|Deregister|Remove|Purge|Revoke|Destroy|ScheduleKeyDeletion)';

/** Successful writes; signing in is recorded as one, but changes nothing. */
export const WRITES = 'access:write AND outcome:success AND -eventType:AwsConsoleSignIn';

/** The query of the successful writes of one kind; `changed` are all that neither create nor delete. */
export function changesQuery(kind: ChangeKind): string {
  switch (kind) {
    case 'created':
      return `${WRITES} AND eventName:/${CREATING}/`;
    case 'deleted':
      return `${WRITES} AND eventName:/${DELETING}/`;
    case 'changed':
      return `${WRITES} AND -eventName:/${CREATING}/ AND -eventName:/${DELETING}/`;
  }
}
