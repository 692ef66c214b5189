import { expect, it } from 'vitest';
import { BatchBuffers } from './batch-buffers.ts';

it('hands a buffer that was given back out again, to what fits into it', () => {
  const buffers = new BatchBuffers();
  const first = buffers.take(70_000);
  expect(first.byteLength).toBe(131_072);
  buffers.giveBack(first.buffer);
  expect(buffers.take(200_000).buffer).not.toBe(first.buffer);
  expect(buffers.take(131_072).buffer).toBe(first.buffer);
  expect(buffers.take(131_072).buffer).not.toBe(first.buffer);
});

it('keeps no buffer of another size, and not more than a bounded amount', () => {
  const buffers = new BatchBuffers();
  for (const odd of [new ArrayBuffer(0), new ArrayBuffer(100_000), new ArrayBuffer(8 << 20)]) {
    buffers.giveBack(odd);
    expect(buffers.take(Math.max(1, odd.byteLength)).buffer).not.toBe(odd);
  }
  const given = Array.from({ length: 20 }, () => new ArrayBuffer(4 << 20));
  for (const buffer of given) buffers.giveBack(buffer);
  const again = Array.from({ length: 20 }, () => buffers.take(4 << 20).buffer);
  expect(again.filter((buffer) => given.includes(buffer))).toHaveLength(8);
});
