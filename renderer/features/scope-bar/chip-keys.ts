import type { KeyboardEvent } from 'react';

/** Keys that one tries beside the letters of a chip's menu. */
const LETTER_OF_KEY: Readonly<Record<string, string>> = { Delete: 'r', Backspace: 'r', F2: 'e' };

/** What a key means on a chip: another chip by its index, the menu, or the letter of an action. */
export type ChipKey =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'menu' }
  | { readonly kind: 'letter'; readonly letter: string };

/** Reads a key pressed on the chip at index `at` of `count`; null with a modifier, which is not for chips. */
export function chipKeyOf(event: KeyboardEvent, at: number, count: number): ChipKey | null {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (key === 'm' || key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) return { kind: 'menu' };
  const to = nextIndex(key, at, count);
  return to === null ? { kind: 'letter', letter: LETTER_OF_KEY[key] ?? key } : { kind: 'move', to };
}

/** Focuses the chip at an index, unless the editor of one is open, which then has the focus. */
export function focusChip(list: HTMLElement | null, index: number): void {
  if (list?.querySelector('[data-editor]')) return;
  const chips = list?.querySelectorAll<HTMLElement>('[data-chip]') ?? [];
  chips[Math.min(index, chips.length - 1)]?.focus();
}

function nextIndex(key: string, at: number, count: number): number | null {
  if (key === 'ArrowRight') return Math.min(count - 1, at + 1);
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
