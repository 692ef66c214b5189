import { Byte, isSpace } from './json-bytes.ts';
import { newScan, scanValue } from './scan-value.ts';

/** A member or element of a JSON value: its name or number, and where it stands, `bytes[start, end)`. */
export type JsonChild = { readonly key: string | number; readonly start: number; readonly end: number };

/** The values directly inside the object or array that begins at `open`, in sound JSON; none inside anything else. */
export function* childrenOf(bytes: Buffer, open: number): Generator<JsonChild> {
  const isObject = bytes[open] === Byte.openBrace;
  if (!isObject && bytes[open] !== Byte.openBracket) return;
  let i = skipSpace(bytes, open + 1);
  for (let n = 0; i < bytes.length && bytes[i] !== Byte.closeBrace && bytes[i] !== Byte.closeBracket; n++) {
    let start = i;
    let key: string | number = n;
    if (isObject) {
      const nameEnd = endOfString(bytes, i);
      key = String(JSON.parse(bytes.toString('utf8', i, nameEnd)));
      start = skipSpace(bytes, skipSpace(bytes, nameEnd) + 1);
    }
    const end = endOfValue(bytes, start);
    yield { key, start, end };
    i = skipSpace(bytes, end);
    if (bytes[i] === Byte.comma) i = skipSpace(bytes, i + 1);
  }
}

/** Used for one value at a time. */
const scan = newScan([]);

/** Where the value that begins at `start` ends. */
export function endOfValue(bytes: Buffer, start: number): number {
  const first = bytes[start];
  if (first === Byte.quote) return endOfString(bytes, start);
  if (first === Byte.openBrace || first === Byte.openBracket) {
    scan.pos = start;
    scan.depth = 0;
    scan.inString = false;
    scanValue(bytes, bytes.length, scan);
    return scan.pos;
  }
  let i = start;
  while (i < bytes.length && !isSpace(bytes[i]) && !endsScalar(bytes[i])) i++;
  return i;
}

export function skipSpace(bytes: Buffer, from: number): number {
  let i = from;
  while (isSpace(bytes[i])) i++;
  return i;
}

function endOfString(bytes: Buffer, quote: number): number {
  let i = quote + 1;
  while (i < bytes.length && bytes[i] !== Byte.quote) i += bytes[i] === Byte.backslash ? 2 : 1;
  return i + 1;
}

function endsScalar(byte: number | undefined): boolean {
  return byte === Byte.comma || byte === Byte.closeBrace || byte === Byte.closeBracket;
}
