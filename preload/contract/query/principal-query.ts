import { printQuery } from './print-query.ts';
import type { Condition, QueryNode } from './query-node.ts';

/** The query of the events of a unique id: itself, and as `id:session` in the sessions of a role. */
export function principalQuery(id: string): string {
  const itself = { kind: 'matches', pattern: [{ kind: 'literal', text: id }] } as const;
  const session = {
    kind: 'matches',
    pattern: [{ kind: 'literal', text: `${id}:` }, { kind: 'many' }],
  } as const;
  return `(${printQuery(principal(itself))} OR ${printQuery(principal(session))})`;
}

function principal(condition: Condition): QueryNode {
  const nowhere = { start: 0, end: 0 };
  return {
    kind: 'field',
    path: ['userIdentity', 'principalId'],
    condition,
    span: nowhere,
    valueSpan: nowhere,
  };
}
