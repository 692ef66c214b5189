/** A value of a JSON text. Numbers keep their spelling, objects their order and repeated keys. */
export type JsonNode =
  | { readonly kind: 'object'; readonly entries: readonly JsonEntry[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  /** What is nested too deep to be shown as a tree, as its JSON text. */
  | { readonly kind: 'unparsed'; readonly text: string };

type JsonEntry = { readonly key: string; readonly value: JsonNode };

/** Where and why a text is not JSON. */
export class JsonFault extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(`${message} at character ${position}`);
    this.name = 'JsonFault';
    this.position = position;
  }
}

const MAX_DEPTH = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;
const SPACE = /[ \t\r\n]*/y;

/**
 * Reads a JSON text without changing it: a number beyond 2^53 keeps every digit and a repeated key is
 * not dropped, unlike with `JSON.parse`. Throws `JsonFault`.
 */
export function parseJsonNode(text: string): JsonNode {
  const reader = new Reader(text);
  reader.space();
  const node = readValue(reader, 0);
  reader.space();
  if (reader.position < text.length) throw new JsonFault('Unexpected text after the value', reader.position);
  return node;
}

class Reader {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Takes what the sticky pattern matches here; undefined when it does not. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.position += match.length;
    return match;
  }

  space(): void {
    this.take(SPACE);
  }

  peek(): string {
    return this.text.charAt(this.position);
  }

  /** Takes one character if it is there. */
  skip(character: string): boolean {
    if (this.peek() !== character) return false;
    this.position += 1;
    return true;
  }

  expect(character: string): void {
    if (!this.skip(character)) throw new JsonFault(`Expected ${character}`, this.position);
  }
}

function readValue(reader: Reader, depth: number): JsonNode {
  const start = reader.peek();
  if (start === '{' || start === '[') {
    if (depth >= MAX_DEPTH) return { kind: 'unparsed', text: takeNested(reader) };
    return start === '{' ? readObject(reader, depth) : readArray(reader, depth);
  }
  if (start === '"') return { kind: 'string', value: readString(reader) };
  const number = reader.take(NUMBER);
  if (number !== undefined) return { kind: 'number', text: number };
  return readWord(reader);
}

function readObject(reader: Reader, depth: number): JsonNode {
  const entries: JsonEntry[] = [];
  reader.expect('{');
  reader.space();
  if (reader.skip('}')) return { kind: 'object', entries };
  do {
    reader.space();
    const key = readString(reader);
    reader.space();
    reader.expect(':');
    reader.space();
    entries.push({ key, value: readValue(reader, depth + 1) });
    reader.space();
  } while (reader.skip(','));
  reader.expect('}');
  return { kind: 'object', entries };
}

function readArray(reader: Reader, depth: number): JsonNode {
  const items: JsonNode[] = [];
  reader.expect('[');
  reader.space();
  if (reader.skip(']')) return { kind: 'array', items };
  do {
    reader.space();
    items.push(readValue(reader, depth + 1));
    reader.space();
  } while (reader.skip(','));
  reader.expect(']');
  return { kind: 'array', items };
}

function readString(reader: Reader): string {
  const from = reader.position;
  const literal = reader.take(STRING);
  if (literal === undefined) throw new JsonFault('Expected a string', from);
  try {
    return JSON.parse(literal) as string;
  } catch {
    throw new JsonFault('Unexpected character in the string', from);
  }
}

const WORDS: readonly (readonly [string, JsonNode])[] = [
  ['true', { kind: 'boolean', value: true }],
  ['false', { kind: 'boolean', value: false }],
  ['null', { kind: 'null' }],
];

function readWord(reader: Reader): JsonNode {
  for (const [word, node] of WORDS) {
    if (reader.text.startsWith(word, reader.position)) {
      reader.position += word.length;
      return node;
    }
  }
  throw new JsonFault('Expected a value', reader.position);
}

/** Takes a bracketed value as text, without recursion, whatever its depth. */
function takeNested(reader: Reader): string {
  const from = reader.position;
  let open = 0;
  do {
    const character = reader.peek();
    if (character === '') throw new JsonFault('Unexpected end', reader.position);
    if (character === '"') {
      readString(reader);
      continue;
    }
    if (character === '{' || character === '[') open += 1;
    if (character === '}' || character === ']') open -= 1;
    reader.position += 1;
  } while (open > 0);
  return reader.text.slice(from, reader.position);
}
