import { create } from 'zustand';
import type { EntityRef } from '../../preload/contract/model/entity.ts';
import type { MarkTarget } from '../../preload/contract/model/mark.ts';

/** What is to be tagged: events, of which there are `count`, or an entity. */
export type TagRequest =
  | { readonly kind: 'events'; readonly target: MarkTarget; readonly count: number }
  | { readonly kind: 'entity'; readonly entity: EntityRef };

/** The one dialog that tags; shown while `request` is set. */
export const useTagDialog = create<{ readonly request: TagRequest | null }>(() => ({ request: null }));

export function openTagDialog(request: TagRequest): void {
  useTagDialog.setState({ request });
}

export function closeTagDialog(): void {
  useTagDialog.setState({ request: null });
}
