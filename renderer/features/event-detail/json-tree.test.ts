import { expect, test } from 'vitest';
import { parseJsonNode } from './json-node.ts';
import { jsonText, leavesOf, type TreeView, treeLines } from './json-tree.ts';

const RECORD = parseJsonNode(
  JSON.stringify({
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      userName: 'alice.dev',
      sessionContext: { attributes: { mfa: 'false' } },
    },
    requestParameters: {
      instancesSet: { items: [{ instanceId: 'i-01' }, { instanceId: 'i-02' }] },
      'a/b': 'slash',
    },
    responseElements: null,
    resources: [],
  }),
);

function view(parts: Partial<TreeView> = {}): TreeView {
  return { toggled: new Map(), search: '', ...parts };
}

const shown = (parts: Partial<TreeView> = {}) =>
  treeLines(RECORD, view(parts)).map(({ depth, label }) => `${'  '.repeat(depth)}${label}`);

test('The lines stand in the order of the record, each below what it is in', () => {
  expect(shown()).toEqual([
    'eventVersion',
    'userIdentity',
    '  type',
    '  userName',
    '  sessionContext',
    '    attributes',
    '      mfa',
    'requestParameters',
    '  instancesSet',
    '    items',
    '      0',
    '        instanceId',
    '      1',
    '        instanceId',
    '  a/b',
    'responseElements',
    'resources',
  ]);
});

test('A closed part keeps its own line and hides the rest', () => {
  const toggled = new Map([
    ['/userIdentity', false],
    ['/requestParameters/instancesSet/items', false],
  ]);
  expect(shown({ toggled })).toEqual([
    'eventVersion',
    'userIdentity',
    'requestParameters',
    '  instancesSet',
    '    items',
    '  a/b',
    'responseElements',
    'resources',
  ]);
});

test('The field of a leaf inside an array leaves the position out, its pointer keeps it', () => {
  const line = treeLines(RECORD, view()).find(
    ({ id }) => id === '/requestParameters/instancesSet/items/1/instanceId',
  );
  expect(line?.field).toBe('requestParameters.instancesSet.items.instanceId');
});

test('A search keeps the lines that match and what they stand in', () => {
  expect(shown({ search: 'I-02' })).toEqual([
    'requestParameters',
    '  instancesSet',
    '    items',
    '      1',
    '        instanceId',
  ]);
  expect(shown({ search: 'nothing like it' })).toEqual([]);
});

test('A search that finds a key shows it closed, and opening it shows all of it', () => {
  expect(shown({ search: 'sessioncontext' })).toEqual(['userIdentity', '  sessionContext']);
  const toggled = new Map([['/userIdentity/sessionContext', true]]);
  expect(shown({ search: 'sessioncontext', toggled })).toEqual([
    'userIdentity',
    '  sessionContext',
    '    attributes',
    '      mfa',
  ]);
});

test('A repeated key gives two lines with ids of their own', () => {
  const ids = treeLines(parseJsonNode('{"a":1,"a":2}'), view()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
});

test('The leaves are all values of the record, with empty ones as null', () => {
  expect(leavesOf(RECORD)).toEqual([
    { field: 'eventVersion', value: '1.08' },
    { field: 'userIdentity.type', value: 'IAMUser' },
    { field: 'userIdentity.userName', value: 'alice.dev' },
    { field: 'userIdentity.sessionContext.attributes.mfa', value: 'false' },
    { field: 'requestParameters.instancesSet.items.instanceId', value: 'i-01' },
    { field: 'requestParameters.instancesSet.items.instanceId', value: 'i-02' },
    { field: 'requestParameters."a/b"', value: 'slash' },
    { field: 'responseElements', value: null },
    { field: 'resources', value: null },
  ]);
});

test('A value copied as JSON keeps the digits of its numbers', () => {
  expect(jsonText(parseJsonNode('{"id":12345678901234567890,"l":["a\\n"]}'))).toBe(
    '{"id":12345678901234567890,"l":["a\\n"]}',
  );
});
