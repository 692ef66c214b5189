import { FIELDS, type Field } from '../../../preload/contract/model/field.ts';

/**
 * What can be completed where the caret stands: the name of a field, or a value of `field`. `from` and
 * `to` bound the text that a choice replaces, `typed` is its part before the caret.
 */
export type CompletionPlace =
  | { readonly kind: 'field'; readonly from: number; readonly to: number; readonly typed: string }
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly from: number;
      readonly to: number;
      readonly typed: string;
    };

type Scan = {
  /** Where the word under the caret starts, and the fields of the groups it is in. */
  readonly wordFrom: number;
  readonly groups: readonly (string | null)[];
  readonly insideQuotes: boolean;
};

const WORD_END = /[\s()]/;

/** Finds what the caret is in; null inside a bare phrase, a range, a comparison or a pattern. */
export function completionPlace(text: string, caret: number): CompletionPlace | null {
  const { wordFrom, groups, insideQuotes } = scanTo(text, caret);
  const word = text.slice(wordFrom, caret);
  const signed = /^[-+!]/.test(word) ? 1 : 0;
  const colon = fieldColon(word);
  const to = insideQuotes ? quoteEnd(text, caret) : wordEnd(text, caret);
  if (colon >= 0) {
    const value = word.slice(colon + 1);
    if (/^[[{<>/]/.test(value)) return null;
    const field = unquote(word.slice(signed, colon));
    return { kind: 'value', field, from: wordFrom + colon + 1, to, typed: value.replace(/^"/, '') };
  }
  const group = groups.at(-1) ?? null;
  if (group !== null) {
    return {
      kind: 'value',
      field: group,
      from: wordFrom + signed,
      to,
      typed: word.slice(signed).replace(/^"/, ''),
    };
  }
  if (insideQuotes || /^["/[{]/.test(word.slice(signed))) return null;
  return { kind: 'field', from: wordFrom + signed, to, typed: word.slice(signed) };
}

function scanTo(text: string, caret: number): Scan {
  const groups: (string | null)[] = [];
  let wordFrom = 0;
  let insideQuotes = false;
  for (let at = 0; at < caret; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') insideQuotes = !insideQuotes;
    else if (insideQuotes) continue;
    else if (character === '(') {
      const word = text.slice(wordFrom, at);
      groups.push(
        word.endsWith(':') ? unquote(word.slice(0, -1).replace(/^[-+!]/, '')) : (groups.at(-1) ?? null),
      );
      wordFrom = at + 1;
    } else if (character === ')') {
      groups.pop();
      wordFrom = at + 1;
    } else if (WORD_END.test(character)) wordFrom = at + 1;
  }
  return { wordFrom, groups, insideQuotes };
}

/** Position of the colon that ends the field's name, −1 when the word has none. */
function fieldColon(word: string): number {
  let insideQuotes = false;
  for (let at = 0; at < word.length; at += 1) {
    const character = word.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') insideQuotes = !insideQuotes;
    else if (character === ':' && !insideQuotes) return at;
  }
  return -1;
}

function wordEnd(text: string, caret: number): number {
  const rest = text.slice(caret).search(WORD_END);
  return rest < 0 ? text.length : caret + rest;
}

function quoteEnd(text: string, caret: number): number {
  const rest = text.slice(caret).search(/(?<!\\)"/);
  return rest < 0 ? text.length : caret + rest + 1;
}

function unquote(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1) : name;
}

/** Catalogued fields whose name or title contains what was typed; those that start with it come first. */
export function matchingFields(typed: string, limit: number): readonly Field[] {
  const wanted = typed.toLowerCase();
  const rank = ({ name, title }: Field): number => {
    const lower = name.toLowerCase();
    if (lower.startsWith(wanted)) return 0;
    if (lower.split('.').some((part) => part.startsWith(wanted))) return 1;
    if (title.toLowerCase().startsWith(wanted)) return 2;
    return lower.includes(wanted) || title.toLowerCase().includes(wanted) ? 3 : 4;
  };
  return FIELDS.map((field) => ({ field, rank: rank(field) }))
    .filter((each) => each.rank < 4)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map((each) => each.field);
}

/** The query with the place's text replaced, and where the caret then stands. */
export function complete(
  text: string,
  place: CompletionPlace,
  replacement: string,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(place.to);
  const space = place.kind === 'value' && after === '' ? ' ' : '';
  const head = text.slice(0, place.from) + replacement + space;
  return { text: head + after, caret: head.length };
}
