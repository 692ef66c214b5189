import { useSyncExternalStore } from 'react';

let version = 0;

function subscribe(listener: () => void): () => void {
  const changed = () => {
    version += 1;
    listener();
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const media = window.matchMedia('(prefers-color-scheme: light)');
  media.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', changed);
  };
}

/** A number that changes with the theme, for drawings that cannot use CSS variables. */
export function useThemeVersion(): number {
  return useSyncExternalStore(subscribe, () => version);
}

/** The colour behind `var(--name)` in the current theme; other colours are given back as they are. */
export function resolveColor(color: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  return name ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : color;
}
