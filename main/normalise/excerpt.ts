/** How many bytes of a rejected piece are kept to be shown. */
export const EXCERPT_BYTES = 2000;

/** The first 2,000 bytes of `bytes[start, end)` as text, cut between characters; no UTF-8 shows as U+FFFD. */
export function excerptOf(bytes: Buffer, start: number, end: number): string {
  let last = Math.min(end, start + EXCERPT_BYTES);
  for (let back = 0; back < 3 && last < end && ((bytes[last] ?? 0) & 0xc0) === 0x80; back++) last--;
  return bytes.toString('utf8', start, last);
}
