import { type DragEvent, useState } from 'react';
import { splitAlternative } from '../../../preload/contract/query/edit-clause.ts';
import type { Tab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import type { Chip } from './chip.ts';
import { withChipsJoined } from './chip-actions.ts';

/** An applied chip that is dragged, or one alternative of it. */
type Dragged = { readonly index: number; readonly alternative: number | null };

/** Dragging chips: onto another one for OR, an alternative off its chip for AND. */
export function useChipDrag(tab: Tab) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const { setScope } = useWorkspace.getState();
  const { scope } = tab;
  const part = dragged?.alternative ?? null;
  return {
    /** An alternative is dragged, which can be dropped beside the chips. */
    outside: part !== null,
    accepts: (chip: Chip) => chip.kind === 'applied' && dragged !== null && dragged.index !== chip.index,
    start: (chip: Chip, alternative: number | null) => setDragged({ index: chip.index, alternative }),
    end: () => setDragged(null),
    dropOn: (chip: Chip) => {
      if (dragged) setScope(tab.id, withChipsJoined(scope, dragged, chip.index));
    },
    onDragOver: (event: DragEvent) => {
      if (part !== null) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      if (dragged === null || part === null) return;
      event.preventDefault();
      setScope(tab.id, { ...scope, query: splitAlternative(scope.query, dragged.index, part) });
    },
  };
}
