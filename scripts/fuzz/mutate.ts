import type { Random } from '../../fixtures/make/random.ts';

/** What readers stumble over: structure of JSON and CSV, control characters, marks of formats, halves of characters. */
const TELLING = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '\r\n',
  '\0',
  '\x1e',
  '\ufeff',
  '\u2028',
  '{"Records":[',
  ']}',
  '{"eventVersion":"1.08"',
  '\\u0000',
  '\\ud800',
  'null',
  '1e999',
  '-',
  '""',
  'PK\x03\x04',
  '\x1f\x8b\x08\0',
  'PAR1',
].map((text) => Buffer.from(text));
const HALVES = [Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xf0, 0x9f]), Buffer.from([0x80])];
const MOST_CHANGES = 6;
const MOST_BYTES = 4 * 1024 * 1024;

/** A changed copy: some bytes flipped, put in, left out, repeated, swapped, cut off, or taken from another input. */
export function mutate(bytes: Buffer, random: Random, other: Buffer): Buffer {
  let changed = bytes;
  for (let left = random.between(1, MOST_CHANGES); left > 0; left--) changed = change(changed, random, other);
  return changed.subarray(0, MOST_BYTES);
}

function change(bytes: Buffer, random: Random, other: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + random.below(random.chance(0.8) ? 64 : bytes.length + 1));
  const part = bytes.subarray(at, end);
  const put = (...inserted: readonly Uint8Array[]): Buffer =>
    Buffer.concat([bytes.subarray(0, at), ...inserted, bytes.subarray(end)]);
  switch (random.below(9)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] as number) ^ (1 << random.below(8));
      return flipped;
    }
    case 1:
      return put(part, random.pick(TELLING));
    case 2:
      return put(random.pick(TELLING));
    case 3:
      return put(part, random.pick(HALVES));
    case 4:
      return put();
    case 5:
      return put(...Array.from({ length: random.between(2, 40) }, () => part));
    case 6:
      return bytes.subarray(0, at);
    case 7: {
      const from = random.below(other.length + 1);
      return put(other.subarray(from, from + random.below(4096)));
    }
    default:
      return put(
        Buffer.from(random.pick(['[', '{"a":', '{"Records":[', '(', '"']).repeat(random.between(1, 3000))),
      );
  }
}
