import type { PanelResult } from '../../../preload/contract/model/panel.ts';
import { BUCKET, EVENTS, toNumber } from './mark.ts';

/** A bucket of a band: what was counted, what was to be expected, and whether it lies outside of that. */
export type BandPoint = {
  readonly at: number;
  readonly events: number;
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly outlier: boolean;
};

/** The rows of a band panel in order of time. */
export function toBand(result: PanelResult): readonly BandPoint[] {
  const number = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return result.rows
    .map((row) => ({
      at: Date.parse(String(row[BUCKET])),
      events: toNumber(row[EVENTS]),
      expected: number(row.expected),
      lower: number(row.lower),
      upper: number(row.upper),
      outlier: row.outlier === true || row.outlier === 'true',
    }))
    .filter((point) => !Number.isNaN(point.at))
    .toSorted((a, b) => a.at - b.at);
}
