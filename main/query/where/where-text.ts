import type { Pattern } from '../../../preload/contract/query/query-node.ts';
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

/** The stretches of the pattern that have no other spelling in JSON. */
function plainRuns(pattern: Pattern): readonly string[] {
  const runs = pattern.flatMap((part) =>
    part.kind === 'literal' ? part.text.split(new RegExp(ESCAPABLE, 'u')) : [],
  );
  return [...new Set(runs.filter((run) => run !== ''))];
}

/** Longer stretches are tested by their beginning: it is as rare, and RE2 stays small. */
const GUARD_CHARACTERS = 64;

/**
 * A regular expression for a plain text in upper and lower case. RE2 runs it over the raw record twice as fast as
 * `contains(lower(raw), …)`. Unlike its flag `i`, it holds the letters that `lower` makes equal and no others.
 */
function anyCase(text: string): string {
  return Array.from(text.slice(0, GUARD_CHARACTERS), (char) =>
    /[a-z]/i.test(char)
      ? `[${char.toLowerCase()}${char.toUpperCase()}${char.toLowerCase() === 'k' ? '\u212a' : ''}]`
      : quoteRegex(char),
  ).join('');
}

/** The pattern with a `*` before and after it, as free text is searched for. */
function anywhere(pattern: Pattern): Pattern {
  const inner = pattern.filter((part, i) => part.kind !== 'many' || (i > 0 && i < pattern.length - 1));
  return inner.length === 0 ? [] : [{ kind: 'many' }, ...inner, { kind: 'many' }];
}

/** Stretches that a text is looked for by before it is looked for whole; the longest are the rarest. */
const GUARDS = 3;

/**
 * Whether the raw record holds the text, upper and lower case alike: as it was delivered, or with any of its
 * characters in another JSON spelling (`\"`, `\/`, `\u003d`). Only records with a backslash can need the latter,
 * and of them only those that hold the stretches that have no other spelling.
 */
export function whereText(pattern: Pattern, bind: Bind): string {
  const sought = anywhere(pattern);
  if (sought.length === 0) return 'true';
  const runs = plainRuns(sought).toSorted((a, b) => b.length - a.length);
  const guards = runs.slice(0, GUARDS).map((run) => `regexp_matches(raw, ${bind(anyCase(run))})`);
  const [only, other] = sought.slice(1, -1);
  const isOneRun = other === undefined && only?.kind === 'literal' && only.text === runs[0];
  if (isOneRun && only.text.length <= GUARD_CHARACTERS) return guards.join();
  const asDelivered = matchPattern('raw', sought, bind);
  const plain = sought.every((part) => part.kind !== 'literal' || !ESCAPABLE.test(part.text));
  if (plain) return `(${[...guards, asDelivered].join(' and ')})`;
  const spelled = bind(spelledPattern(sought.slice(1, -1)));
  const otherwise = `(contains(raw, '\\') and regexp_matches(raw, ${spelled}, 'i'))`;
  return `(${[...guards, `(${asDelivered} or ${otherwise})`].join(' and ')})`;
}
