import { fieldClause } from './field-clause.ts';
import { printLiteral } from './print-query.ts';
import { escapeBare } from './text-escape.ts';

/** A call that gives a resource something is about both: `bob ← arn:…` where a policy was attached to bob. */
const GIVEN = ' ← ';

/** The resource that a call was about: of `bob ← arn:…` the one that was given something. */
export function receiverOf(resource: string): string {
  const [receiver = ''] = resource.split(GIVEN);
  return receiver === '' ? resource : receiver;
}

/** The calls about a resource and those that gave it something or took it away. */
export function resourceQuery(resource: string): string {
  const receiver = receiverOf(resource);
  if (receiver.includes(GIVEN)) return fieldClause('resource', resource);
  return `resource:(${printLiteral(receiver)} OR ${escapeBare(`${receiver}${GIVEN}`, 'value', true)}*)`;
}
