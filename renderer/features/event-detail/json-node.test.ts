import { expect, test } from 'vitest';
import { JsonFault, type JsonNode, parseJsonNode } from './json-node.ts';

function toText(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${toText(value)}`).join()}}`;
    case 'array':
      return `[${node.items.map(toText).join()}]`;
    case 'string':
      return JSON.stringify(node.value);
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'number':
    case 'unparsed':
      return node.text;
  }
}

test('A record comes out as it went in', () => {
  const text =
    '{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","n":[1,2.5e-3,-0]},"readOnly":true,"x":null,"e":{},"a":[]}';
  expect(toText(parseJsonNode(text))).toBe(text);
});

test('White space between the parts is passed over', () => {
  expect(toText(parseJsonNode(' {\n "a" : [ 1 ,\t2 ] }\r\n'))).toBe('{"a":[1,2]}');
});

test('A number beyond 2^53 keeps every digit', () => {
  expect(parseJsonNode('12345678901234567890')).toEqual({ kind: 'number', text: '12345678901234567890' });
  expect(parseJsonNode('1.10')).toEqual({ kind: 'number', text: '1.10' });
});

test('A repeated key is kept twice and numeric keys keep their order', () => {
  expect(toText(parseJsonNode('{"b":1,"2":2,"b":3,"1":4}'))).toBe('{"b":1,"2":2,"b":3,"1":4}');
});

test('A key named __proto__ is a key like any other', () => {
  expect(toText(parseJsonNode('{"__proto__":{"x":1}}'))).toBe('{"__proto__":{"x":1}}');
});

test('Escapes in strings are decoded', () => {
  expect(parseJsonNode('"a\\u202eb\\n\\"c\\""')).toEqual({ kind: 'string', value: 'a\u202eb\n"c"' });
});

test('Nesting of any depth does not overflow the stack', () => {
  const depth = 100_000;
  const text = '['.repeat(depth) + ']'.repeat(depth);
  expect(toText(parseJsonNode(text))).toBe(text);
});

test('What is not JSON is refused with its position', () => {
  for (const [text, position] of [
    ['', 0],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['"open', 0],
    ['{} x', 3],
    ['nul', 0],
    ["{'a':1}", 1],
  ] as const) {
    expect(() => parseJsonNode(text)).toThrow(JsonFault);
    try {
      parseJsonNode(text);
    } catch (fault) {
      expect(fault).toHaveProperty('position', position);
    }
  }
});
