import { create } from 'zustand';
import type { Zone } from '../format/time.ts';

export type Theme = 'system' | 'dark' | 'light';

/** How close the rows of the events table stand. */
export type Density = 'comfortable' | 'compact';

type Preferences = {
  /** The time zone every instant is shown in. */
  readonly zone: Zone;
  readonly theme: Theme;
  readonly density: Density;
  readonly setZone: (zone: Zone) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setDensity: (density: Density) => void;
};

const THEME_KEY = 'spoor.theme';
const DENSITY_KEY = 'spoor.density';
const THEMES: readonly Theme[] = ['system', 'dark', 'light'];

/** How the reader wants to see things; the zone is kept with the case, theme and density with the machine. */
export const usePreferences = create<Preferences>((set) => ({
  zone: 'utc',
  theme: toTheme(localStorage.getItem(THEME_KEY)),
  setZone: (zone) => set({ zone }),
  setTheme: (theme) => {
    localStorage.setItem(THEME_KEY, theme);
    applyTheme(theme);
    set({ theme });
  },
  density: localStorage.getItem(DENSITY_KEY) === 'compact' ? 'compact' : 'comfortable',
  setDensity: (density) => {
    localStorage.setItem(DENSITY_KEY, density);
    set({ density });
  },
}));

/** The theme of that name, `system` for anything else. */
function toTheme(name: unknown): Theme {
  return THEMES.find((theme) => theme === name) ?? 'system';
}

/** Puts the theme on the document, where the tokens read it. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
}
