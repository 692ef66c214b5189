import { expect, test } from 'vitest';
import { type KeyPress, keyNames, matchesKey } from './key-combo.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

test('A letter is meant in either case, and only with the keys held that are named', () => {
  expect(matchesKey(press('f'), 'f')).toBe(true);
  expect(matchesKey(press('F'), 'f')).toBe(true);
  expect(matchesKey(press('f', { ctrlKey: true }), 'f')).toBe(false);
  expect(matchesKey(press('f', { altKey: true }), 'f')).toBe(false);
  expect(matchesKey(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z')).toBe(true);
  expect(matchesKey(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z')).toBe(false);
});

test('A letter held with Option on a Mac, which types a sign, is told by its key', () => {
  expect(matchesKey(press('ˇ', { altKey: true, shiftKey: true, code: 'KeyT' }), 'Alt+Shift+T')).toBe(true);
  expect(matchesKey(press('∑', { altKey: true, code: 'KeyW' }), 'Alt+W')).toBe(true);
  expect(matchesKey(press('z', { altKey: true, code: 'KeyW' }), 'Alt+W')).toBe(false);
  expect(matchesKey(press('∑', { code: 'KeyW' }), 'w')).toBe(false);
});

test('Mod is Ctrl or Command', () => {
  expect(matchesKey(press('k', { ctrlKey: true }), 'Mod+K')).toBe(true);
  expect(matchesKey(press('k', { metaKey: true }), 'Mod+K')).toBe(true);
  expect(matchesKey(press('k'), 'Mod+K')).toBe(false);
});

test('A sign counts wherever the keyboard has it, with Shift or without', () => {
  expect(matchesKey(press('?', { shiftKey: true }), '?')).toBe(true);
  expect(matchesKey(press('?'), '?')).toBe(true);
  expect(matchesKey(press('/', { shiftKey: true }), '/')).toBe(true);
});

test('Space and named keys are told apart by Shift', () => {
  expect(matchesKey(press(' '), 'Space')).toBe(true);
  expect(matchesKey(press(' ', { shiftKey: true }), 'Space')).toBe(false);
  expect(matchesKey(press(' ', { shiftKey: true }), 'Shift+Space')).toBe(true);
});

test('Keys are named as they are printed', () => {
  expect(keyNames('Mod+Shift+z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(keyNames('Mod+Shift+z', true)).toEqual(['⌘', '⇧', 'Z']);
  expect(keyNames('Alt+PageDown', false)).toEqual(['Alt', 'PgDn']);
  expect(keyNames('ArrowUp', false)).toEqual(['↑']);
});
