import { QueryFault } from './query-fault.ts';

/** Text read from a query, and where the reading ended. */
export type ReadText = { readonly text: string; readonly end: number };

const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
]);

/** Characters nobody can see or type: controls, formats, separators other than the space, half surrogates. */
const UNSEEN = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/gu;

/**
 * Reads the escape whose backslash stands at `at`. A backslash takes the meaning from any sign, and `\uXXXX`
 * is a code unit; between quotes JSON's `\n \r \t \b \f` hold too. Before another letter it is a fault, for it
 * is far more likely part of the text, as in DOMAIN\user.
 */
export function readEscape(text: string, at: number, quoted: boolean): ReadText {
  const code = text.codePointAt(at + 1);
  if (code === undefined) {
    throw new QueryFault(at, 1, 'A character was expected after “\\”; write \\\\ for a backslash itself.');
  }
  const char = String.fromCodePoint(code);
  const end = at + 1 + char.length;
  const hex = char === 'u' ? /^[0-9a-f]{4}/i.exec(text.slice(end, end + 4))?.[0] : undefined;
  if (hex !== undefined) return { text: String.fromCharCode(Number.parseInt(hex, 16)), end: end + 4 };
  const named = quoted ? NAMED_ESCAPES.get(char) : undefined;
  if (named !== undefined) return { text: named, end };
  if (/[\p{L}\p{N}]/u.test(char)) {
    throw new QueryFault(at, end - at, `“\\${char}” means nothing; write \\\\ for a backslash itself.`);
  }
  return { text: char, end };
}

/** Reads the quoted text that begins at `at`; a missing closing quote is a fault. */
export function readQuoted(text: string, at: number): ReadText {
  const parts: string[] = [];
  let position = at + 1;
  while (position < text.length) {
    const char = text.charAt(position);
    if (char === '"') return { text: parts.join(''), end: position + 1 };
    const piece = char === '\\' ? readEscape(text, position, true) : { text: char, end: position + 1 };
    parts.push(piece.text);
    position = piece.end;
  }
  throw new QueryFault(at, text.length - at, 'A closing quote was expected.');
}

function escapeUnits(chars: string): string {
  return Array.from(
    { length: chars.length },
    (_, i) => `\\u${chars.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** The text with every character that nobody can see written as `\uXXXX`, which means the same in a query. */
export function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, escapeUnits);
}

/** The text in quotes, on one line whatever it holds; `readQuoted` gives it back. */
export function quoteText(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escapeUnseen(escaped)}"`;
}

/**
 * A literal part of a pattern with wildcards, unquoted: every sign that could mean something is escaped. In the
 * value of a field colons and slashes cannot, but for a slash at the very start.
 */
export function escapeBare(text: string, place: 'text' | 'value', first: boolean): string {
  return [...text]
    .map((char, i) => {
      if (/[\p{L}\p{N}\p{M}_.@%+,;=~#'$]/u.test(char)) return char;
      if (place === 'value' && (char === ':' || (char === '/' && !(first && i === 0)))) return char;
      const unseen = escapeUnseen(char);
      return unseen === char ? `\\${char}` : unseen;
    })
    .join('');
}
