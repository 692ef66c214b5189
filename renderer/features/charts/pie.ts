import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { type Bar, toBars } from './bars.ts';
import { labelColumn } from './mark.ts';

/** A slice of a donut: `from` and `to` are turns, 0 at the top, clockwise. */
export type Slice = {
  readonly key: string;
  readonly label: string;
  readonly detail: string | null;
  readonly events: number;
  readonly from: number;
  readonly to: number;
  /** The bar behind the slice; null for what was merged. */
  readonly bar: Bar | null;
};

/** The rows of a panel as slices, the largest first; beyond `most` the smallest become one. */
export function toSlices(info: PanelInfo, result: PanelResult, most: number): readonly Slice[] {
  const label = info.stack ?? labelColumn(info, result);
  const bars = toBars(info, result, { label, stack: null }).filter((bar) => bar.events > 0);
  const total = bars.reduce((sum, bar) => sum + bar.events, 0);
  const shown = bars.length > most ? bars.slice(0, most - 1) : bars;
  const rest = bars.slice(shown.length);
  const parts = shown.map((bar) => ({ ...bar, bar: bar as Bar | null }));
  const others = rest.reduce((sum, bar) => sum + bar.events, 0);
  const merged = { key: '', label: `${rest.length} others`, detail: null, events: others, bar: null };
  let at = 0;
  return [...parts, ...(rest.length > 0 ? [merged] : [])].map(({ key, label, detail, events, bar }) => {
    const from = at;
    at += events / total;
    return { key, label, detail, events, from, to: at, bar };
  });
}

/** The outline of a ring's slice as an SVG path, round (0, 0). A whole ring is drawn as two halves. */
export function slicePath(from: number, to: number, inner: number, outer: number): string {
  if (to - from > 0.9999) {
    return `${slicePath(0, 0.5, inner, outer)} ${slicePath(0.5, 0.9999, inner, outer)}`;
  }
  const point = (turn: number, radius: number) => {
    const angle = turn * 2 * Math.PI;
    return `${(Math.sin(angle) * radius).toFixed(3)} ${(-Math.cos(angle) * radius).toFixed(3)}`;
  };
  const wide = to - from > 0.5 ? 1 : 0;
  return [
    `M ${point(from, outer)}`,
    `A ${outer} ${outer} 0 ${wide} 1 ${point(to, outer)}`,
    `L ${point(to, inner)}`,
    `A ${inner} ${inner} 0 ${wide} 0 ${point(from, inner)}`,
    'Z',
  ].join(' ');
}
