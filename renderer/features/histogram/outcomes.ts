/** The outcomes from the bottom of a bar upwards: what failed stands on the line, where it can be compared. */
export const OUTCOMES = [
  { value: 'denied', swatch: 'denied' },
  { value: 'failed', swatch: 'failed' },
  { value: 'success', swatch: 'success' },
] as const;
