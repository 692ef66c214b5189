const SERIES = 7;
const KEPT = 500;

/** Values that say how a call ended, in the spellings of CloudTrail and of the `outcome` field. */
const OUTCOMES: Readonly<Record<string, string>> = {
  success: 'var(--outcome-success)',
  succeeded: 'var(--outcome-success)',
  failure: 'var(--outcome-failed)',
  failed: 'var(--outcome-failed)',
  denied: 'var(--outcome-denied)',
};

let order = new Map<string, number>();

/**
 * The colour of a value as a CSS `var(…)`: an outcome's fixed one, else the next of the seven series
 * colours in order of first use, kept for as long as the case is used. `null` (all others) is grey.
 */
export function colorOf(value: string | null): string {
  if (value === null) return 'var(--series-8)';
  const fixed = OUTCOMES[value.toLowerCase()];
  if (fixed) return fixed;
  let at = order.get(value);
  if (at === undefined) {
    at = order.size;
    order.set(value, at);
  }
  return `var(--series-${(at % SERIES) + 1})`;
}

/** Whether the value is an outcome, and which; outcomes are also told apart without colour. */
export function outcomeOf(value: string): 'success' | 'denied' | 'failed' | null {
  const fixed = OUTCOMES[value.toLowerCase()];
  if (!fixed) return null;
  if (fixed.includes('success')) return 'success';
  return fixed.includes('denied') ? 'denied' : 'failed';
}

/** The values that were given colours, in order, to be kept with the case. */
export function givenColors(): readonly string[] {
  return [...order.keys()].slice(0, KEPT);
}

/** Gives the values of a case the colours they had. */
export function restoreColors(values: readonly string[]): void {
  order = new Map(values.map((value, index) => [value, index]));
}
