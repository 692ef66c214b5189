import type { PanelInfo } from '../../../preload/contract/model/panel.ts';

type Size = PanelInfo['size'];

/** Where a panel stands in a grid of 24 columns: how many columns and rows it takes. */
export type PanelSpan = { readonly columns: number; readonly rows: number };

const COLUMNS = 24;
const LARGE = 14;
const BESIDE = COLUMNS - LARGE;
const WEIGHT: Readonly<Record<Exclude<Size, 'large'>, number>> = {
  small: 5,
  medium: 7,
  wide: 10,
  full: COLUMNS,
};
/** A panel alone in its row does not grow beyond this. */
const MOST_ALONE = 2.4;

/**
 * Lays panels out in rows that are filled to the end, in their order. A large panel takes two rows, with two
 * others beside it. In a narrow window panels stand in two columns (`two`) or one (`one`).
 */
export function layOutPanels(sizes: readonly Size[], mode: 'full' | 'two' | 'one'): readonly PanelSpan[] {
  if (mode === 'one') return sizes.map((size) => ({ columns: COLUMNS, rows: size === 'large' ? 2 : 1 }));
  if (mode === 'two') return sizes.map(halfSpan);
  const spans: PanelSpan[] = [];
  while (spans.length < sizes.length) {
    const rest = sizes.slice(spans.length);
    spans.push(...(rest[0] === 'large' ? withLarge(rest) : fullRow(rest)));
  }
  return spans;
}

function halfSpan(size: Size): PanelSpan {
  if (size === 'large') return { columns: COLUMNS, rows: 2 };
  return { columns: size === 'wide' || size === 'full' ? COLUMNS : COLUMNS / 2, rows: 1 };
}

function withLarge(sizes: readonly Size[]): readonly PanelSpan[] {
  const fits = sizes.slice(1, 3).map((size) => size !== 'large' && size !== 'full');
  const beside = fits[0] ? (fits[1] ? 2 : 1) : 0;
  if (beside === 0) return [{ columns: COLUMNS, rows: 2 }];
  const large = { columns: LARGE, rows: 2 };
  if (beside === 1) return [large, { columns: BESIDE, rows: 2 }];
  return [large, { columns: BESIDE, rows: 1 }, { columns: BESIDE, rows: 1 }];
}

function fullRow(sizes: readonly Size[]): readonly PanelSpan[] {
  const weights: number[] = [];
  let sum = 0;
  for (const size of sizes) {
    if (size === 'large' || sum + WEIGHT[size] > COLUMNS) break;
    weights.push(WEIGHT[size]);
    sum += WEIGHT[size];
  }
  const stretch = Math.min(MOST_ALONE, COLUMNS / sum);
  const columns = weights.map((weight) => Math.floor(weight * stretch));
  const left = Math.floor(sum * stretch) - columns.reduce((total, one) => total + one, 0);
  return columns.map((one, index) => ({ columns: one + (index < left ? 1 : 0), rows: 1 }));
}
