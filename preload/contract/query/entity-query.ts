import { ENTITY_FIELDS, type EntityRef } from '../model/entity.ts';
import { fieldClause } from './field-clause.ts';
import { resourceQuery } from './resource-query.ts';

/**
 * The events that an entity has part in, as a query. An actor or a session named by its ARN is told apart from
 * others of the same name; what a resource was given counts as its own; an account is the one that recorded the event or
 * the one the caller belongs to.
 */
export function entityQuery({ type, value }: EntityRef): string {
  const own = fieldClause(ENTITY_FIELDS[type], value);
  if (type === 'account') return `(${own} OR ${fieldClause('userIdentity.accountId', value)})`;
  if (type === 'resource') return resourceQuery(value);
  if (type === 'actor' && value.startsWith('arn:')) return fieldClause('principal', value);
  return type === 'session' && value.startsWith('arn:') ? fieldClause('identity', value) : own;
}
