/** Every whole number in a text, in order; thousands may be separated by commas. */
export function numbersIn(text: string): readonly number[] {
  return (text.match(/\d[\d,]*/g) ?? []).map((figure) => Number(figure.replaceAll(',', '')));
}

/** The first number in a text; NaN when there is none. */
export function firstNumber(text: string): number {
  return numbersIn(text)[0] ?? Number.NaN;
}

/** The last number in a text; NaN when there is none. */
export function lastNumber(text: string): number {
  return numbersIn(text).at(-1) ?? Number.NaN;
}

/** The sum of some numbers. */
export function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}
