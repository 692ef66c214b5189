import { isUtf8 } from 'node:buffer';

/**
 * A file name as text that is unique for its bytes: bytes that are no UTF-8, control characters and a
 * literal `\xHH` are written as `\xHH`.
 */
export function displayName(name: Uint8Array): string {
  const bytes = Buffer.from(name.buffer, name.byteOffset, name.byteLength);
  if (isUtf8(bytes)) return escapeText(bytes.toString('utf8'));
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    text += length === 0 ? escapeByte(bytes.readUInt8(i)) : escapeText(bytes.toString('utf8', i, i + length));
    i += Math.max(1, length);
  }
  return text;
}

/** Length in bytes of the valid UTF-8 sequence at `start`, 0 when there is none. */
function sequenceLength(bytes: Buffer, start: number): number {
  for (let length = 1; length <= 4 && start + length <= bytes.length; length++) {
    if (isUtf8(bytes.subarray(start, start + length))) return length;
  }
  return 0;
}

function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped here
  return text.replace(/[\u0000-\u001f\u007f]|\\(?=x[0-9A-F]{2})/g, (c) => escapeByte(c.charCodeAt(0)));
}

function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
