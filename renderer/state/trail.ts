import { create } from 'zustand';
import type { TabScope } from './tab.ts';
import { sameScope } from './tab-scope.ts';
import { useWorkspace } from './workspace.ts';

/** Where one was: a tab, and what it was about then. */
export type Place = { readonly tabId: string; readonly scope: TabScope };

/** The places one came through, and which of them one is at. */
export type Trail = { readonly places: readonly Place[]; readonly at: number };

const KEPT = 200;

/** The way through the tabs and their scopes since the window was opened. */
export const useTrail = create<Trail>(() => ({ places: [], at: -1 }));

let going = false;

/** Notes every place one comes to; the returned function stops that. */
export function followTrail(): () => void {
  return useWorkspace.subscribe(({ tabs, activeTabId }) => {
    const tab = going ? undefined : tabs.find(({ id }) => id === activeTabId);
    if (tab) useTrail.setState((trail) => recordPlace(trail, { tabId: tab.id, scope: tab.scope }));
  });
}

/** Goes back (−1) or forward (1) to the place one was at, if there is one. */
export function goAlongTrail(step: -1 | 1): void {
  const { tabs, activateTab, setScope } = useWorkspace.getState();
  const trail = useTrail.getState();
  const at = nextPlace(trail, step, new Set(tabs.map(({ id }) => id)));
  const place = at === null ? undefined : trail.places[at];
  if (at === null || !place) return;
  going = true;
  activateTab(place.tabId);
  setScope(place.tabId, { ...place.scope, disabled: place.scope.disabled ?? [] });
  useTrail.setState({ at });
  going = false;
}

/** The trail with a place one has come to; what lay ahead is given up, and staying is not noted. */
export function recordPlace(trail: Trail, place: Place): Trail {
  const current = trail.places[trail.at];
  if (current && samePlace(current, place)) return trail;
  const places = [...trail.places.slice(0, trail.at + 1), place].slice(-KEPT);
  return { places, at: places.length - 1 };
}

/** Index of the next place in that direction whose tab is still open and that is another one; null at the end. */
export function nextPlace({ places, at }: Trail, step: -1 | 1, open: ReadonlySet<string>): number | null {
  const current = places[at];
  for (let index = at + step; index >= 0 && index < places.length; index += step) {
    const place = places[index];
    if (place && open.has(place.tabId) && !(current && samePlace(current, place))) return index;
  }
  return null;
}

function samePlace(a: Place, b: Place): boolean {
  return a.tabId === b.tabId && sameScope(a.scope, b.scope);
}
