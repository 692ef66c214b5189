import { List, Search, X } from 'lucide-react';
import { useState } from 'react';
import { findField } from '../../../preload/contract/model/field.ts';
import type { SearchTab } from '../../state/tab.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useElementSize } from '../search/use-element-size.ts';
import { Facet } from './facet.tsx';
import styles from './facet-panel.module.css';
import { FieldChoiceList } from './field-choice-list.tsx';
import { useFacetsTogether } from './use-facets-together.ts';

const c = classNames(styles);

/** The fields of the matching events with their values: to see what there is, and to narrow it. */
export function FacetPanel({ tab }: { readonly tab: SearchTab }) {
  const [typed, setTyped] = useState('');
  const [listed, setListed] = useState(false);
  const together = useFacetsTogether(tab);
  const [ref, { width }] = useElementSize();
  const wanted = typed.trim().toLowerCase();
  const shown = tab.facets.filter((field) => matches(field, wanted));
  const distinctOf = (field: string) => together.of(field)?.distinct ?? null;
  return (
    <aside className={c('panel')} aria-label="Facets">
      <div className={c('search')}>
        <Search size={13} aria-hidden className={c('icon')} />
        <input
          type="search"
          className={c('input')}
          placeholder="Search fields"
          aria-label="Search fields"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setTyped('')}
        />
        {typed === '' ? null : (
          <IconButton icon={X} label="Show all facets" size="small" onClick={() => setTyped('')} />
        )}
        <IconButton
          icon={List}
          label="List all fields"
          size="small"
          pressed={listed}
          onClick={() => setListed(!listed)}
        />
      </div>
      <div ref={ref} className={c('scroll')}>
        {wanted === '' && !listed ? null : (
          <FieldChoiceList tab={tab} typed={typed} distinctOf={distinctOf} />
        )}
        {shown.map((field) => (
          <Facet key={field} tab={tab} field={field} width={width} together={together} />
        ))}
      </div>
    </aside>
  );
}

function matches(field: string, wanted: string): boolean {
  const title = findField(field)?.title ?? '';
  return wanted === '' || field.toLowerCase().includes(wanted) || title.toLowerCase().includes(wanted);
}
