/** Seven colours and a deeper shade of each; the eighth in between is the grey of all others. */
const SERIES = [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15];
const KEPT = 500;

/** A value and the number of its series colour, as kept with the case. */
export type GivenColor = readonly [value: string, series: number];

/** Values that say how a call ended, in the spellings of CloudTrail and of the `outcome` field. */
const OUTCOMES: Readonly<Record<string, 'success' | 'denied' | 'failed'>> = {
  success: 'success',
  succeeded: 'success',
  failure: 'failed',
  failed: 'failed',
  denied: 'denied',
};

let given = new Map<string, number>();

/**
 * Gives the values of one chart their colours, each as different from the others as it can be. A value keeps
 * the colour it was given first, in every chart, for as long as the case is used.
 */
export function giveColors(values: readonly string[]): void {
  const fresh = values.filter((value) => !given.has(value) && outcomeOf(value) === null);
  const used = values.map((value) => given.get(value)).filter((series) => series !== undefined);
  for (const value of fresh) {
    const series = leastUsed(used);
    used.push(series);
    given.set(value, series);
  }
}

/**
 * The colour of a value as a CSS `var(…)`: an outcome's fixed one, else the series colour it was given.
 * `null` (all others) is grey.
 */
export function colorOf(value: string | null): string {
  if (value === null) return 'var(--series-8)';
  const outcome = outcomeOf(value);
  if (outcome) return `var(--outcome-${outcome})`;
  if (!given.has(value)) giveColors([value]);
  return `var(--series-${SERIES[given.get(value) ?? 0] ?? 1})`;
}

/** Whether the value is an outcome, and which; outcomes are also told apart without colour. */
export function outcomeOf(value: string): 'success' | 'denied' | 'failed' | null {
  return OUTCOMES[value.toLowerCase()] ?? null;
}

/** The values that were given colours, to be kept with the case. */
export function givenColors(): readonly GivenColor[] {
  return [...given].slice(0, KEPT);
}

/** Gives the values of a case the colours they had. */
export function restoreColors(colors: readonly GivenColor[]): void {
  given = new Map(colors.map(([value, series]) => [value, Math.abs(Math.trunc(series)) % SERIES.length]));
}

function leastUsed(used: readonly number[]): number {
  const counts = SERIES.map((_, series) => used.filter((one) => one === series).length);
  // Among equals, the one that the fewest values of the whole case have.
  const all = [...given.values()];
  const total = (series: number) => all.filter((one) => one === series).length;
  const fewest = Math.min(...counts);
  const candidates = counts.flatMap((count, series) => (count === fewest ? [series] : []));
  return candidates.toSorted((a, b) => total(a) - total(b) || a - b)[0] ?? 0;
}
