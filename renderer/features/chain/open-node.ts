import type { ChainNode } from '../../../preload/contract/model/chain.ts';
import type { EntityRef } from '../../../preload/contract/model/entity.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { visibleText } from '../../format/visible-text.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';

/** The events of a query within what the chain is about. */
export function scopeOfQuery(query: string, scope: Scope): Scope {
  return { ...scope, query: joinQueries(scope.query, query) };
}

/** Opens exactly the events of a node, in a search of their own. */
export function openNode(node: ChainNode, scope: Scope): void {
  if (node.query === null) {
    showMessage('The records do not tell the events of this node apart.');
    return;
  }
  openQuery(node.query, `Events of ${node.name}`, scope);
}

/** Opens the events of a query, in time order. */
export function openQuery(query: string, title: string, scope: Scope): void {
  useWorkspace.getState().openSearch({
    title: visibleText(title),
    scope: scopeOfQuery(query, scope),
    sort: [{ field: 'eventTime', direction: 'asc' }],
  });
}

/** What has a page of its own: a user, a session, a key, an instance, an account; null where it has none. */
export function entityOfNode({ kind, arn, keys, name, account }: ChainNode): EntityRef | null {
  switch (kind) {
    case 'key':
      return keys[0] === undefined ? null : { type: 'access-key', value: keys[0] };
    case 'session':
    case 'folded':
      return arn?.includes(':sts:')
        ? { type: 'session', value: arn }
        : arn
          ? { type: 'actor', value: arn }
          : null;
    case 'user':
      return { type: 'actor', value: arn ?? name };
    case 'federated':
      return { type: 'actor', value: name };
    case 'service':
      return { type: 'actor', value: name };
    case 'instance':
      return { type: 'resource', value: name };
    case 'account':
      return account === null ? null : { type: 'account', value: account };
    case 'source-identity':
      return null;
  }
}

/** From what the chain of a node is followed anew; null where it is the end of one anyhow. */
export function startOfNode({ kind, arn, keys }: ChainNode): string | null {
  if (kind === 'key') return keys[0] ?? arn;
  return kind === 'user' || kind === 'session' || kind === 'folded' ? arn : null;
}
