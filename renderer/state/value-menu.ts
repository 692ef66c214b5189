import { create } from 'zustand';
import type { Scope } from '../../preload/contract/model/scope.ts';
import type { Range } from './scope-history.ts';

/** A field and one of its values; null where the field is missing. */
export type ValueTarget = { readonly field: string; readonly value: string | null };

/** What the menu is about: a value, or a mark of a chart that stands for several values and a time. */
export type MarkMenuRequest = {
  /** The tab whose query is filtered. */
  readonly tabId: string;
  /** Where the menu opens, in pixels of the window. */
  readonly x: number;
  readonly y: number;
  readonly targets: readonly ValueTarget[];
  /** The time the mark stands for. */
  readonly range?: Range | null;
  /** The events that the mark's figure counts; a value that stands for no figure has none. */
  readonly base?: Scope;
  /** Two events that are selected where the value stands, to be compared. */
  readonly compare?: readonly [number, number];
  /** The field holds further fields, so that the menu is about the field alone. */
  readonly branch?: boolean;
  /** What stands there as JSON text. */
  readonly json?: string;
};

export type ValueMenuRequest = ValueTarget & Omit<MarkMenuRequest, 'targets' | 'range'>;

type ValueMenuState = { readonly request: MarkMenuRequest | null };

/** The one menu of values; shown while `request` is set. */
export const useValueMenu = create<ValueMenuState>(() => ({ request: null }));

/** Opens the menu of a value at a point of the window. */
export function openValueMenu({ field, value, ...rest }: ValueMenuRequest): void {
  openMarkMenu({ ...rest, targets: [{ field, value }] });
}

/** Opens the menu of a mark, which may stand for several values and a time. */
export function openMarkMenu(request: MarkMenuRequest): void {
  if (request.targets.length > 0 || request.range) useValueMenu.setState({ request });
}

/** The point just below an element, for opening its menu with the keyboard. */
export function menuPoint(element: Element): { readonly x: number; readonly y: number } {
  const box = element.getBoundingClientRect();
  return { x: box.left + Math.min(24, box.width / 2), y: box.bottom };
}

export function closeValueMenu(): void {
  useValueMenu.setState({ request: null });
}
