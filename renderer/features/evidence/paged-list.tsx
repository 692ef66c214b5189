import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import styles from './paged-list.module.css';
import { type PageSource, usePages } from './use-pages.ts';

const c = classNames(styles);
const ITEM_PX = 76;

type PagedListProps<T> = {
  readonly label: string;
  readonly total: number;
  readonly pages: PageSource<T>;
  /** The content of an entry: up to three lines. */
  readonly item: (entry: T) => ReactNode;
  readonly onOpen: (entry: T) => void;
};

/** A long list of entries of three lines that is read by pages. Arrow keys go through it, Enter opens an entry. */
export function PagedList<T>({ label, total, pages, item, onOpen }: PagedListProps<T>) {
  const scroll = useRef<HTMLElement>(null);
  const focus = useRowFocus(total);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => ITEM_PX,
    overscan: 6,
  });
  useEffect(() => virtual.scrollToIndex(focus.current), [virtual, focus.current]);
  const items = virtual.getVirtualItems();
  const entryAt = usePages(pages, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLElement && event.target.matches('[data-row]')) focus.move(event);
  };
  return (
    <ScrollRegion ref={scroll} className={c('scroll')} label={`${label}, scrollable`}>
      <ul className={c('body')} style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
        {items.map(({ key, index, start }) => {
          const entry = entryAt(index);
          return (
            <li key={key} className={c('item')} style={{ transform: `translateY(${start}px)` }}>
              <button
                type="button"
                data-row
                className={c('open')}
                {...focus.rowProps(index)}
                onClick={() => entry && onOpen(entry)}
              >
                {entry ? item(entry) : <Skeleton width="60%" />}
              </button>
            </li>
          );
        })}
      </ul>
    </ScrollRegion>
  );
}
