import { FIELDS, findField } from '../model/field.ts';
import { QueryFault } from './query-fault.ts';
import { quoteText, type ReadText, readEscape, readQuoted } from './text-escape.ts';

/** More keys than any CloudTrail record nests. */
const MAX_KEYS = 50;

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** First keys that `tokenize` may take for the start of a text: an ARN, a principal id, an IPv6 address. */
const TEXT_LIKE_KEY = /^(?:arn|A[A-Z]{3}[A-Z0-9]{12,}|[0-9A-Fa-f]{1,4})$/;

const TOP_LEVEL = new Map(
  [
    ...FIELDS.filter((field) => field.origin === 'record').map((field) => field.name.split('.')[0] ?? ''),
    'apiVersion',
    'edgeDeviceDetails',
    'eventContext',
    'insightDetails',
    'serviceEventDetails',
    'sessionCredentialFromConsole',
    'tlsDetails',
  ].map((key) => [key.toLowerCase(), key]),
);

function withCataloguedCase(keys: readonly string[]): readonly string[] {
  const [first = '', ...rest] = keys;
  const field = findField(keys.join('.'));
  return field === undefined ? [TOP_LEVEL.get(first.toLowerCase()) ?? first, ...rest] : field.name.split('.');
}

function refuseInName(char: string, at: number): void {
  if (char === '*' || char === '?') {
    throw new QueryFault(at, 1, `“${char}” cannot stand in the name of a field; write the name in full.`);
  }
  if (char === '[' || char === ']') {
    throw new QueryFault(
      at,
      1,
      'Elements of an array are not numbered; leave out the brackets: any element matches.',
    );
  }
}

function readBareKey(text: string, at: number): ReadText {
  const parts: string[] = [];
  let position = at;
  while (position < text.length && !/[\s():".]/.test(text.charAt(position))) {
    const char = text.charAt(position);
    refuseInName(char, position);
    const piece = char === '\\' ? readEscape(text, position, false) : { text: char, end: position + 1 };
    parts.push(piece.text);
    position = piece.end;
  }
  return { text: parts.join(''), end: position };
}

/** Where a field name that begins at `at` ends, judged by its outline only; null when no colon follows it. */
function endOfName(text: string, at: number): number | null {
  const outline =
    /(?:"(?:[^"\\]|\\.)*"|(?:[^\s():".\\]|\\.)*)(?:\.(?:"(?:[^"\\]|\\.)*"|(?:[^\s():".\\]|\\.)*))*:/suy;
  outline.lastIndex = at;
  const found = outline.exec(text)?.[0];
  return found === undefined || found === ':' ? null : at + found.length - 1;
}

function readKeys(text: string, at: number, end: number): readonly string[] {
  const keys: string[] = [];
  let position = at;
  while (position <= end) {
    const quoted = text.charAt(position) === '"';
    const key = quoted ? readQuoted(text, position) : readBareKey(text, position);
    if (!quoted)
      for (let i = position; i < key.end; i++)
        if (text.charAt(i) === '\\') i++;
        else refuseInName(text, i);
    if (key.text === '' && !quoted) throw new QueryFault(position, 1, 'The name of a key was expected here.');
    keys.push(key.text);
    if (keys.length > MAX_KEYS) {
      throw new QueryFault(at, end - at, `A field of at most ${MAX_KEYS} keys was expected.`);
    }
    position = key.end + 1;
  }
  return keys;
}

/**
 * Reads the field name at `at`, when one stands there and a colon follows it. `end` is where the colon stands.
 * Catalogued fields, and the first key of any other, are recognised in any case and come back in CloudTrail's.
 */
export function readFieldName(
  text: string,
  at: number,
): { readonly path: readonly string[]; readonly end: number } | null {
  const end = endOfName(text, at);
  return end === null ? null : { path: withCataloguedCase(readKeys(text, at, end)), end };
}

/** The keys of a field's name as it is written in a query, quotes and escapes resolved; null if it is not a name. */
export function parseFieldName(name: string): readonly string[] | null {
  try {
    const read = readFieldName(`${name}:`, 0);
    return read !== null && read.end === name.length ? read.path : null;
  } catch (error) {
    if (error instanceof QueryFault) return null;
    throw error;
  }
}

/** The name of a field as it is written in a query: its keys joined by dots, odd ones in quotes. */
export function fieldName(path: readonly string[]): string {
  const joined = path.join('.');
  if (findField(joined)?.name === joined) return joined;
  return path
    .map((key, i) => (PLAIN_KEY.test(key) && !(i === 0 && TEXT_LIKE_KEY.test(key)) ? key : quoteText(key)))
    .join('.');
}
