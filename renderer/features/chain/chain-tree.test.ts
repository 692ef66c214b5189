import { describe, expect, it } from 'vitest';
import type { ChainEdge, ChainNode, ChainResult } from '../../../preload/contract/model/chain.ts';
import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import { layOutChain, NODE_HEIGHT, NODE_WIDTH } from './chain-layout.ts';
import { queryOfNodes } from './chain-query.ts';
import { chainStartOf } from './chain-start.ts';
import { untoldText } from './chain-text.ts';
import { chainLines, nodesBelow } from './chain-tree.ts';

const none = { total: 0, success: 0, denied: 0, failed: 0 };

const node = (id: string, more: Partial<ChainNode> = {}): ChainNode => ({
  id,
  kind: 'key',
  keys: [id],
  keyCount: 1,
  name: id,
  identityType: null,
  arn: null,
  principalId: null,
  account: null,
  createdAt: null,
  expiresAt: null,
  sourceIdentity: null,
  mfa: null,
  firstSeenAt: null,
  lastSeenAt: null,
  events: none,
  addresses: 0,
  userAgents: 0,
  services: [],
  query: fieldClause('userIdentity.accessKeyId', id),
  origin: 'edge',
  note: null,
  attempts: { total: 0, listed: [] },
  leftOut: 0,
  sessions: 1,
  ...more,
});

const edge = (from: string, to: string): ChainEdge => ({
  from,
  to,
  eventName: 'AssumeRole',
  recordId: 1,
  eventID: null,
  at: null,
  address: null,
  otherRecordIds: [],
  matched: ['access-key'],
  certainty: 'certain',
});

const chain = (names: string, pairs: readonly string[], startIds: readonly string[] = []): ChainResult => ({
  start: 'a',
  startIds: [...startIds],
  nodes: [...names].map((name) => node(name)),
  edges: pairs.map(([from = '', to = '']) => edge(from, to)),
  leftOut: { credentials: 0, events: 0 },
  cut: false,
});

const shape = (result: ChainResult, closed: readonly string[] = []) =>
  chainLines(result, new Set(closed)).map(
    (line) => `${'  '.repeat(line.depth)}${line.node.id}${line.isRepeated ? ' again' : ''}`,
  );

describe('a chain as a tree', () => {
  it('has each node below the one it came from, by time', () => {
    expect(shape(chain('abcd', ['ac', 'ab', 'cd']))).toEqual(['a', '  b', '  c', '    d']);
  });

  it('leaves out what is below a closed node', () => {
    expect(shape(chain('abcd', ['ab', 'ac', 'cd']), ['c'])).toEqual(['a', '  b', '  c']);
  });

  it('shows what came from two nodes at both, with its own only once', () => {
    expect(shape(chain('abcd', ['ac', 'bc', 'cd']))).toEqual(['a', '  c', '    d', 'b', '  c again']);
  });

  it('begins a circle with what was asked for, and ends it', () => {
    expect(shape(chain('ab', ['ab', 'ba'], ['b']))).toEqual(['b', '  a', '    b again']);
    expect(nodesBelow(chain('ab', ['ab', 'ba']), 'a').map(({ id }) => id)).toEqual(['b']);
  });

  it('knows all that came from a node', () => {
    expect(nodesBelow(chain('abcde', ['ab', 'bc', 'de']), 'a').map(({ id }) => id)).toEqual(['b', 'c']);
  });
});

describe('a chain drawn', () => {
  it('places parents left of their children and halfway between them, and no node on another', () => {
    const result = chain('abcdef', ['ab', 'ac', 'bd', 'be', 'cf']);
    const { nodes, edges } = layOutChain(chainLines(result, new Set()), result.edges);
    const at = new Map(nodes.map(({ node: { id }, x, y }) => [id, { x, y }]));
    for (const { from, to } of result.edges) expect(at.get(from)?.x).toBeLessThan(at.get(to)?.x ?? 0);
    expect(at.get('b')?.y).toBe(((at.get('d')?.y ?? 0) + (at.get('e')?.y ?? 0)) / 2);
    for (const [index, one] of nodes.entries()) {
      for (const other of nodes.slice(index + 1)) {
        const apart = Math.abs(one.x - other.x) >= NODE_WIDTH || Math.abs(one.y - other.y) >= NODE_HEIGHT;
        expect(apart, `${one.node.id} ${other.node.id}`).toBe(true);
      }
    }
    expect(edges).toHaveLength(5);
  });
});

describe('one query for several nodes', () => {
  it('lists plain keys and adds the rest as alternatives', () => {
    const session = node('s', { kind: 'session', query: 'userIdentity.arn:x AND eventName:y' });
    const query = queryOfNodes([node('ASIA1'), node('ASIA2'), session, node('none', { query: null })]);
    expect(query).toBe('userIdentity.accessKeyId:(ASIA1 OR ASIA2) OR (userIdentity.arn:x AND eventName:y)');
    expect(parseQuery(query ?? '(').ok).toBe(true);
    expect(queryOfNodes([node('ASIA1')])).toBe('userIdentity.accessKeyId:ASIA1');
  });

  it('is none where nothing names events, or where it would be too long', () => {
    expect(queryOfNodes([node('a', { query: null })])).toBeNull();
    const many = Array.from({ length: 900 }, (_, index) => node(`ASIA${String(index).padStart(20, '0')}`));
    expect(queryOfNodes(many)).toBeNull();
  });
});

describe('the chain of an event starts', () => {
  it('with its access key, else the key it gave out, else who made it', () => {
    const given = JSON.stringify({ responseElements: { credentials: { accessKeyId: 'ASIAGIVEN' } } });
    expect(chainStartOf({ fields: { 'userIdentity.accessKeyId': 'AKIA1' }, raw: given })).toBe('AKIA1');
    expect(chainStartOf({ fields: {}, raw: given })).toBe('ASIAGIVEN');
    const arn = 'arn:aws:sts::111122223333:assumed-role/admin/s';
    expect(chainStartOf({ fields: { 'userIdentity.arn': arn }, raw: '{}' })).toBe(arn);
    expect(chainStartOf({ fields: { 'userIdentity.arn': 'x' }, raw: '{"credentials"' })).toBeNull();
  });
});

describe('what stands in place of the call that proves a step', () => {
  it('does not say of a long-term key that no call is in evidence, for its page may name one', () => {
    expect(untoldText(node('AKIAIOSFODNN7EXAMPLE'))).toContain('stands on its page');
    expect(untoldText(node('ASIAIOSFODNN7EXAMPLE'))).toContain('no call in evidence does');
  });
});
