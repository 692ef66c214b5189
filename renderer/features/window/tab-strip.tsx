import {
  ArrowLeft,
  ArrowRight,
  Fingerprint,
  GitCompareArrows,
  Layers,
  LayoutGrid,
  type LucideIcon,
  MapPinned,
  Plus,
  RotateCcw,
  Rows3,
  ShieldCheck,
  SquareTerminal,
  Waypoints,
  X,
} from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { visibleText } from '../../format/visible-text.ts';
import type { Tab } from '../../state/tab.ts';
import { goAlongTrail, nextPlace, useTrail } from '../../state/trail.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MAP_ID } from '../dashboard/map-id.ts';
import styles from './tab-strip.module.css';

const c = classNames(styles);
const DRAG_TYPE = 'application/x-spoor-tab';

const ICONS: Readonly<Record<Tab['kind'], LucideIcon>> = {
  dashboard: LayoutGrid,
  search: Rows3,
  evidence: ShieldCheck,
  sql: SquareTerminal,
  entity: Fingerprint,
  stack: Layers,
  chain: Waypoints,
  compare: GitCompareArrows,
};

/**
 * The open tabs. Arrow keys move between them, Delete closes, Ctrl+Shift+arrow moves a tab; with the mouse
 * tabs are dragged, and closed with the middle button or the cross.
 */
export function TabStrip() {
  const tabs = useWorkspace((state) => state.tabs);
  const activeTabId = useWorkspace((state) => state.activeTabId);
  const closed = useWorkspace((state) => state.closed.at(-1));
  const { openSearch, reopenTab } = useWorkspace.getState();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = activeTabId ? tabElement(list.current, activeTabId) : null;
    // Its slot has the cross that closes it, too, but a margin below it that would cut off the tab.
    tab?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeTabId]);
  return (
    <section className={c('strip')} aria-label="Open tabs">
      <TrailButtons />
      <div ref={list} className={c('list')} role="tablist" aria-label="Tabs" onKeyDown={handleKey}>
        {tabs.map((tab, index) => (
          <TabButton key={tab.id} tab={tab} index={index} active={tab.id === activeTabId} />
        ))}
      </div>
      {closed ? (
        <IconButton
          icon={RotateCcw}
          label={`Reopen ${visibleText(closed.tab.title)}`}
          shortcut="Alt Shift T"
          size="small"
          aria-keyshortcuts="Alt+Shift+T"
          onClick={reopenTab}
        />
      ) : null}
      <IconButton
        icon={Plus}
        label="New search"
        size="small"
        onClick={() => openSearch({}, { beside: false })}
      />
    </section>
  );
}

/** Back and forward through the tabs and scopes one came through. */
function TrailButtons() {
  const trail = useTrail();
  const tabs = useWorkspace((state) => state.tabs);
  const open = new Set(tabs.map(({ id }) => id));
  return (
    <span className={c('trail')}>
      <IconButton
        icon={ArrowLeft}
        label="Back to where you were"
        shortcut="Alt ←"
        size="small"
        aria-keyshortcuts="Alt+ArrowLeft"
        disabled={nextPlace(trail, -1, open) === null}
        onClick={() => goAlongTrail(-1)}
      />
      <IconButton
        icon={ArrowRight}
        label="Forward again"
        shortcut="Alt →"
        size="small"
        aria-keyshortcuts="Alt+ArrowRight"
        disabled={nextPlace(trail, 1, open) === null}
        onClick={() => goAlongTrail(1)}
      />
    </span>
  );
}

type TabButtonProps = { readonly tab: Tab; readonly index: number; readonly active: boolean };

function TabButton({ tab, index, active }: TabButtonProps) {
  const { activateTab, closeTab, moveTab } = useWorkspace.getState();
  const [target, setTarget] = useState(false);
  const Icon = tab.kind === 'dashboard' && tab.dashboardId === MAP_ID ? MapPinned : ICONS[tab.kind];
  const title = visibleText(tab.title);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setTarget(false);
    moveTab(event.dataTransfer.getData(DRAG_TYPE), index);
  };
  return (
    <div className={c('slot', active && 'active', target && 'target')} role="presentation">
      <button
        type="button"
        role="tab"
        id={`tab-${tab.id}`}
        data-tab={tab.id}
        aria-selected={active}
        aria-controls="tab-panel"
        aria-keyshortcuts="Delete Control+Shift+ArrowLeft Control+Shift+ArrowRight"
        tabIndex={active ? 0 : -1}
        className={c('tab')}
        title={title}
        draggable
        onClick={() => activateTab(tab.id)}
        onAuxClick={(event) => event.button === 1 && closeTab(tab.id)}
        onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, tab.id)}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
          event.preventDefault();
          setTarget(true);
        }}
        onDragLeave={() => setTarget(false)}
        onDrop={drop}
      >
        <Icon size={13} aria-hidden className={c('icon')} />
        <span className={c('title')}>{title}</span>
      </button>
      <button
        type="button"
        className={c('close')}
        title={`Close ${title}`}
        tabIndex={-1}
        aria-hidden
        onClick={() => closeTab(tab.id)}
      >
        <X size={12} aria-hidden />
      </button>
    </div>
  );
}

function handleKey(event: KeyboardEvent<HTMLDivElement>): void {
  const { tabs, activateTab, closeTab, moveTab } = useWorkspace.getState();
  const id = (event.target as HTMLElement).dataset.tab;
  const at = tabs.findIndex((tab) => tab.id === id);
  if (id === undefined || at < 0) return;
  const strip = event.currentTarget;
  const goTo = (index: number) => {
    const tab = tabs[(index + tabs.length) % tabs.length];
    if (!tab) return;
    activateTab(tab.id);
    requestAnimationFrame(() => tabElement(strip, tab.id)?.focus());
  };
  const steps: Readonly<Record<string, number>> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 };
  const to = steps[event.key];
  if (to !== undefined && event.ctrlKey && event.shiftKey) {
    moveTab(id, Math.min(tabs.length - 1, Math.max(0, to)));
    requestAnimationFrame(() => tabElement(strip, id)?.focus());
  } else if (to !== undefined) {
    goTo(to);
  } else if (event.key === 'Delete') {
    closeTab(id);
    const next = useWorkspace.getState().activeTabId;
    if (next) requestAnimationFrame(() => tabElement(strip, next)?.focus());
  } else {
    return;
  }
  event.preventDefault();
}

function tabElement(strip: HTMLElement | null, id: string): HTMLElement | null {
  return strip?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(id)}"]`) ?? null;
}
