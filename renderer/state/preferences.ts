import { create } from 'zustand';
import type { Zone } from '../format/time.ts';

export type Theme = 'system' | 'dark' | 'light';

type Preferences = {
  /** The time zone every instant is shown in. */
  readonly zone: Zone;
  readonly theme: Theme;
  readonly setZone: (zone: Zone) => void;
  readonly setTheme: (theme: Theme) => void;
};

const THEME_KEY = 'spoor.theme';
const THEMES: readonly Theme[] = ['system', 'dark', 'light'];

/** How the reader wants to see things; the zone is kept with the case, the theme also with the machine. */
export const usePreferences = create<Preferences>((set) => ({
  zone: 'utc',
  theme: toTheme(localStorage.getItem(THEME_KEY)),
  setZone: (zone) => set({ zone }),
  setTheme: (theme) => {
    localStorage.setItem(THEME_KEY, theme);
    applyTheme(theme);
    set({ theme });
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
