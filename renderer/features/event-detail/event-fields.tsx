import { useMemo, useState } from 'react';
import type { Row } from '../../../preload/contract/model/panel.ts';
import { formatInstant } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { SearchTab } from '../../state/tab.ts';
import { openValueMenu } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import { Switch } from '../../ui/switch.tsx';
import { OutcomeMark } from '../events-table/outcome-mark.tsx';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './event-fields.module.css';
import { type FieldLine, fieldLines } from './field-lines.ts';
import { FieldMenu } from './field-menu.tsx';
import type { Leaf } from './json-tree.ts';
import { ViewSearch } from './view-search.tsx';

const c = classNames(styles);

type EventFieldsProps = { readonly tab: SearchTab; readonly fields: Row; readonly leaves: readonly Leaf[] };

/** Every field of the event in one flat list, with its name as the query language spells it. */
export function EventFields({ tab, fields, leaves }: EventFieldsProps) {
  const [search, setSearch] = useState('');
  const [hideEmpty, setHideEmpty] = useState(true);
  const lines = useMemo(
    () => fieldLines(fields, leaves, { search, hideEmpty }),
    [fields, leaves, search, hideEmpty],
  );
  return (
    <>
      <ViewSearch label="Search the fields" value={search} onChange={setSearch}>
        <Switch label="Hide empty" checked={hideEmpty} onChange={setHideEmpty} />
      </ViewSearch>
      <dl className={c('list')}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field inside an array has a line for each element
          <div key={`${line.field}#${index}`} className={c('line')}>
            <dt
              className={c('name')}
              title={line.title === null ? line.field : `${line.title} (${line.field})`}
            >
              {line.field}
            </dt>
            <dd className={c('value')}>
              <FieldValue tab={tab} line={line} />
              <FieldMenu tabId={tab.id} field={line.field} value={line.value} />
            </dd>
          </div>
        ))}
      </dl>
      {lines.length === 0 ? <p className={c('none')}>No field contains “{search}”.</p> : null}
    </>
  );
}

function FieldValue({ tab, line }: { readonly tab: SearchTab; readonly line: FieldLine }) {
  const zone = usePreferences((state) => state.zone);
  const { field, kind, value } = line;
  if (value === null) return <span className={c('empty')}>not recorded</span>;
  const text = kind === 'time' ? formatInstant(value, zone) : value;
  return (
    <button
      type="button"
      className={c('open')}
      onClick={(event) => {
        openValueMenu({ field, value, tabId: tab.id, x: event.clientX, y: event.clientY + 6 });
      }}
    >
      {field === 'outcome' ? <OutcomeMark outcome={text} /> : <VisibleText text={text} />}
    </button>
  );
}
