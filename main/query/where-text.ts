import type { Pattern } from '../../preload/contract/query/query-node.ts';
import type { Bind } from './where-parameters.ts';
import { matchPattern } from './where-pattern.ts';

/** Characters that some JSON writer escapes; any other stands in a record only as itself. */
const ESCAPABLE = /["\\/<>&'+=`]|[^ -~]/u;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\\\"'],
  ['\\', '\\\\\\\\'],
  ['/', '\\\\/'],
  ['\n', '\\\\n'],
  ['\r', '\\\\r'],
  ['\t', '\\\\t'],
  ['\b', '\\\\b'],
  ['\f', '\\\\f'],
]);

function quoteRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The `\uXXXX` spelling of a character, of two halves beyond the basic plane, as a regular expression. */
function unicodeEscape(char: string): string {
  return Array.from(
    { length: char.length },
    (_, i) => `\\\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** A regular expression (RE2, to be used case-insensitively) for every way JSON can spell the character. */
function spellings(char: string): string {
  if (!ESCAPABLE.test(char)) return quoteRegex(char);
  const escapes = [char, char.toLowerCase(), char.toUpperCase()]
    .filter((other) => other.length === char.length)
    .map(unicodeEscape);
  const short = SHORT_ESCAPES.get(char);
  return `(?:${[...new Set([quoteRegex(char), ...(short === undefined ? [] : [short]), ...escapes])].join('|')})`;
}

function spelledPattern(pattern: Pattern): string {
  const parts = pattern.map((part) =>
    part.kind === 'literal' ? Array.from(part.text, spellings).join('') : part.kind === 'many' ? '.*' : '.',
  );
  return `(?s)${parts.join('')}`;
}

function longestPlainRun(pattern: Pattern): string {
  const runs = pattern.flatMap((part) =>
    part.kind === 'literal' ? part.text.split(new RegExp(ESCAPABLE, 'u')) : [],
  );
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

/** The pattern with a `*` before and after it, as free text is searched for. */
function anywhere(pattern: Pattern): Pattern {
  const inner = pattern.filter((part, i) => part.kind !== 'many' || (i > 0 && i < pattern.length - 1));
  return inner.length === 0 ? [] : [{ kind: 'many' }, ...inner, { kind: 'many' }];
}

/**
 * Whether the raw record holds the text, upper and lower case alike: as it was delivered, or with any of its
 * characters in another JSON spelling (`\"`, `\/`, `\u003d`). Only records with a backslash can need the latter,
 * and of them only those that hold the longest stretch that has no other spelling.
 */
export function whereText(pattern: Pattern, bind: Bind): string {
  const sought = anywhere(pattern);
  if (sought.length === 0) return 'true';
  const asDelivered = matchPattern('raw', sought, bind);
  const plain = sought.every((part) => part.kind !== 'literal' || !ESCAPABLE.test(part.text));
  if (plain) return asDelivered;
  const run = longestPlainRun(sought);
  const tests = [
    "contains(raw, '\\')",
    ...(run === '' ? [] : [`contains(lower(raw), lower(${bind(run)}))`]),
    `regexp_matches(raw, ${bind(spelledPattern(sought.slice(1, -1)))}, 'i')`,
  ];
  return `(${asDelivered} or (${tests.join(' and ')}))`;
}
