import type {
  ChainCertainty,
  ChainEdge,
  ChainNode,
  ChainNodeKind,
} from '../../../preload/contract/model/chain.ts';
import { countOf } from '../../format/number.ts';

const KINDS: Readonly<Record<ChainNodeKind, string>> = {
  key: 'Credential',
  session: 'Session',
  folded: 'Sessions of AWS services',
  user: 'User',
  federated: 'User of an identity provider',
  account: 'Principal of another account',
  service: 'AWS service',
  instance: 'EC2 instance',
  'source-identity': 'Source identity',
};

/** What a node is, in words: `Access key`, `Temporary credential`, `EC2 instance`. */
export function kindText({ kind, keys }: ChainNode): string {
  if (kind !== 'key') return KINDS[kind];
  return keys[0]?.startsWith('AKIA') ? 'Access key' : 'Temporary credential';
}

const CERTAINTIES: Readonly<Record<ChainCertainty, string>> = {
  certain: 'Certain',
  strong: 'Strong, not proved by an access key',
  likely: 'Likely',
};

export const certaintyText = (certainty: ChainCertainty): string => CERTAINTIES[certainty];

/** How a node came from the one before it, in short: the call, else what the records say, to be followed by its name. */
export function stepText({ eventName, matched }: ChainEdge, { kind }: ChainNode): string {
  if (eventName !== null) return eventName;
  if (matched.includes('on-behalf')) return 'on behalf of';
  if (matched.includes('session-arn')) return 'same session as';
  if (matched.includes('instance')) return 'role of instance';
  if (matched.includes('service-role')) return 'role of service';
  if (matched.includes('source-identity')) return 'source identity';
  return kind === 'key' ? 'key of' : 'session of';
}

/** What stands in place of the call that proves a step; a user's own key has one, which its page names. */
export function untoldText({ kind, keys }: ChainNode): string {
  return kind === 'key' && keys.some((key) => key.startsWith('AKIA'))
    ? 'The records of the key say so. The call that issued the key, if it is in evidence, stands on its page.'
    : 'The records of the session say so; no call in evidence does.';
}

/** `41 events, 15 denied`; what was never used says so. */
export function eventsText({ events, query }: ChainNode): string {
  if (query === null) return 'events not known';
  if (events.total === 0) return 'no events';
  const bad = [
    events.denied > 0 ? `${events.denied.toLocaleString('en-US')} denied` : '',
    events.failed > 0 ? `${events.failed.toLocaleString('en-US')} failed` : '',
  ].filter((part) => part !== '');
  return [countOf(events.total, 'event'), ...bad].join(', ');
}
