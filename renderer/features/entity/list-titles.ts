import type { EntityList } from '../../../preload/contract/model/entity.ts';
import { findField } from '../../../preload/contract/model/field.ts';

const TITLES: Readonly<Record<string, string>> = {
  eventName: 'Calls',
  service: 'Services',
  errorCode: 'Error codes',
  actor: 'Actors',
  role: 'Roles',
  session: 'Sessions',
  identity: 'Session ARNs',
  'userIdentity.accessKeyId': 'Access keys',
  sourceIPAddress: 'Addresses',
  userAgent: 'User agents',
  awsRegion: 'Regions',
  account: 'Recording accounts',
  'userIdentity.accountId': 'Accounts of callers',
  resource: 'Resources',
  'userIdentity.sessionContext.attributes.mfaAuthenticated': 'MFA of the session',
  'additionalEventData.MFAUsed': 'MFA at sign-in',
};

/** What a list of values is called. */
export function listTitle({ field, order }: Pick<EntityList, 'field' | 'order'>): string {
  if (order === 'rare') return 'Rarest calls';
  return TITLES[field] ?? findField(field)?.title ?? field;
}
