import { ENTITY_FIELDS, ENTITY_TITLES, entityType } from '../../../preload/contract/model/entity.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import type { StackOrder } from '../../../preload/contract/model/stack.ts';
import { withFilter } from '../../../preload/contract/query/with-filter.ts';

/** The types of entities with the field that stacks them, in the order of the switch. */
export const ENTITY_STACKS = entityType.options.map((type) => ({
  type,
  title: ENTITY_TITLES[type],
  field: ENTITY_FIELDS[type],
}));

/** What each order is called. */
export const ORDERS: readonly { readonly value: StackOrder; readonly title: string }[] = [
  { value: 'rare', title: 'Rare first' },
  { value: 'common', title: 'Common first' },
  { value: 'new', title: 'First seen, newest first' },
  { value: 'first', title: 'First seen, oldest first' },
  { value: 'last', title: 'Last seen, newest first' },
  { value: 'denied', title: 'Most denied' },
  { value: 'failed', title: 'Most failed' },
  { value: 'value', title: 'By value' },
];

/** The orders that the header of a column steps through, the first of them when it was another column's. */
export const COLUMN_ORDERS: Readonly<Record<string, readonly StackOrder[]>> = {
  value: ['value'],
  events: ['rare', 'common'],
  denied: ['denied'],
  failed: ['failed'],
  first: ['new', 'first'],
  last: ['last'],
};

/** Which way the column of an order is sorted by it, for those who cannot see the arrow. */
export function directionOf(order: StackOrder): 'ascending' | 'descending' {
  return order === 'rare' || order === 'first' || order === 'value' ? 'ascending' : 'descending';
}

/** The order that a click on a column's header leads to. */
export function nextOrder(column: string, order: StackOrder): StackOrder {
  const orders = COLUMN_ORDERS[column] ?? [];
  return orders[(orders.indexOf(order) + 1) % orders.length] ?? order;
}

/** The events of a scope that have that value of the field; null for those without the field. */
export function valueScope(scope: Scope, field: string, value: string | null): Scope {
  return { ...scope, query: withFilter(scope.query, { field, value, exclude: false }) };
}
