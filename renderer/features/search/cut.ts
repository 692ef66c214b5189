/** Width of a character of the monospaced font at its size, in pixels. */
export const CHARACTER_WIDTH = 7.2;

const TAIL = 8;

/** A text that does not fit: how many characters of its start to show, and where its shown end begins. */
export type Cut = { readonly start: number; readonly endFrom: number };

/** Where to cut an identifier of which `characters` fit; null when it fits whole. Never splits a surrogate pair. */
export function cutOf(text: string, characters: number): Cut | null {
  if (text.length <= characters) return null;
  const tail = Math.min(TAIL, Math.max(0, Math.floor(characters / 2) - 1));
  const endFrom = text.length - tail;
  const split = /[\uDC00-\uDFFF]/.test(text.charAt(endFrom));
  return { start: Math.max(1, characters - tail - 1), endFrom: split ? endFrom - 1 : endFrom };
}
