import { create } from 'zustand';
import type { ValueTarget } from './value-menu.ts';

/** Values to be put into the query input of a tab, without running the query. */
export type PreparedFilter = { readonly tabId: string; readonly targets: readonly ValueTarget[] };

type PreparedFilterState = { readonly request: PreparedFilter | null };

/** What is on its way to a query input; the input takes it as soon as it is there. */
export const usePreparedFilter = create<PreparedFilterState>(() => ({ request: null }));

/** Puts a filter into the query input of a tab for editing. */
export function prepareInInput(request: PreparedFilter): void {
  usePreparedFilter.setState({ request });
}

/** The input has taken over what was prepared. */
export function takePrepared(): void {
  usePreparedFilter.setState({ request: null });
}
