import { useCallback, useState } from 'react';

/** How wide the side panes of a search are in pixels, and whether the facets are shown; kept on this machine. */
export type SearchLayout = {
  readonly facetsWidth: number;
  readonly detailWidth: number;
  readonly facetsShown: boolean;
};

const KEY = 'spoor.search-layout';
const DEFAULT: SearchLayout = { facetsWidth: 208, detailWidth: 328, facetsShown: true };

/** Reads a layout that was kept before; what is missing or odd in it falls back to the default. */
export function readLayout(text: string | null): SearchLayout {
  const kept = parse(text);
  const width = (name: keyof SearchLayout, fallback: number) => {
    const value = kept[name];
    return typeof value === 'number' && value >= 120 && value <= 2_000 ? value : fallback;
  };
  return {
    facetsWidth: width('facetsWidth', DEFAULT.facetsWidth),
    detailWidth: width('detailWidth', DEFAULT.detailWidth),
    facetsShown: kept.facetsShown !== false,
  };
}

function parse(text: string | null): Partial<Record<keyof SearchLayout, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** The layout of the search tab, and a function that changes and keeps it. */
export function useSearchLayout(): readonly [SearchLayout, (change: Partial<SearchLayout>) => void] {
  const [layout, setLayout] = useState(() => readLayout(localStorage.getItem(KEY)));
  const change = useCallback((next: Partial<SearchLayout>) => {
    setLayout((before) => {
      const layout = { ...before, ...next };
      localStorage.setItem(KEY, JSON.stringify(layout));
      return layout;
    });
  }, []);
  return [layout, change];
}
