import { Pin, X } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { type Chip, chipKey } from './chip.ts';
import { ChipText } from './chip-text.tsx';
import styles from './filter-chips.module.css';

const c = classNames(styles);

type FilterChipProps = {
  readonly chip: Chip;
  readonly focusable: boolean;
  readonly onFocus: () => void;
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void;
  readonly onRemove: () => void;
  /** Something is dragged that can become an alternative of this chip. */
  readonly accepts: boolean;
  readonly onDrag: (alternative: number | null) => void;
  readonly onDragEnd: () => void;
  readonly onDrop: () => void;
  /** The editor, while the chip is edited. */
  readonly children: ReactNode;
};

/** A filter: pressing it opens its menu, the cross takes it away, dragging it onto another joins them with OR. */
export function FilterChip(props: FilterChipProps) {
  const { chip, focusable, onFocus, onMenu, onRemove, accepts, onDrag, onDragEnd, onDrop, children } = props;
  const [over, setOver] = useState(false);
  const { kind, off, text, clause } = chip;
  const draggable = kind === 'applied';
  const start = (event: DragEvent, alternative: number | null) => {
    event.dataTransfer.setData('text/plain', text);
    event.dataTransfer.effectAllowed = 'move';
    onDrag(alternative);
  };
  const target = accepts
    ? {
        onDragOver: (event: DragEvent) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(true);
        },
        onDragLeave: () => setOver(false),
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          onDrop();
        },
      }
    : {};
  return (
    <li
      className={c('chip', kind, off && 'off', clause?.negated && 'excluded', over && 'over')}
      title={visibleText(text)}
      draggable={draggable}
      onDragStart={(event) => start(event, null)}
      onDragEnd={onDragEnd}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
      {...target}
    >
      <button
        type="button"
        data-chip={chipKey(chip)}
        aria-haspopup="menu"
        tabIndex={focusable ? 0 : -1}
        className={c('main')}
        onFocus={onFocus}
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          onMenu({ x: left, y: bottom });
        }}
      >
        {kind === 'pinned' ? <Pin size={11} className={c('pin')} aria-label="Pinned:" /> : null}
        <span className={c('text')}>
          <ChipText chip={chip} {...(draggable ? { onDragPart: (part, event) => start(event, part) } : {})} />
        </span>
        {off ? <span className={c('tag')}>off</span> : null}
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Remove filter ${visibleText(text)}${kind === 'pinned' ? ' from all tabs' : ''}`}
        className={c('remove')}
        onClick={onRemove}
      >
        <X size={12} aria-hidden />
      </button>
      {children}
    </li>
  );
}
