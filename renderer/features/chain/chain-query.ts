import type { ChainNode } from '../../../preload/contract/model/chain.ts';
import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { printLiteral } from '../../../preload/contract/query/print-query.ts';

const KEY = 'userIdentity.accessKeyId';
/** The longest query that a scope takes. */
const LONGEST = 20_000;

/**
 * One query for the events of all these nodes: plain access keys as one list, the rest as alternatives. Null where
 * none of them names events, or where it would be longer than a query may be.
 */
export function queryOfNodes(nodes: readonly ChainNode[]): string | null {
  const keys: string[] = [];
  const others: string[] = [];
  for (const {
    query,
    keys: [key],
  } of nodes) {
    if (query === null) continue;
    if (key !== undefined && query === fieldClause(KEY, key)) keys.push(key);
    else others.push(`(${query})`);
  }
  const list =
    keys.length === 1 ? fieldClause(KEY, keys[0] ?? '') : `${KEY}:(${keys.map(printLiteral).join(' OR ')})`;
  const text = [...(keys.length === 0 ? [] : [list]), ...others].join(' OR ');
  return text === '' || text.length > LONGEST ? null : text;
}
