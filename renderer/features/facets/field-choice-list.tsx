import { Columns3, ListFilter } from 'lucide-react';
import { countOf, formatCount, formatShare } from '../../format/number.ts';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './field-choice-list.module.css';
import { useFieldChoices } from './use-field-choices.ts';

const c = classNames(styles);
const MOST_SHOWN = 150;

type FieldChoiceListProps = {
  readonly tab: SearchTab;
  readonly typed: string;
  /** How many different values a field has; null where that is not known. */
  readonly distinctOf: (field: string) => number | null;
};

/** The fields that match what was typed, each to be shown or hidden as a facet and as a column. */
export function FieldChoiceList({ tab, typed, distinctOf }: FieldChoiceListProps) {
  const { choices, sampled } = useFieldChoices(typed, tab.scope, true);
  const { patchTab } = useWorkspace.getState();
  if (choices.length === 0 && sampled !== null) {
    return <p className={c('none')}>No field of that name in {formatCount(sampled)} sampled events.</p>;
  }
  return (
    <ul className={c('list')} aria-label="Fields found">
      {choices.slice(0, MOST_SHOWN).map(({ name, title, events }) => {
        const isFacet = tab.facets.includes(name);
        const distinct = distinctOf(name);
        const isColumn = tab.columns.includes(name);
        return (
          <li key={name} className={c('choice')}>
            <span className={c('names')} title={name}>
              {title === null ? null : <span className={c('title')}>{title}</span>}
              <span className={c('name')}>
                <VisibleText text={name} />
              </span>
            </span>
            {distinct === null ? null : (
              <span className={c('events')} title="Different values">
                {countOf(distinct, 'value')}
              </span>
            )}
            {events === null || sampled === null ? null : (
              <span
                className={c('events')}
                title={`In ${formatCount(events)} of ${formatCount(sampled)} sampled events`}
              >
                {formatShare(events, sampled)}
              </span>
            )}
            <IconButton
              icon={ListFilter}
              size="small"
              label={isFacet ? `Hide the facet ${name}` : `Show ${name} as facet`}
              pressed={isFacet}
              onClick={() => patchTab(tab.id, { facets: toggled(tab.facets, name, 'first') })}
            />
            <IconButton
              icon={Columns3}
              size="small"
              label={isColumn ? `Hide the column ${name}` : `Show ${name} as column`}
              pressed={isColumn}
              disabled={isColumn && tab.columns.length === 1}
              onClick={() => patchTab(tab.id, { columns: toggled(tab.columns, name, 'last') })}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** The names without `name`, or with it at one end. */
export function toggled(names: readonly string[], name: string, end: 'first' | 'last'): readonly string[] {
  if (names.includes(name)) return names.filter((each) => each !== name);
  return end === 'first' ? [name, ...names] : [...names, name];
}
