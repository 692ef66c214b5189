import { type KeyboardEvent, useRef, useState } from 'react';
import type { Tab } from '../../state/tab.ts';
import { menuPoint } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { type Chip, chipKey, chipsOf } from './chip.ts';
import { removeChip } from './chip-actions.ts';
import { ChipEditor } from './chip-editor.tsx';
import { chipKeyOf, focusChip } from './chip-keys.ts';
import { byLetter, ChipMenu, chipActions } from './chip-menu.tsx';
import { FilterChip } from './filter-chip.tsx';
import styles from './filter-chips.module.css';
import { useChipDrag } from './use-chip-drag.ts';

const c = classNames(styles);
/** More chips than this are counted beside them, as they may not all be in sight. */
const FEW = 6;

type OpenMenu = { readonly key: string; readonly x: number; readonly y: number };

/**
 * The query seen as chips: the clauses of the tab, what is disabled of them, and what is pinned for all tabs. Arrow
 * keys move between them, Enter opens the menu of one, Delete removes it, and the letters of its menu work on it.
 */
export function FilterChips({ tab }: { readonly tab: Tab }) {
  const pinned = useWorkspace((state) => state.pinned);
  const chips = chipsOf(tab, pinned);
  const drag = useChipDrag(tab);
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(0);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  if (chips.length === 0) return null;
  const at = Math.min(current, chips.length - 1);
  const focusSoon = () => requestAnimationFrame(() => focusChip(list.current, at));
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    focusSoon();
  };
  const actionsOf = (chip: Chip) => chipActions(tab, chip, () => setEditing(chipKey(chip)));
  const open = chips.find((chip) => chipKey(chip) === menu?.key);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const chip = chips[at];
    const element = event.target instanceof Element ? event.target.closest('[data-chip]') : null;
    const key = chip && element ? chipKeyOf(event, at, chips.length) : null;
    if (!chip || !element || !key) return;
    if (key.kind === 'move') focusChip(list.current, key.to);
    else if (key.kind === 'menu') setMenu({ key: chipKey(chip), ...menuPoint(element) });
    else {
      const action = byLetter(actionsOf(chip), key.letter);
      if (!action) return;
      action.run();
      focusSoon();
    }
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the menu of a chip does the same
    <div className={c('root', drag.outside && 'open')} onDragOver={drag.onDragOver} onDrop={drag.onDrop}>
      <span className={c('label')}>Filters{chips.length > FEW ? ` (${chips.length})` : ''}</span>
      <ul ref={list} className={c('list')} aria-label="Filters" onKeyDown={onKeyDown}>
        {chips.map((chip, index) => (
          <FilterChip
            key={chipKey(chip)}
            chip={chip}
            focusable={index === at}
            onFocus={() => setCurrent(index)}
            onMenu={(point) => {
              setCurrent(index);
              setMenu({ key: chipKey(chip), ...point });
            }}
            onRemove={() => removeChip(tab, chip)}
            accepts={drag.accepts(chip)}
            onDrag={(alternative) => drag.start(chip, alternative)}
            onDragEnd={drag.end}
            onDrop={() => drag.dropOn(chip)}
          >
            {editing === chipKey(chip) ? (
              <ChipEditor
                tab={tab}
                chip={chip}
                onClose={() => setEditing(null)}
                onCloseAutoFocus={giveFocusBack}
              />
            ) : null}
          </FilterChip>
        ))}
      </ul>
      {open && menu ? (
        <ChipMenu
          tab={tab}
          chip={open}
          chips={chips}
          x={menu.x}
          y={menu.y}
          actions={actionsOf(open)}
          onClose={() => setMenu(null)}
          onCloseAutoFocus={giveFocusBack}
        />
      ) : null}
    </div>
  );
}
