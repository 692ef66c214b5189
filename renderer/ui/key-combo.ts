/** What of a keyboard event tells which keys were pressed. */
export type KeyPress = {
  readonly key: string;
  /** The key by its place on the keyboard: `KeyT`. */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

/** Signs that are typed with Shift on some keyboards and without it on others. */
const SIGN = /^[^a-z0-9]$/i;
const LETTER = /^[a-z]$/i;

/**
 * Whether keys pressed together are a combination such as `Mod+Shift+Z`, `ArrowUp`, `Space` or `?`. `Mod` is
 * Ctrl, or Command on a Mac; letters are meant in either case.
 */
export function matchesKey(press: KeyPress, combo: string): boolean {
  const { key, modifiers } = partsOf(combo);
  if (!isPressed(press, key)) return false;
  const held = press.ctrlKey || press.metaKey;
  return (
    held === (modifiers.includes('Mod') || modifiers.includes('Ctrl')) &&
    press.altKey === modifiers.includes('Alt') &&
    (SIGN.test(key) || press.shiftKey === modifiers.includes('Shift'))
  );
}

/** With Option a Mac types signs in place of letters; the key is then told by where it is. */
function isPressed({ key: typed, code, altKey }: KeyPress, key: string): boolean {
  if (altKey && LETTER.test(key) && !LETTER.test(typed)) return code === `Key${key.toUpperCase()}`;
  return (typed === ' ' ? 'Space' : typed).toLowerCase() === key.toLowerCase();
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  ContextMenu: 'Menu',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};
const MAC_NAMES: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };

/** The keys of a combination as they are printed on the keyboard: `Ctrl`, `Shift`, `Z`. */
export function keyNames(combo: string, mac: boolean): readonly string[] {
  const { key, modifiers } = partsOf(combo);
  const named = modifiers.map((modifier) =>
    mac ? (MAC_NAMES[modifier] ?? modifier) : modifier === 'Mod' ? 'Ctrl' : modifier,
  );
  return [...named, NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)];
}

/** Whether this is a Mac, whose keyboard has Command where others have Ctrl. */
export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /^Mac/.test(navigator.platform);
}

function partsOf(combo: string): { readonly key: string; readonly modifiers: readonly string[] } {
  const parts = combo === '+' ? ['+'] : combo.split('+');
  return { key: parts.at(-1) ?? '', modifiers: parts.slice(0, -1) };
}
