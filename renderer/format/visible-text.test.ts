import { expect, test } from 'vitest';
import { hasSpecialCharacters, visibleSegments, visibleText } from './visible-text.ts';

test('Ordinary text, accents, other scripts and emoji pass unchanged', () => {
  for (const text of ['', 'arn:aws:iam::111122223333:user/alice', 'Zürich 東京 😀']) {
    expect(hasSpecialCharacters(text)).toBe(false);
    expect(visibleText(text)).toBe(text);
  }
});

test('Line breaks, tabs and nulls show as their control pictures', () => {
  expect(visibleText('a\nb\tc\0d\x7f')).toBe('a␊b␉c␀d␡');
});

test('A direction override is spelled out instead of reordering the line', () => {
  expect(visibleText('user\u202Egpj.exe')).toBe('user\\u202Egpj.exe');
  expect(visibleText('\u2066x\u2069\u200B\uFEFF')).toBe('\\u2066x\\u2069\\u200B\\uFEFF');
});

test('Tags, separators and lone surrogates are spelled out', () => {
  expect(visibleText('a\u{E0041}')).toBe('a\\u{E0041}');
  expect(visibleText('a\u2028b')).toBe('a\\u2028b');
  expect(visibleText('a\u00A0b\u3164c\uFE0F')).toBe('a\\u00A0b\\u3164c\\uFE0F');
  expect(visibleText('a\uD800b')).toBe('a\\uD800b');
});

test('A spelled-out character is a segment of its own, so that it cannot be mistaken for the same text', () => {
  expect(visibleSegments('\\u202E\u202Ex')).toEqual([
    { text: '\\u202E', special: false },
    { text: '\\u202E', special: true },
    { text: 'x', special: false },
  ]);
});
