import { MoreHorizontal } from 'lucide-react';
import { withExists } from '../../../preload/contract/query/with-exists.ts';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { toggled } from '../facets/field-choice-list.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import { filterByValue } from '../field-menu/value-scope.ts';
import { changeQuery } from '../search/change-query.ts';
import styles from './field-menu.module.css';

const c = classNames(styles);

type FieldMenuProps = {
  readonly tab: SearchTab;
  readonly field: string;
  /** The value to filter for; null where the field is empty, undefined where it holds further fields. */
  readonly value: string | null | undefined;
  /** Further texts that can be copied. */
  readonly copies: readonly { readonly title: string; readonly text: string }[];
};

/** Everything that can be done with one field of an event. */
export function FieldMenu({ tab, field, value, copies }: FieldMenuProps) {
  const { patchTab } = useWorkspace.getState();
  const column = tab.columns.includes(field);
  const facet = tab.facets.includes(field);
  const trigger = (
    <IconButton
      icon={MoreHorizontal}
      size="small"
      label={`Field ${field}`}
      hint={false}
      tabIndex={-1}
      className={c('trigger')}
    />
  );
  return (
    <Menu trigger={trigger}>
      {value === undefined ? null : (
        <>
          <MenuItem
            onSelect={() => changeQuery(tab, (query) => filterByValue(query, { field, value }, false))}
          >
            Filter for
          </MenuItem>
          <MenuItem
            onSelect={() => changeQuery(tab, (query) => filterByValue(query, { field, value }, true))}
          >
            Filter out
          </MenuItem>
        </>
      )}
      <MenuItem onSelect={() => changeQuery(tab, (query) => withExists(query, field, false))}>
        Field exists
      </MenuItem>
      <MenuItem onSelect={() => changeQuery(tab, (query) => withExists(query, field, true))}>
        Field is missing
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        disabled={column && tab.columns.length === 1}
        onSelect={() => patchTab(tab.id, { columns: toggled(tab.columns, field, 'last') })}
      >
        {column ? 'Remove column' : 'Add as column'}
      </MenuItem>
      <MenuItem onSelect={() => patchTab(tab.id, { facets: toggled(tab.facets, field, 'first') })}>
        {facet ? 'Remove facet' : 'Add as facet'}
      </MenuItem>
      <MenuSeparator />
      {typeof value === 'string' ? (
        <MenuItem onSelect={() => void copyText(value)}>Copy value</MenuItem>
      ) : null}
      <MenuItem onSelect={() => void copyText(field)}>Copy path</MenuItem>
      {copies.map(({ title, text }) => (
        <MenuItem key={title} onSelect={() => void copyText(text)}>
          {title}
        </MenuItem>
      ))}
    </Menu>
  );
}
