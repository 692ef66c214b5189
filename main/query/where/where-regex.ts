/** What RE2, the regular expressions of DuckDB, does not accept, and where in the expression it stands. */
export type RegexFault = { readonly position: number; readonly length: number; readonly message: string };

/** RE2 refuses repetitions of more than a thousand, also where they multiply. */
const MAX_REPEAT = 1000;

/** RE2 compiles into 8 MiB; this many units of weight stay below that. */
const MAX_WEIGHT = 60_000;

const MAX_DEPTH = 200;

const CATEGORIES =
  'Any C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs';
const SCRIPTS =
  'Arabic Armenian Bengali Common Cyrillic Devanagari Georgian Greek Han Hangul Hebrew Hiragana Inherited Katakana Latin Thai';
const UNICODE_CLASSES = new Set([...CATEGORIES.split(' '), ...SCRIPTS.split(' ')]);

const POSIX_CLASSES = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' '),
);

class RegexSignal extends Error {
  readonly fault: RegexFault;

  constructor(position: number, length: number, message: string) {
    super(message);
    this.fault = { position, length, message };
  }
}

/**
 * What the last element weighs when compiled, and how often a repetition within it repeats at most; null where
 * there is nothing that could be repeated.
 */
type Element = { readonly weight: number; readonly repeats: number };

type Reader = { readonly source: string; at: number };

function matchHere(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  return pattern.exec(reader.source);
}

function fault(reader: Reader, length: number, message: string): RegexSignal {
  return new RegexSignal(reader.at, length, message);
}

/** Reads `\pL`, `\p{Latin}` and their like, if one stands here. */
function readUnicodeClass(reader: Reader): boolean {
  const found = matchHere(reader, /\\[pP](?:\{\^?([^}]*)\}|([^{]))?/suy);
  if (found === null) return false;
  if (!UNICODE_CLASSES.has(found[1] ?? found[2] ?? '')) {
    throw fault(reader, found[0].length, 'A Unicode class was expected, such as \\p{L} or \\p{Greek}.');
  }
  reader.at += found[0].length;
  return true;
}

/** Reads one escaped character: the value of its code point, as far as a range needs to know it. */
function readEscape(reader: Reader): number {
  const octal = matchHere(reader, /\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/y)?.[0];
  const hex = matchHere(reader, /\\x(?:([0-9a-f]{2})|\{([0-9a-f]+)\})/iy);
  const control = matchHere(reader, /\\([afnrtv])/y);
  const sign = matchHere(reader, /\\([^0-9A-Za-z\u0080-\u{10ffff}])/suy);
  const hexCode = Number.parseInt(hex?.[1] ?? hex?.[2] ?? '', 16);
  const found = octal ?? (hexCode <= 0x10ffff ? hex?.[0] : undefined) ?? control?.[0] ?? sign?.[0];
  if (found === undefined) throw badEscape(reader);
  reader.at += found.length;
  if (octal !== undefined) return Number.parseInt(octal.slice(1), 8);
  if (hex !== null) return hexCode;
  if (control !== null) return { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }[control[1] ?? ''] ?? 0;
  return sign?.[1]?.codePointAt(0) ?? 0;
}

function badEscape(reader: Reader): RegexSignal {
  const found = matchHere(reader, /\\(?:x\{?[0-9a-f]*\}?|k<?\w*>?|.)?/isuy)?.[0] ?? '\\';
  if (found === '\\')
    return fault(reader, 1, 'A character was expected after “\\”; \\\\ is a backslash itself.');
  if (/^\\(?:[1-9k])/.test(found)) {
    return fault(reader, found.length, 'Back references are not supported in regular expressions.');
  }
  return fault(reader, found.length, `“${found}” is not an escape that regular expressions know.`);
}

function readClassCharacter(reader: Reader): number {
  if (reader.source.charAt(reader.at) === '\\') return readEscape(reader);
  const code = reader.source.codePointAt(reader.at) ?? 0;
  reader.at += code > 0xffff ? 2 : 1;
  return code;
}

function readPosixClass(reader: Reader): boolean {
  const found = matchHere(reader, /\[:\^?(.*?):\]/suy);
  if (found === null) return false;
  if (!POSIX_CLASSES.has(found[1] ?? '')) {
    throw fault(reader, found[0].length, 'The name of a class was expected, such as [:alpha:].');
  }
  reader.at += found[0].length;
  return true;
}

/** Reads `[…]` and gives its weight. */
function readClass(reader: Reader): number {
  const start = reader.at;
  const opening = matchHere(reader, /\[\^?/y)?.[0] ?? '[';
  reader.at += opening.length;
  let weight = opening.length === 2 ? 5 : 1;
  for (let first = true; reader.source.charAt(reader.at) !== ']' || first; first = false) {
    if (reader.at >= reader.source.length) {
      throw new RegexSignal(start, 1, 'A closing “]” was expected for this one.');
    }
    if (readUnicodeClass(reader)) weight += 1000;
    else if (!readPosixClass(reader) && matchHere(reader, /\\[dswDSW]/y) === null)
      weight += readRange(reader);
    else if (matchHere(reader, /\\[dswDSW]/y) !== null) reader.at += 2;
  }
  reader.at += 1;
  return weight;
}

/** Reads `a` or `a-z` within a class. */
function readRange(reader: Reader): number {
  const start = reader.at;
  const low = readClassCharacter(reader);
  let high = low;
  if (matchHere(reader, /-[^\]]/suy) !== null) {
    reader.at += 1;
    high = readClassCharacter(reader);
  }
  if (high < low) {
    const length = reader.at - start;
    throw new RegexSignal(start, length, 'A range from the lower to the higher character was expected.');
  }
  return high > 0x7f ? 8 : 1;
}

/** Reads what follows `(?`; whether it opened a group, rather than set flags for what follows. */
function readGroupHead(reader: Reader): boolean {
  const head = matchHere(reader, /\(\?(?:P<\w+>|(?:[imsU]+(?:-[imsU]+)?|-[imsU]+)?([:)]))/y);
  if (head !== null && head[0] !== '(?)') {
    reader.at += head[0].length;
    return head[1] !== ')';
  }
  const found = matchHere(reader, /\(\?(?:<?[=!]|P?[<=>]|.)?/suy)?.[0] ?? '(?';
  if (/[=!]$/.test(found) && !found.includes('P')) {
    throw fault(reader, found.length, 'Look-ahead and look-behind are not supported in regular expressions.');
  }
  throw fault(reader, found.length, 'After “(?” one of the flags i m s U, “:” or “P<name>” was expected.');
}

/** Reads `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`, lazy ones too; null when none stands here. */
function readRepeat(reader: Reader): { readonly max: number; readonly length: number } | null {
  const found = matchHere(reader, /(?:[*+?]|\{(0|[1-9]\d*)(?:,(0|[1-9]\d*)?)?\})\??/y);
  if (found === null) return null;
  const [all, low, high] = found;
  const min = Number(low ?? 0);
  const max = Math.max(min, Number(high ?? 0));
  if (max > MAX_REPEAT || (high !== undefined && Number(high) < min)) {
    throw fault(
      reader,
      all.length,
      `A repetition from fewer to more, of at most ${MAX_REPEAT}, was expected.`,
    );
  }
  return { max: low === undefined ? 1 : max, length: all.length };
}

function repeat(reader: Reader, element: Element | null, afterRepeat: boolean): Element | null {
  const found = readRepeat(reader);
  if (found === null) return null;
  if (afterRepeat) throw fault(reader, found.length, 'Only one repetition in a row was expected.');
  if (element === null) throw fault(reader, found.length, 'Something to repeat was expected before this.');
  const repeats = element.repeats * Math.max(1, found.max);
  if (repeats > MAX_REPEAT) {
    throw fault(reader, found.length, `Repetitions that multiply to at most ${MAX_REPEAT} were expected.`);
  }
  reader.at += found.length;
  return { weight: element.weight * Math.max(1, found.max) + 1, repeats };
}

/** Reads one element that is neither a group nor a repetition, and gives its weight. */
function readAtom(reader: Reader): number {
  const char = reader.source.charAt(reader.at);
  if (char === '[') return readClass(reader);
  if (char === '\\') {
    if (readUnicodeClass(reader)) return 1000;
    const known = matchHere(reader, /\\[dDsSwWbBAzC]/y)?.[0];
    if (known === undefined) readEscape(reader);
    else reader.at += known.length;
    return 2;
  }
  const code = reader.source.codePointAt(reader.at) ?? 0;
  reader.at += code > 0xffff ? 2 : 1;
  return char === '.' || code > 0x7f ? 5 : 1;
}

type Level = { readonly start: number; weight: number; repeats: number; last: Element | null };

function openLevel(start: number): Level {
  return { start, weight: 2, repeats: 1, last: null };
}

function add(level: Level, element: Element): void {
  level.weight += element.weight;
  level.repeats = Math.max(level.repeats, element.repeats);
  level.last = element;
}

function replaceLast(level: Level, element: Element): void {
  level.weight -= level.last?.weight ?? 0;
  add(level, element);
}

/** Reads `\Q…\E`, where nothing has a meaning; whether one stood here. */
function readQuotation(reader: Reader, level: Level): boolean {
  const found = matchHere(reader, /\\Q(.*?)(?:\\E|$)/suy);
  if (found === null) return false;
  reader.at += found[0].length;
  if (found[1] !== '') add(level, { weight: (found[1] ?? '').length * 5, repeats: 1 });
  return true;
}

function readElements(reader: Reader): number {
  const levels = [openLevel(0)];
  let afterRepeat = false;
  while (reader.at < reader.source.length) {
    const level = levels.at(-1) ?? openLevel(0);
    const repeated = repeat(reader, level.last, afterRepeat);
    afterRepeat = repeated !== null;
    if (repeated !== null) replaceLast(level, repeated);
    else readOther(reader, levels, level);
  }
  const open = levels.at(-1);
  if (levels.length > 1 && open !== undefined) {
    throw new RegexSignal(open.start, 1, 'A closing parenthesis was expected for this one.');
  }
  return levels[0]?.weight ?? 0;
}

function readOther(reader: Reader, levels: Level[], level: Level): void {
  const char = reader.source.charAt(reader.at);
  if (char === '(') {
    const start = reader.at;
    const opened = reader.source.charAt(start + 1) !== '?' || readGroupHead(reader);
    if (reader.at === start) reader.at += 1;
    if (opened) levels.push(openLevel(start));
    if (levels.length > MAX_DEPTH)
      throw new RegexSignal(start, 1, `At most ${MAX_DEPTH} groups within groups were expected.`);
  } else if (char === ')') {
    if (levels.length === 1) throw fault(reader, 1, 'This “)” closes nothing; a “(” was expected before it.');
    levels.pop();
    reader.at += 1;
    add(levels.at(-1) ?? level, { weight: level.weight, repeats: level.repeats });
  } else if (char === '|') {
    level.last = null;
    reader.at += 1;
  } else if (!readQuotation(reader, level)) {
    add(level, { weight: readAtom(reader), repeats: 1 });
  }
}

/**
 * The fault that keeps a regular expression from running in DuckDB, which uses RE2: linear in time, hence
 * without look-around and back references. Null for a good one. Positions count from its first character.
 * Syntax: https://github.com/google/re2/wiki/Syntax
 */
export function findRegexFault(source: string): RegexFault | null {
  try {
    const weight = readElements({ source, at: 0 });
    if (weight <= MAX_WEIGHT) return null;
    const message = 'A smaller regular expression was expected: this one repeats too much.';
    return { position: 0, length: source.length, message };
  } catch (error) {
    if (error instanceof RegexSignal) return error.fault;
    throw error;
  }
}
