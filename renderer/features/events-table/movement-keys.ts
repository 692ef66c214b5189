/** The keys that `nextCell` understands, as the sheet of keys describes them. */
export const MOVEMENT_KEYS = [
  { keys: ['ArrowUp', 'ArrowDown', 'k', 'j'], does: 'Row up, row down; above the first is the header' },
  { keys: ['ArrowLeft', 'ArrowRight'], does: 'Column to the left or right' },
  { keys: ['PageUp', 'PageDown'], does: 'A view up or down' },
  { keys: ['Home', 'End'], does: 'First row, last row' },
  { keys: ['Mod+ArrowLeft', 'Mod+ArrowRight'], does: 'First column, last column' },
] as const;

/** Movement that leads the selection on. */
export const EXTENDING_KEYS = [
  {
    keys: ['Shift+ArrowUp', 'Shift+ArrowDown'],
    does: 'Select rows on the way, also with the keys for views, first and last row',
  },
] as const;
