import { Copy, Download, Layers, Search, Square, Table2 } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import { findField } from '../../../preload/contract/model/field.ts';
import type { StackResult } from '../../../preload/contract/model/stack.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import type { StackTab } from '../../state/tab.ts';
import { stackTitle } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton, SkeletonLines } from '../../ui/skeleton.tsx';
import { ScopeBar } from '../scope-bar/scope-bar.tsx';
import { FieldPicker } from './field-picker.tsx';
import { openEvents } from './open-events.ts';
import { ENTITY_STACKS, ORDERS } from './stack-fields.ts';
import styles from './stack-screen.module.css';
import { StackTable } from './stack-table.tsx';
import { useStackCopy } from './use-stack-copy.ts';
import type { StackQuestion } from './use-stack-rows.ts';

const c = classNames(styles);

type StackScreenProps = { readonly tab: StackTab; readonly summary: CaseSummary };

/** All values of a field over the events of the tab's scope: how often, since when, until when, and by how many. */
export function StackScreen({ tab, summary }: StackScreenProps) {
  const { field, order, scope } = tab;
  const [typed, setTyped] = useState('');
  const contains = useDeferredValue(typed);
  const question: StackQuestion = { field, scope, order, contains };
  const { data, error, isPlaceholderData } = useCall('stack.run', { ...question, offset: 0, limit: 1 });
  const isCurrent = data?.field === field;
  const show = (next: string) => {
    setTyped('');
    useWorkspace.getState().patchTab(tab.id, { field: next, title: stackTitle(next) });
  };
  return (
    <>
      <ScopeBar tab={tab} summary={summary} />
      <section className={c('screen')} aria-label="Stack">
        <div className={c('head')}>
          <h1 className={c('title')}>Values of</h1>
          <FieldPicker field={field} scope={scope} onChange={show} />
          <EntitySwitch field={field} onChange={show} />
        </div>
        <div className={c('tools')}>
          <Select
            label="Order"
            size="small"
            value={order}
            options={ORDERS}
            onChange={(value) => useWorkspace.getState().patchTab(tab.id, { order: value })}
          />
          <label className={c('search')}>
            <Search size={13} aria-hidden />
            <input
              type="search"
              className={c('input')}
              placeholder="Search within values"
              aria-label="Search within values"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => event.key === 'Escape' && setTyped('')}
            />
          </label>
          <Totals tab={tab} result={isCurrent ? data : null} searched={contains !== ''} />
          <Take question={question} total={isCurrent ? data.matching : 0} />
        </div>
        {error && error.code !== 'bad_query' ? (
          <EmptyState tone="bad" title={error.message} />
        ) : !isCurrent ? (
          <SkeletonLines lines={10} label="Counting the values" />
        ) : data.matching === 0 ? (
          <EmptyState icon={Layers} title={emptyText(data, field, contains)} />
        ) : (
          <StackTable
            key={`${field} ${order} ${contains}`}
            tab={tab}
            question={question}
            result={data}
            stale={isPlaceholderData}
          />
        )}
      </section>
    </>
  );
}

function emptyText(result: StackResult, field: string, contains: string): string {
  if (contains !== '' && result.distinct > 0)
    return `None of the ${countOf(result.distinct, 'value')} contains “${visibleText(contains)}”.`;
  return result.events === 0
    ? 'No event matches the query and range.'
    : `None of the ${countOf(result.events, 'event')} has the field ${visibleText(field)}.`;
}

type EntitySwitchProps = { readonly field: string; readonly onChange: (field: string) => void };

function EntitySwitch({ field, onChange }: EntitySwitchProps) {
  return (
    <fieldset className={c('switch')} aria-label="Entities">
      {ENTITY_STACKS.map((entity) => (
        <button
          key={entity.type}
          type="button"
          className={c('entity', entity.field === field && 'chosen')}
          aria-pressed={entity.field === field}
          onClick={() => onChange(entity.field)}
        >
          {entity.title}
        </button>
      ))}
    </fieldset>
  );
}

type TotalsProps = {
  readonly tab: StackTab;
  readonly result: StackResult | null;
  readonly searched: boolean;
};

/** How many values and events there are, and how many events are no part of the stack. */
function Totals({ tab, result, searched }: TotalsProps) {
  if (!result) return <Skeleton width={220} height={10} />;
  const { distinct, matching, events, missing, multiple } = result;
  const title = findField(tab.field)?.title ?? tab.field;
  return (
    <p className={c('totals')} aria-live="polite">
      <span>
        {searched ? <>{formatCount(matching)} of </> : null}
        <strong>{countOf(distinct, 'value')}</strong>
      </span>
      <span>{countOf(events, 'event')}</span>
      {missing.events > 0 ? (
        <button
          type="button"
          className={c('link')}
          title="Open the events without the field"
          onClick={() => openEvents(tab, null)}
        >
          {formatCount(missing.events)} without {visibleText(title)}
        </button>
      ) : (
        <span>all have the field</span>
      )}
      {multiple ? (
        <span title="So their sum is larger">an event counts once for each of its values</span>
      ) : null}
    </p>
  );
}

type TakeProps = { readonly question: StackQuestion; readonly total: number };

/** Takes all values along, as text for a spreadsheet or as a file. */
function Take({ question, total }: TakeProps) {
  const { rowsRead, copy, save, stop } = useStackCopy(question);
  if (rowsRead !== null) {
    return (
      <span className={c('progress')} role="status">
        {formatCount(rowsRead)} of {countOf(total, 'value')} read
        <IconButton icon={Square} size="small" label="Stop" onClick={stop} />
      </span>
    );
  }
  const trigger = (
    <Button size="small" icon={Table2} disabled={total === 0}>
      Copy or save…
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuItem icon={Copy} onSelect={copy}>
        Copy {countOf(total, 'row')} with headers
      </MenuItem>
      <MenuItem icon={Download} onSelect={save}>
        Save {countOf(total, 'row')} as CSV
      </MenuItem>
    </Menu>
  );
}
