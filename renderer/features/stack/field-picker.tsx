import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { findField } from '../../../preload/contract/model/field.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { formatCount } from '../../format/number.ts';
import { classNames } from '../../ui/class-names.ts';
import { Popover } from '../../ui/popover.tsx';
import { useFieldChoices } from '../facets/use-field-choices.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './field-picker.module.css';

const c = classNames(styles);
const MOST_SHOWN = 200;

type FieldPickerProps = {
  readonly field: string;
  /** Whose events are looked at for their paths. */
  readonly scope: Scope;
  readonly onChange: (field: string) => void;
};

/** The field that is stacked, and a list of all others: those of the catalogue and any path of the records. */
export function FieldPicker({ field, scope, onChange }: FieldPickerProps) {
  const [open, setOpen] = useState(false);
  const choose = (name: string) => {
    setOpen(false);
    onChange(name);
  };
  const trigger = (
    <button
      type="button"
      className={c('trigger')}
      aria-label={`Field ${field}, choose another`}
      title={field}
    >
      <span className={c('current')}>
        <VisibleText text={findField(field)?.title ?? field} />
      </span>
      <ChevronDown size={14} aria-hidden />
    </button>
  );
  return (
    <Popover trigger={trigger} label="Fields" open={open} onOpenChange={setOpen}>
      <Choices field={field} scope={scope} onChange={choose} />
    </Popover>
  );
}

function Choices({ field, scope, onChange }: FieldPickerProps) {
  const [typed, setTyped] = useState('');
  const { choices, sampled } = useFieldChoices(typed, scope, true);
  const shown = choices.slice(0, MOST_SHOWN);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, [data-choice]')];
    stops[stops.indexOf(document.activeElement as HTMLElement) + step]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the controls inside
    <div className={c('box')} onKeyDown={onKeyDown}>
      <input
        type="search"
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked for the list
        autoFocus
        className={c('input')}
        placeholder="Search fields and paths"
        aria-label="Search fields and paths"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          const [first] = shown;
          if (event.key === 'Enter' && first) onChange(first.name);
        }}
      />
      <ul className={c('list')}>
        {shown.map(({ name, title, events }) => (
          <li key={name}>
            <button
              type="button"
              data-choice
              className={c('choice', name === field && 'chosen')}
              aria-current={name === field}
              onClick={() => onChange(name)}
            >
              {title === null ? null : <span className={c('title')}>{title}</span>}
              <span className={c('name')}>
                <VisibleText text={name} />
              </span>
              {events === null || sampled === null ? null : (
                <span className={c('seen')}>
                  in {formatCount(events)} of {formatCount(sampled)} sampled
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && sampled !== null ? (
        <p className={c('none')}>No field of that name in {formatCount(sampled)} sampled events.</p>
      ) : null}
    </div>
  );
}
