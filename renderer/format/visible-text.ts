/** A run of text that is shown as it is, or a character that would be invisible or reorder the line, spelled out. */
export type TextSegment = { readonly text: string; readonly special: boolean };

/**
 * Characters that do not show, look like a plain space, break the line or turn its direction: controls,
 * zero-width and bidirectional marks, fillers, separators but the space, and halves of surrogate pairs.
 */
const SPECIAL = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const SPECIAL_ALL = new RegExp(SPECIAL.source, 'gu');

/** Whether a text holds a character that has to be spelled out to be seen. */
export function hasSpecialCharacters(text: string): boolean {
  return SPECIAL.test(text);
}

/**
 * Cuts text into runs shown as they are and characters spelled out: C0 controls as their pictures (␊),
 * all others as `\u202E`. A reader sees every character a record holds and nothing can reorder the line.
 */
export function visibleSegments(text: string): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let plainFrom = 0;
  for (const match of text.matchAll(SPECIAL_ALL)) {
    if (match.index > plainFrom) segments.push({ text: text.slice(plainFrom, match.index), special: false });
    segments.push({ text: spellOut(match[0]), special: true });
    plainFrom = match.index + match[0].length;
  }
  if (plainFrom < text.length) segments.push({ text: text.slice(plainFrom), special: false });
  return segments;
}

/** The same as one string, for places that take text only (titles, labels, announcements). */
export function visibleText(text: string): string {
  return hasSpecialCharacters(text) ? text.replace(SPECIAL_ALL, spellOut) : text;
}

function spellOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return code > 0xffff ? `\\u{${hex(code)}}` : `\\u${hex(code).padStart(4, '0')}`;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase();
}
