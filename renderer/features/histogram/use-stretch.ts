import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { type Bars, type Range, rangeOfBars } from './histogram-bars.ts';

/** Bars that are pointed at or selected: from where it began to where it was led. */
export type Stretch = { readonly anchor: number; readonly focus: number };

type Drag = { readonly index: number; readonly x: number };

/** How far the pointer has to move in pixels before a press is a selection. */
const DRAG_FROM = 4;

/** Pointing at and selecting bars, `step` pixels each, with the pointer and with the keys. */
export function useStretch(
  bars: Bars,
  step: number,
  onSelect: (range: Range) => void,
  onZoomOut: () => void,
) {
  const [pointed, setPointed] = useState<Stretch | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const count = bars.bars.length;
  const indexAt = (event: PointerEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return Math.min(count - 1, Math.max(0, Math.floor((event.clientX - left) / step)));
  };
  const apply = (stretch: Stretch) => {
    const range = rangeOfBars(bars, stretch.anchor, stretch.focus);
    if (range) onSelect(range);
    setPointed(null);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || count === 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const index = indexAt(event);
      setDrag({ index, x: event.clientX });
      setPointed({ anchor: index, focus: index });
    },
    onPointerMove: (event: PointerEvent) => {
      if (count === 0) return;
      const focus = indexAt(event);
      setPointed({ anchor: drag ? drag.index : focus, focus });
    },
    onPointerUp: (event: PointerEvent) => {
      if (drag && pointed && Math.abs(event.clientX - drag.x) >= DRAG_FROM) apply(pointed);
      setDrag(null);
    },
    onPointerCancel: () => setDrag(null),
    onPointerLeave: () => drag === null && setPointed(null),
    onBlur: () => setPointed(null),
    onKeyDown: (event: KeyboardEvent) => {
      const next = nextStretch(event, pointed, count);
      if (event.key === 'Enter' && pointed) apply(pointed);
      else if (event.key === 'Escape' && pointed) {
        setDrag(null);
        setPointed(null);
      } else if (event.key === '-') onZoomOut();
      else if (next) setPointed(next);
      else return;
      event.preventDefault();
    },
  };
  const selecting = pointed !== null && (drag !== null || pointed.anchor !== pointed.focus);
  return { pointed, selecting, handlers };
}

function nextStretch(event: KeyboardEvent, pointed: Stretch | null, count: number): Stretch | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: (pointed?.focus ?? count) - 1,
    ArrowRight: (pointed?.focus ?? -1) + 1,
    Home: 0,
    End: count - 1,
  };
  const to = steps[event.key];
  if (to === undefined || count === 0) return null;
  const focus = Math.min(count - 1, Math.max(0, to));
  return { anchor: event.shiftKey && pointed ? pointed.anchor : focus, focus };
}
