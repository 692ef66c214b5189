import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import type { SearchTab } from '../../state/tab.ts';
import { menuPoint, openValueMenu } from '../../state/value-menu.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { copyText } from '../field-menu/copy-text.ts';
import { filterByValue } from '../field-menu/value-scope.ts';
import { changeQuery } from '../search/change-query.ts';
import type { JsonNode } from './json-node.ts';
import { jsonText, leafText, type TreeLine, treeLines } from './json-tree.ts';
import { JsonTreeLine } from './json-tree-line.tsx';
import styles from './json-tree-view.module.css';
import { ViewSearch } from './view-search.tsx';

const c = classNames(styles);
const LINE_HEIGHT = 20;

/**
 * The raw record as a tree. Arrow keys move, open and close; Enter opens a value's menu, m that of any line; f and x filter
 * for it and out; c copies it.
 */
export function JsonTreeView({ tab, root }: { readonly tab: SearchTab; readonly root: JsonNode }) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [activeId, setActiveId] = useState<string | null>(null);
  const lines = useMemo(() => treeLines(root, { toggled, search }), [root, toggled, search]);
  const active = Math.max(
    0,
    lines.findIndex((line) => line.id === activeId),
  );
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 20,
  });
  const toggle = (line: TreeLine) => setToggled((before) => new Map(before).set(line.id, !line.open));
  const goTo = (index: number) => {
    const line = lines[Math.min(Math.max(0, index), lines.length - 1)];
    if (!line) return;
    setActiveId(line.id);
    virtual.scrollToIndex(lines.indexOf(line));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const line = lines[active];
    if (line && handleKey({ event, tab, line, lines, active, goTo, toggle })) event.preventDefault();
  };
  const setAll = (open: boolean) =>
    setToggled(
      new Map(treeLines(root, { toggled: allOpen(root), search: '' }).map((line) => [line.id, open])),
    );
  return (
    <>
      <ViewSearch label="Search the record" value={typed} onChange={setTyped}>
        <span className={c('buttons')}>
          <IconButton icon={ChevronsUpDown} size="small" label="Open all" onClick={() => setAll(true)} />
          <IconButton icon={ChevronsDownUp} size="small" label="Close all" onClick={() => setAll(false)} />
        </span>
      </ViewSearch>
      <div
        ref={scroller}
        role="tree"
        aria-label="Raw record"
        tabIndex={0}
        aria-activedescendant={lines[active] ? `${id}-${active}` : undefined}
        className={c('tree')}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={c('lines')} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            return line ? (
              <JsonTreeLine
                key={key}
                ref={virtual.measureElement}
                id={`${id}-${index}`}
                index={index}
                tab={tab}
                line={line}
                top={start}
                active={index === active}
                search={search}
                onActivate={() => setActiveId(line.id)}
                onToggle={() => toggle(line)}
              />
            ) : null;
          })}
        </div>
        {lines.length === 0 ? <p className={c('none')}>Nothing in the record contains “{search}”.</p> : null}
      </div>
    </>
  );
}

type TreeKey = {
  readonly event: KeyboardEvent<HTMLDivElement>;
  readonly tab: SearchTab;
  readonly line: TreeLine;
  readonly lines: readonly TreeLine[];
  readonly active: number;
  readonly goTo: (index: number) => void;
  readonly toggle: (line: TreeLine) => void;
};

function handleKey({ event, tab, line, lines, active, goTo, toggle }: TreeKey): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return false;
  const value = line.node.kind === 'null' ? null : leafText(line.node);
  const branch = line.size !== null && line.size > 0;
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      goTo(active + 1);
      return true;
    case 'ArrowUp':
    case 'k':
      goTo(active - 1);
      return true;
    case 'Home':
      goTo(0);
      return true;
    case 'End':
      goTo(lines.length - 1);
      return true;
    case 'ArrowRight':
      if (branch && !line.open) toggle(line);
      else goTo(active + 1);
      return true;
    case 'ArrowLeft':
      if (branch && line.open) toggle(line);
      else goTo(parentOf(lines, active));
      return true;
    case 'Enter':
    case ' ':
      if (branch) toggle(line);
      else openMenu(event.currentTarget, tab, line);
      return true;
    case 'm':
    case 'ContextMenu':
      openMenu(event.currentTarget, tab, line);
      return true;
    case 'F10':
      if (event.shiftKey) openMenu(event.currentTarget, tab, line);
      return event.shiftKey;
    case 'f':
    case 'x':
      if (line.size === null)
        changeQuery(tab, (query) => filterByValue(query, { field: line.field, value }, event.key === 'x'));
      return true;
    case 'c':
      void copyText(value ?? jsonText(line.node));
      return true;
    default:
      return false;
  }
}

function openMenu(tree: HTMLElement, tab: SearchTab, { node, field, size }: TreeLine): void {
  const id = tree.getAttribute('aria-activedescendant');
  const element = id === null ? null : document.getElementById(id);
  openValueMenu({
    field,
    value: node.kind === 'null' ? null : leafText(node),
    branch: size !== null,
    json: jsonText(node),
    tabId: tab.id,
    ...menuPoint(element ?? tree),
  });
}

function parentOf(lines: readonly TreeLine[], index: number): number {
  const depth = lines[index]?.depth ?? 0;
  for (let above = index - 1; above >= 0; above -= 1) {
    if ((lines[above]?.depth ?? 0) < depth) return above;
  }
  return index;
}

/** Opens every branch, whatever the default is. */
function allOpen(root: JsonNode): ReadonlyMap<string, boolean> {
  let open: ReadonlyMap<string, boolean> = new Map();
  for (let before = -1; before !== open.size; ) {
    before = open.size;
    const branches = treeLines(root, { toggled: open, search: '' }).filter(({ size }) => (size ?? 0) > 0);
    open = new Map(branches.map(({ id }) => [id, true]));
  }
  return open;
}
