/** The bytes of JSON that matter when a text is cut into values without parsing it. */
export const Byte = {
  tab: 0x09,
  newline: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** Classes of bytes outside strings: skip is white space, punctuation, numbers and the letters of literals. */
export const Outside = { skip: 0, quote: 1, open: 2, close: 3, invalid: 4 } as const;

/** What each byte means outside a string. */
export const OUTSIDE: Uint8Array = outsideTable();

/** 1 for the bytes at which the inside of a string must be looked at: quote, backslash, control characters. */
export const INSIDE: Uint8Array = insideTable();

function outsideTable(): Uint8Array {
  const table = new Uint8Array(256).fill(Outside.invalid);
  for (const byte of Buffer.from(' \t\r\n,:+-.0123456789eEtruefalsn')) table[byte] = Outside.skip;
  table[Byte.quote] = Outside.quote;
  table[Byte.openBrace] = Outside.open;
  table[Byte.openBracket] = Outside.open;
  table[Byte.closeBrace] = Outside.close;
  table[Byte.closeBracket] = Outside.close;
  return table;
}

function insideTable(): Uint8Array {
  const table = new Uint8Array(256);
  table.fill(1, 0, 0x20);
  table[Byte.quote] = 1;
  table[Byte.backslash] = 1;
  return table;
}

export function isSpace(byte: number | undefined): boolean {
  return byte === Byte.space || byte === Byte.newline || byte === Byte.carriageReturn || byte === Byte.tab;
}
