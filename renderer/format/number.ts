const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const SHARE = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });
const DECIMAL = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** A count with thousands separated: `1,204,881`. */
export function formatCount(value: number): string {
  return WHOLE.format(value);
}

/** A figure with at most two decimals: `1,204.88`. */
export function formatNumber(value: number): string {
  return DECIMAL.format(value);
}

/** A count for a narrow place, with three significant figures: `1.94 M`, `18.2 k`, `640`. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size >= 999_500_000) return `${threeFigures(value / 1e9)} G`;
  if (size >= 999_500) return `${threeFigures(value / 1e6)} M`;
  if (size >= 10_000) return `${threeFigures(value / 1e3)} k`;
  return formatCount(value);
}

/** A part of a whole as a percentage; `<0.1%` rather than a zero that is none. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return '–';
  const share = part / whole;
  return part > 0 && share < 0.001 ? '<0.1%' : SHARE.format(share);
}

/** `1 event`, `2 events`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function threeFigures(value: number): string {
  return String(Number(value.toPrecision(3)));
}
