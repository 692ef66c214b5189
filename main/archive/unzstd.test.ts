import { compress } from '@cloudpss/zstd/napi';
import { describe, expect, it } from 'vitest';
import { ByteReader } from './byte-reader.ts';
import { DELIVERY, ZSTD } from './compressed-fixtures.ts';
import { unzstd } from './unzstd.ts';

/** The content and, when it did not end well, the reason. Bytes come in chunks of so many. */
async function read(
  bytes: Uint8Array,
  chunkBytes = bytes.length,
): Promise<{ content: Buffer; reason: string | null }> {
  const chunks: Buffer[] = [];
  async function* stored(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  try {
    for await (const chunk of unzstd(new ByteReader(stored()))) chunks.push(chunk);
  } catch (error) {
    return { content: Buffer.concat(chunks), reason: (error as Error).message };
  }
  return { content: Buffer.concat(chunks), reason: null };
}

/** A frame without a content size: a window, then a block and, where given, a checksum. */
const frame = (window: number, block: readonly number[], checksum?: readonly number[]): Buffer =>
  Buffer.from([
    0x28,
    0xb5,
    0x2f,
    0xfd,
    checksum === undefined ? 0 : 4,
    window,
    ...block,
    ...(checksum ?? []),
  ]);
/** The last block of a frame, whose five bytes are stored as they are. */
const HELLO = [0x29, 0, 0, ...Buffer.from('hello')];

const LINES = Array.from(
  { length: 60_000 },
  (_, index) => `{"eventID":"${(index * 2654435761) % 2 ** 32}"}\n`,
);
const LONG = Buffer.from(LINES.join(''));

describe('zstd frames', () => {
  it.each([1, 7, 1000, 1_000_000])('of many blocks are read, %d bytes at a time', async (chunkBytes) => {
    const bytes = compress(LONG);
    expect(LONG.length).toBeGreaterThan(8 * 128 * 1024);
    const { content, reason } = await read(bytes, chunkBytes);
    expect(reason).toBeNull();
    expect(content.equals(LONG)).toBe(true);
  });

  it('are read one after the other, skippable ones passed over', async () => {
    const skippable = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const bytes = Buffer.concat([skippable, frame(0, HELLO), skippable, ZSTD, frame(0, HELLO)]);
    const { content, reason } = await read(bytes, 5);
    expect({ content: content.toString(), reason }).toEqual({
      content: `hello${DELIVERY}hello`,
      reason: null,
    });
    expect(await read(skippable)).toEqual({ content: Buffer.alloc(0), reason: null });
    expect((await read(skippable.subarray(0, 10))).reason).toContain('in the middle of a frame');
  });

  it('cut off anywhere give all whole blocks before the cut', async () => {
    const bytes = compress(LONG);
    for (const share of [0.3, 0.6, 0.9, 0.999]) {
      const { content, reason } = await read(bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(reason).toBe('it ends in the middle of a frame');
      expect(content.length).toBeGreaterThan(LONG.length * share - 2 * 128 * 1024);
      expect(content.equals(LONG.subarray(0, content.length))).toBe(true);
    }
  });

  it('have their checksums verified', async () => {
    const damaged = Buffer.from(ZSTD);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    const { content, reason } = await read(damaged);
    expect(content.toString()).toBe(DELIVERY);
    expect(reason).toContain("doesn't match checksum");
    expect((await read(frame(0, HELLO, [0, 0, 0, 0]))).reason).toContain("doesn't match checksum");
  });

  it('that want too much memory are refused with what to do', async () => {
    const wide = frame(0x98, HELLO);
    expect((await read(wide)).reason).toContain('zstd -d --long=31');
    expect((await read(frame(0x88, HELLO))).content.toString()).toBe('hello');
  });

  it('leave nothing behind for the next file when they are damaged or left before their end', async () => {
    const bytes = compress(LONG);
    for (let time = 0; time < 3; time++) {
      for await (const chunk of unzstd(new ByteReader(asOne(bytes)))) if (chunk.length > 0) break;
      await read(bytes.subarray(0, 5000));
      expect((await read(ZSTD)).content.toString()).toBe(DELIVERY);
    }
  });

  it('of which some are read while others are, do not mix', async () => {
    const outer = unzstd(new ByteReader(asOne(compress(LONG))));
    const parts: Buffer[] = [];
    for await (const chunk of outer) {
      parts.push(chunk);
      expect((await read(ZSTD)).content.toString()).toBe(DELIVERY);
    }
    expect(Buffer.concat(parts).equals(LONG)).toBe(true);
  });
});

// Found by fuzzing: the table of states of this damaged frame kept another decoder busy for ever.
it('a table of states that is none is refused', async () => {
  const bytes = Buffer.from(
    'KLUv/SSy7QMAggYXGfCfULUOAAP7uQmsyIvj4LKcGDmpMlHKmJnpNVu0HRZE8B5vIHl2JSm5D5lQOx3GZLWZpNIN+PFcPa9lmSe+18AXEMITHt+UaoAXz8HHV0vh206uffU1KB5P185ergUMAC4BmXnAGEoTOFd23jmwwBFFhlEkwEXogFoO8wnU8Wic',
    'base64',
  );
  expect(await read(bytes)).toEqual({
    content: Buffer.alloc(0),
    reason: expect.stringContaining('corruption'),
  });
});

async function* asOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
