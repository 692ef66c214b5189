import { ChevronRight, MoreVertical, Search } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { FacetResult } from '../../../preload/contract/model/event.ts';
import { findField } from '../../../preload/contract/model/field.ts';
import { useCall } from '../../data/use-call.ts';
import { formatCount, formatShort } from '../../format/number.ts';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuCheck, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { shortPath } from '../events-table/column.ts';
import { moveName } from '../events-table/grid-keys.ts';
import { changeQuery } from '../search/change-query.ts';
import styles from './facet.module.css';
import { facetFilter, withoutFacet } from './facet-query.ts';
import { FacetValues } from './facet-values.tsx';
import { toggled } from './field-choice-list.tsx';
import { type FacetsTogether, FIRST_VALUES, facetInput } from './use-facets-together.ts';
import { useInView } from './use-in-view.ts';

const c = classNames(styles);
const STEPS = [FIRST_VALUES, 30, 150, 1_000];

type FacetProps = {
  readonly tab: SearchTab;
  readonly field: string;
  /** Width of the list of facets in pixels. */
  readonly width: number;
  /** Its most frequent values where they are counted together with those of other facets; null until they are. */
  readonly together: FacetsTogether;
};

/**
 * A field with its values by number of events. The counts follow the tab's query and range but for what
 * the query says of this field, so that the choice can be widened.
 */
export function Facet({ tab, field, width, together }: FacetProps) {
  const root = useRef<HTMLElement>(null);
  const inView = useInView(root);
  const [open, setOpen] = useState(true);
  const [searching, setSearching] = useState(false);
  const [typed, setTyped] = useState('');
  const [step, setStep] = useState(0);
  const [rare, setRare] = useState(false);
  const { query } = tab.scope;
  const filter = useMemo(() => facetFilter(query, field), [query, field]);
  const pinned = useWorkspace((state) => state.pinned);
  const input = facetInput(tab, field, pinned);
  const contains = useDeferredValue(searching ? typed : '');
  const limit = STEPS[step] ?? 1_000;
  const isShared = together.has(field) && step === 0 && contains === '' && !rare;
  const own = useCall(
    'facet.run',
    {
      ...input,
      limit,
      contains,
      order: rare ? 'rare' : 'common',
      ...(contains === '' ? {} : { also: [] }),
    },
    { enabled: inView && open && !isShared },
  );
  const data: FacetResult | undefined = isShared ? together.of(field) : own.data;
  const error = isShared ? together.error : own.error;
  const isStale = isShared ? together.isStale : own.isPlaceholderData;
  const filtered = filter.included.size + filter.excluded.size > 0 || filter.onlyMissing || filter.other;
  const title = findField(field)?.title ?? shortPath(field);
  const lift = () => changeQuery(tab, (before) => withoutFacet(before, field));
  return (
    <section ref={root} className={c('facet')} aria-label={`Facet ${title}`}>
      <h2 className={c('head')}>
        <button
          type="button"
          className={c('toggle')}
          aria-expanded={open}
          title={field}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight size={12} aria-hidden className={c('chevron', open && 'down')} />
          <span className={c('title')}>{title}</span>
          {filtered ? <span className={c('dot')} title="Filtered" /> : null}
        </button>
        <span className={c('actions')}>
          <IconButton
            icon={Search}
            size="small"
            label={`Search the values of ${title}`}
            pressed={searching}
            onClick={() => setSearching(!searching)}
          />
          <FacetMenu tab={tab} field={field} filtered={filtered} lift={lift} rare={rare} onRare={setRare} />
        </span>
        <span
          className={c('distinct')}
          title={data ? `${formatCount(data.distinct)} different values` : undefined}
        >
          {data ? formatShort(data.distinct) : ''}
        </span>
      </h2>
      {open && searching ? (
        <input
          type="search"
          // biome-ignore lint/a11y/noAutofocus: the reader has just asked to search here
          autoFocus
          className={c('input')}
          placeholder="Search values"
          aria-label={`Search the values of ${title}`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearching(false)}
        />
      ) : null}
      {open ? (
        <FacetValues
          tab={tab}
          field={field}
          width={width}
          filter={filter}
          scope={input.scope}
          result={data ?? null}
          stale={isStale}
          searched={contains !== ''}
          error={error?.message ?? null}
        />
      ) : null}
      {open && data && data.values.length >= limit && step < STEPS.length - 1 ? (
        <button type="button" className={c('more')} onClick={() => setStep(step + 1)}>
          more…
        </button>
      ) : null}
      {open && step > 0 ? (
        <button type="button" className={c('more')} onClick={() => setStep(0)}>
          fewer
        </button>
      ) : null}
    </section>
  );
}

type FacetMenuProps = {
  readonly tab: SearchTab;
  readonly field: string;
  readonly filtered: boolean;
  readonly lift: () => void;
  readonly rare: boolean;
  readonly onRare: (rare: boolean) => void;
};

function FacetMenu({ tab, field, filtered, lift, rare, onRare }: FacetMenuProps) {
  const { patchTab, openStack } = useWorkspace.getState();
  const index = tab.facets.indexOf(field);
  const shown = tab.columns.includes(field);
  const trigger = <IconButton icon={MoreVertical} size="small" label={`Facet ${field}`} hint={false} />;
  const move = (to: number) => patchTab(tab.id, { facets: moveName(tab.facets, field, to) });
  return (
    <Menu trigger={trigger}>
      <MenuItem disabled={!filtered} onSelect={lift}>
        Lift its filter
      </MenuItem>
      <MenuCheck checked={rare} onChange={onRare}>
        Rare values first
      </MenuCheck>
      <MenuItem
        onSelect={() => openStack(field, { ...tab.scope, query: withoutFacet(tab.scope.query, field) })}
      >
        Stack all values
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        disabled={shown && tab.columns.length === 1}
        onSelect={() => patchTab(tab.id, { columns: toggled(tab.columns, field, 'last') })}
      >
        {shown ? 'Hide the column' : 'Show as column'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem disabled={index === 0} onSelect={() => move(index - 1)}>
        Move up
      </MenuItem>
      <MenuItem disabled={index === tab.facets.length - 1} onSelect={() => move(index + 2)}>
        Move down
      </MenuItem>
      <MenuItem onSelect={() => patchTab(tab.id, { facets: tab.facets.filter((each) => each !== field) })}>
        Remove facet
      </MenuItem>
    </Menu>
  );
}
