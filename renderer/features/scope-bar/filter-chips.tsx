import { X } from 'lucide-react';
import { findField } from '../../../preload/contract/model/field.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { type Clause, clausesOf, withoutClause } from '../../../preload/contract/query/clauses.ts';
import { visibleText } from '../../format/visible-text.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './filter-chips.module.css';

const c = classNames(styles);

type FilterChipsProps = { readonly tabId: string; readonly scope: Scope };

/** The clauses of a tab's query as chips that can be taken away. */
export function FilterChips({ tabId, scope }: FilterChipsProps) {
  const { setScope } = useWorkspace.getState();
  const clauses = clausesOf(scope.query);
  if (clauses.length === 0) return null;
  return (
    <div className={c('root')}>
      <span className={c('label')}>Filters</span>
      <ul className={c('list')} aria-label="Filters">
        {clauses.map((clause, index) => (
          <li
            key={clause.start}
            className={c('chip', clause.negated && 'excluded')}
            title={visibleText(clause.text)}
          >
            <span className={c('text')}>
              <ChipText clause={clause} />
            </span>
            <button
              type="button"
              aria-label={`Remove filter ${visibleText(clause.text)}`}
              className={c('remove')}
              onClick={() => setScope(tabId, { ...scope, query: withoutClause(scope.query, index) })}
            >
              <X size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ChipText({ clause }: { readonly clause: Clause }) {
  const { field, value, negated, literal, text } = clause;
  if (field === null || value === null) return <span className={c('value')}>{visibleText(text)}</span>;
  const title = findField(field)?.title ?? field;
  if (!literal && value === '*') return `${title} ${negated ? 'is missing' : 'exists'}`;
  return (
    <>
      {title} {negated ? 'is not' : 'is'} <span className={c('value')}>{visibleText(value)}</span>
    </>
  );
}
