import { expect, test } from 'vitest';
import { cutOf } from './cut.ts';

test('An identifier that fits is not cut, and one that does not keeps its end', () => {
  expect(cutOf('role/ci-deploy', 14)).toBeNull();
  const text = 'arn:aws:iam::111122223333:user/alice.dev';
  const cut = cutOf(text, 20);
  expect(cut).toEqual({ start: 11, endFrom: text.length - 8 });
  expect(`${text.slice(0, cut?.start)}…${text.slice(cut?.endFrom)}`).toHaveLength(20);
});

test('A narrow cell keeps a shorter end', () => {
  const cut = cutOf('abcdefghijklmnop', 6);
  expect(cut).toEqual({ start: 3, endFrom: 14 });
});

test('A cut does not go through a character of two code units', () => {
  expect(cutOf(`${'a'.repeat(20)}😀bcdefgh`, 20)?.endFrom).toBe(20);
});
