import { describe, expect, it } from 'vitest';
import { visibleJson, visibleText } from './visible-text.ts';

describe('visibleText', () => {
  it('leaves words of any language as they are', () => {
    expect(visibleText('Fälle – 日本 🙂 <b>')).toBe('Fälle – 日本 🙂 <b>');
  });

  it('writes what would steer a terminal or reorder text as escapes', () => {
    expect(visibleText('a\u001b[2Jb\nc\td\re\u0007')).toBe('a\\x1b[2Jb\\nc\\td\\re\\x07');
    expect(visibleText('\u009b31m\u007f')).toBe('\\x9b31m\\x7f');
    expect(visibleText('exe.\u202egnp')).toBe('exe.\\u202egnp');
    expect(visibleText('a\u2028b')).toBe('a\\u2028b');
  });
});

describe('visibleJson', () => {
  it('is the same value without a control character', () => {
    const value = { 'k\u009b': ['a\u001b[2J', 'b\u202ec', 'd\u007f', '"\\n'], n: 1, z: null };
    const text = visibleJson(value);
    expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(JSON.parse(text)).toEqual(value);
  });
});
