import type { EntityRef } from '../model/entity.ts';
import { fieldClause } from './field-clause.ts';

/**
 * The events that an entity has part in, as a query. An actor or a session named by its ARN is told apart from
 * others of the same name; an account is the one that recorded the event or the one the caller belongs to.
 */
export function entityQuery({ type, value }: EntityRef): string {
  switch (type) {
    case 'actor':
      return fieldClause(value.startsWith('arn:') ? 'principal' : 'actor', value);
    case 'role':
      return fieldClause('role', value);
    case 'session':
      return fieldClause(value.startsWith('arn:') ? 'identity' : 'session', value);
    case 'access-key':
      return fieldClause('userIdentity.accessKeyId', value);
    case 'address':
      return fieldClause('sourceIPAddress', value);
    case 'user-agent':
      return fieldClause('userAgent', value);
    case 'event-name':
      return fieldClause('eventName', value);
    case 'resource':
      return fieldClause('resource', value);
    case 'account':
      return `(${fieldClause('account', value)} OR ${fieldClause('userIdentity.accountId', value)})`;
  }
}
