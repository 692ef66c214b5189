// C0 and C1 controls, DEL, line and paragraph separators, and the marks that reorder text.
const CONTROL = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from logs made harmless for a terminal: control and reordering characters are written as escapes. */
export function visibleText(text: string): string {
  return text.replace(CONTROL, (character) => escapeOf(character));
}

/** `value` as one line of JSON that can be shown in a terminal: the same value, controls written as `\u` escapes. */
export function visibleJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(CONTROL, (character) => `\\u${hex(character, 4)}`);
}

function escapeOf(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return character.charCodeAt(0) < 0x100 ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
}

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, '0');
}
