/** A line of the sheet of keys: combinations that do the same, and what they do. */
export type KeyLine = { readonly keys: readonly string[]; readonly does: string };

/** What can be done with keys anywhere in the window, by name. */
export type WindowKey =
  | 'palette'
  | 'keys'
  | 'query'
  | 'go-to'
  | 'undo'
  | 'redo'
  | 'back'
  | 'forward'
  | 'previous-tab'
  | 'next-tab'
  | 'close-tab'
  | 'reopen-tab';

/**
 * Keys that work anywhere. None of them is one that browsers keep to themselves; closing a tab is Ctrl+W as well
 * where the window gets it, which a browser never lets happen.
 */
export const WINDOW_KEYS: Readonly<Record<WindowKey, KeyLine>> = {
  palette: { keys: ['Mod+K'], does: 'Command palette: open or do anything' },
  keys: { keys: ['?'], does: 'This sheet' },
  query: { keys: ['/'], does: 'Write the query' },
  'go-to': { keys: ['Mod+G'], does: 'Go to a row or a time of the table' },
  undo: { keys: ['Mod+Z'], does: 'Undo the last change of filters or range' },
  redo: { keys: ['Mod+Shift+Z'], does: 'Redo it' },
  back: { keys: ['Alt+ArrowLeft'], does: 'Back to where one was' },
  forward: { keys: ['Alt+ArrowRight'], does: 'Forward again' },
  'previous-tab': { keys: ['Alt+PageUp'], does: 'Tab to the left' },
  'next-tab': { keys: ['Alt+PageDown'], does: 'Tab to the right' },
  'close-tab': { keys: ['Alt+W', 'Mod+W'], does: 'Close the tab (Ctrl W only in the desktop window)' },
  'reopen-tab': { keys: ['Alt+Shift+T'], does: 'Bring back the tab closed last' },
};

/** The combination to show beside a command that keys do as well. */
export function comboOf(name: WindowKey): string {
  return WINDOW_KEYS[name].keys[0] ?? '';
}
