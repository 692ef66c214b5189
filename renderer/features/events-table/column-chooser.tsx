import { ArrowDown, ArrowUp, Columns3, GripVertical, Pin, RotateCcw, X } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { findField } from '../../../preload/contract/model/field.ts';
import { formatCount } from '../../format/number.ts';
import { useDialog } from '../../state/open-dialog.ts';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Popover } from '../../ui/popover.tsx';
import { useFieldChoices } from '../facets/use-field-choices.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './column-chooser.module.css';
import { arrangeColumns, moveColumn, withPinned } from './pinned-columns.ts';
import { resetColumns } from './reset-columns.ts';

const c = classNames(styles);
const DRAG_TYPE = 'application/x-spoor-column';
const MOST_SHOWN = 200;

/** A button that opens the choice of columns: what is shown and in which order, and every field there is. */
export function ColumnChooser({ tab }: { readonly tab: SearchTab }) {
  const [open, setOpen] = useDialog('columns');
  const trigger = (
    <Button variant="ghost" size="small" icon={Columns3}>
      Columns
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Columns" align="end" open={open} onOpenChange={setOpen}>
      {open ? <Chooser tab={tab} /> : null}
    </Popover>
  );
}

function Chooser({ tab }: { readonly tab: SearchTab }) {
  const [typed, setTyped] = useState('');
  const { choices, sampled } = useFieldChoices(typed, tab.scope, true);
  const { patchTab } = useWorkspace.getState();
  const shown = arrangeColumns(tab);
  const hidden = choices.filter(({ name }) => !tab.columns.includes(name));
  return (
    <div className={c('chooser')}>
      <input
        type="search"
        className={c('search')}
        placeholder="Search fields, or type a path: requestParameters.bucketName"
        aria-label="Search fields"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className={c('lists')}>
        {typed.trim() === '' ? (
          <section aria-label="Shown columns">
            <h3 className={c('head')}>
              Shown
              <IconButton
                icon={RotateCcw}
                size="small"
                label="Back to the columns a search starts with, their widths and none pinned"
                onClick={() => resetColumns(tab.id)}
              />
            </h3>
            <ul>
              {shown.map((name, index) => (
                <ShownColumn key={name} name={name} index={index} tab={tab} shown={shown} />
              ))}
            </ul>
          </section>
        ) : null}
        <section aria-label="Fields that can be shown">
          <h3 className={c('head')}>
            {typed.trim() === '' ? 'Further fields' : 'Fields found'}
            {sampled === null || sampled === 0 ? null : (
              <span className={c('sampled')}>paths from {formatCount(sampled)} of the matching events</span>
            )}
          </h3>
          <ul>
            {hidden.slice(0, MOST_SHOWN).map(({ name, title, events }) => (
              <li key={name}>
                <label className={c('choice')}>
                  <input
                    type="checkbox"
                    checked={false}
                    onChange={() => patchTab(tab.id, { columns: [...tab.columns, name] })}
                  />
                  <Names name={name} title={title} />
                  {events === null ? null : <span className={c('events')}>{formatCount(events)}</span>}
                </label>
              </li>
            ))}
          </ul>
          {hidden.length === 0 ? <p className={c('none')}>No further field of that name.</p> : null}
        </section>
      </div>
    </div>
  );
}

type ShownColumnProps = {
  readonly name: string;
  readonly index: number;
  readonly tab: SearchTab;
  /** All columns in the order they are shown. */
  readonly shown: readonly string[];
};

function ShownColumn({ name, index, tab, shown }: ShownColumnProps) {
  const [target, setTarget] = useState(false);
  const { patchTab } = useWorkspace.getState();
  const pinned = tab.pinned.includes(name);
  const edge = tab.pinned.filter((one) => shown.includes(one)).length;
  const move = (moved: string, to: number) => patchTab(tab.id, { columns: moveColumn(tab, moved, to) });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setTarget(false);
    move(event.dataTransfer.getData(DRAG_TYPE), index);
  };
  return (
    <li
      className={c('shown', target && 'target')}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, name)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
        event.preventDefault();
        setTarget(true);
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={drop}
    >
      <GripVertical size={13} aria-hidden className={c('grip')} />
      <Names name={name} title={findField(name)?.title ?? null} />
      <IconButton
        icon={Pin}
        size="small"
        label={`Pin ${name} to the left`}
        hint={false}
        pressed={pinned}
        onClick={() => patchTab(tab.id, withPinned(tab, name, !pinned))}
      />
      <IconButton
        icon={ArrowUp}
        size="small"
        label={`Move ${name} up`}
        hint={false}
        disabled={index === 0 || index === edge}
        onClick={() => move(name, index - 1)}
      />
      <IconButton
        icon={ArrowDown}
        size="small"
        label={`Move ${name} down`}
        hint={false}
        disabled={index === shown.length - 1 || index === edge - 1}
        onClick={() => move(name, index + 2)}
      />
      <IconButton
        icon={X}
        size="small"
        label={`Remove ${name}`}
        hint={false}
        disabled={shown.length === 1}
        onClick={() =>
          patchTab(tab.id, {
            columns: tab.columns.filter((column) => column !== name),
            pinned: tab.pinned.filter((column) => column !== name),
          })
        }
      />
    </li>
  );
}

function Names({ name, title }: { readonly name: string; readonly title: string | null }) {
  return (
    <span className={c('names')} title={name}>
      {title === null ? null : <span>{title}</span>}
      <span className={c('name')}>
        <VisibleText text={name} />
      </span>
    </span>
  );
}
