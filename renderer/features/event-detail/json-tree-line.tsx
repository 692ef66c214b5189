import { ChevronRight, Columns3, Copy, Minus, Plus } from 'lucide-react';
import { type Ref, useState } from 'react';
import type { SearchTab } from '../../state/tab.ts';
import { openValueMenu } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { toggled } from '../facets/field-choice-list.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import { filterByValue } from '../field-menu/value-scope.ts';
import { changeQuery } from '../search/change-query.ts';
import { VisibleText } from '../search/visible-text.tsx';
import { FieldMenu } from './field-menu.tsx';
import { jsonText, leafText, type TreeLine } from './json-tree.ts';
import styles from './json-tree-view.module.css';

const c = classNames(styles);
const INDENT = 14;

type JsonTreeLineProps = {
  readonly ref: Ref<HTMLDivElement>;
  readonly id: string;
  readonly index: number;
  readonly tab: SearchTab;
  readonly line: TreeLine;
  readonly top: number;
  readonly active: boolean;
  readonly search: string;
  readonly onActivate: () => void;
  readonly onToggle: () => void;
};

/** One line of the tree: its key, its value or its size, and while pointed at what can be done with it. */
export function JsonTreeLine(props: JsonTreeLineProps) {
  const { ref, id, index, tab, line, top, active, search, onActivate, onToggle } = props;
  const [pointed, setPointed] = useState(false);
  const { node, field, label, depth, size, open } = line;
  const value = node.kind === 'null' ? null : leafText(node);
  const branch = size !== null && size > 0;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active line
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its lines
    <div
      ref={ref}
      id={id}
      data-index={index}
      role="treeitem"
      aria-level={depth + 1}
      aria-expanded={branch ? open : undefined}
      aria-selected={active}
      className={c('line', active && 'active')}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 10 + depth * INDENT }}
      onMouseEnter={() => setPointed(true)}
      onMouseLeave={() => setPointed(false)}
      onClick={() => {
        onActivate();
        if (branch && document.getSelection()?.isCollapsed !== false) onToggle();
      }}
    >
      <span className={c('chevron')}>
        {branch ? <ChevronRight size={12} aria-hidden className={c(open && 'down')} /> : null}
      </span>
      <span className={c('key')}>
        <Marked text={label} search={search} />
      </span>
      {size === null ? (
        <button
          type="button"
          tabIndex={-1}
          className={c('value', node.kind)}
          onClick={(event) =>
            openValueMenu({
              field,
              value,
              tabId: tab.id,
              json: jsonText(node),
              x: event.clientX,
              y: event.clientY + 6,
            })
          }
        >
          {node.kind === 'string' ? '"' : null}
          <Marked text={leafText(node) ?? ''} search={search} />
          {node.kind === 'string' ? '"' : null}
        </button>
      ) : open ? null : (
        <span className={c('size')}>{node.kind === 'array' ? `[${size}]` : `{${size}}`}</span>
      )}
      {pointed ? <LineActions tab={tab} line={line} value={value} /> : null}
    </div>
  );
}

type LineActionsProps = { readonly tab: SearchTab; readonly line: TreeLine; readonly value: string | null };

function LineActions({ tab, line, value }: LineActionsProps) {
  const { field, node, size } = line;
  const leaf = size === null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps clicks on its buttons from closing the branch
    // biome-ignore lint/a11y/useKeyWithClickEvents: keeps clicks on its buttons from closing the branch
    <span className={c('actions')} onClick={(event) => event.stopPropagation()}>
      {leaf ? (
        <>
          <IconButton
            icon={Plus}
            size="small"
            label="Filter for this value"
            tabIndex={-1}
            onClick={() => changeQuery(tab, (query) => filterByValue(query, { field, value }, false))}
          />
          <IconButton
            icon={Minus}
            size="small"
            label="Filter this value out"
            tabIndex={-1}
            onClick={() => changeQuery(tab, (query) => filterByValue(query, { field, value }, true))}
          />
        </>
      ) : null}
      <IconButton
        icon={Columns3}
        size="small"
        label={tab.columns.includes(field) ? 'Remove column' : 'Add as column'}
        pressed={tab.columns.includes(field)}
        tabIndex={-1}
        disabled={tab.columns.length === 1 && tab.columns.includes(field)}
        onClick={() =>
          useWorkspace.getState().patchTab(tab.id, { columns: toggled(tab.columns, field, 'last') })
        }
      />
      <IconButton
        icon={Copy}
        size="small"
        label="Copy the value"
        tabIndex={-1}
        onClick={() => void copyText(value ?? jsonText(node))}
      />
      <FieldMenu tabId={tab.id} field={field} value={value} branch={!leaf} json={jsonText(node)} />
    </span>
  );
}

function Marked({ text, search }: { readonly text: string; readonly search: string }) {
  const wanted = search.trim().toLowerCase();
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted);
  if (at < 0) return <VisibleText text={text} />;
  return (
    <>
      <VisibleText text={text.slice(0, at)} />
      <mark className={c('mark')}>
        <VisibleText text={text.slice(at, at + wanted.length)} />
      </mark>
      <VisibleText text={text.slice(at + wanted.length)} />
    </>
  );
}
