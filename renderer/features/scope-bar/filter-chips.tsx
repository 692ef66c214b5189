import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { splitAlternative } from '../../../preload/contract/query/edit-clause.ts';
import { rangeOf } from '../../state/scope-history.ts';
import type { Tab } from '../../state/tab.ts';
import { menuPoint } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { type Chip, chipKey, chipsOf } from './chip.ts';
import { removeChip, withChipsJoined, withChipText } from './chip-actions.ts';
import { ChipEditor } from './chip-editor.tsx';
import { byLetter, ChipMenu, chipActions } from './chip-menu.tsx';
import { FilterChip } from './filter-chip.tsx';
import styles from './filter-chips.module.css';

const c = classNames(styles);
const FEW = 6;
/** Keys that one tries beside the letters of a chip's menu. */
const LETTER_OF_KEY: Readonly<Record<string, string>> = { Delete: 'r', Backspace: 'r', F2: 'e' };

type Dragged = { readonly index: number; readonly alternative: number | null };
type OpenMenu = { readonly key: string; readonly x: number; readonly y: number };

/**
 * The query seen as chips: the clauses of the tab, what is disabled of them, and what is pinned for all tabs. Arrow
 * keys move between them, Enter opens the menu of one, Delete removes it, and the letters of its menu work on it.
 */
export function FilterChips({ tab }: { readonly tab: Tab }) {
  const pinned = useWorkspace((state) => state.pinned);
  const chips = chipsOf(tab, pinned);
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(0);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  if (chips.length === 0) return null;
  const { setScope } = useWorkspace.getState();
  const at = Math.min(current, chips.length - 1);
  const focusChip = (index: number) => requestAnimationFrame(() => focusIn(list.current, index));
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    focusChip(at);
  };
  const actionsOf = (chip: Chip) => chipActions(tab, chip, () => setEditing(chipKey(chip)));
  const open = chips.find((chip) => chipKey(chip) === menu?.key);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const chip = chips[at];
    const element = event.target instanceof Element ? event.target.closest('[data-chip]') : null;
    if (!chip || !element || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = nextIndex(event.key, at, chips.length);
    const letter = LETTER_OF_KEY[event.key] ?? event.key;
    const action = byLetter(actionsOf(chip), letter);
    if (to !== null) focusIn(list.current, to);
    else if (isMenuKey(event)) setMenu({ key: chipKey(chip), ...menuPoint(element) });
    else if (action) {
      action.run();
      focusChip(at);
    } else return;
    event.preventDefault();
  };
  const dropOut = (event: DragEvent) => {
    if (dragged?.alternative == null) return;
    event.preventDefault();
    const query = splitAlternative(tab.scope.query, dragged.index, dragged.alternative);
    setScope(tab.id, { ...tab.scope, query });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the menu of a chip does the same
    <div
      className={c('root', dragged?.alternative != null && 'open')}
      onDragOver={(event) => dragged?.alternative != null && event.preventDefault()}
      onDrop={dropOut}
    >
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
            accepts={chip.kind === 'applied' && dragged !== null && dragged.index !== chip.index}
            onDrag={(alternative) => setDragged({ index: chip.index, alternative })}
            onDragEnd={() => setDragged(null)}
            onDrop={() => dragged && setScope(tab.id, withChipsJoined(tab.scope, dragged, chip.index))}
          >
            {editing === chipKey(chip) ? (
              <ChipEditor
                text={chip.text}
                range={rangeOf(tab.scope)}
                onApply={(text) => {
                  setEditing(null);
                  setScope(tab.id, withChipText(tab.scope, chip, text));
                }}
                onClose={() => setEditing(null)}
                onCloseAutoFocus={(event) => {
                  event.preventDefault();
                  focusChip(index);
                }}
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

/** Focuses a chip, unless the editor of one is open, which then has the focus. */
function focusIn(list: HTMLElement | null, index: number): void {
  if (list?.querySelector('[data-editor]')) return;
  const chips = list?.querySelectorAll<HTMLElement>('[data-chip]') ?? [];
  chips[Math.min(index, chips.length - 1)]?.focus();
}

function nextIndex(key: string, at: number, count: number): number | null {
  if (key === 'ArrowRight') return Math.min(count - 1, at + 1);
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

function isMenuKey(event: KeyboardEvent): boolean {
  return event.key === 'm' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
}
