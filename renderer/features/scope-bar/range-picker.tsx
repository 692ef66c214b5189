import { CalendarRange, Check } from 'lucide-react';
import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { formatRange, parseInputText, toInputText, type Zone, zoneName } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import { type Range, sameRange } from '../../state/scope-history.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Popover } from '../../ui/popover.tsx';
import styles from './range-picker.module.css';
import { PRESETS, presetRange, presetTitle } from './range-presets.ts';

const c = classNames(styles);
const ALL: Range = { from: null, to: null };

type RangePickerProps = {
  readonly range: Range;
  /** Times of the oldest and newest event of the case; null when it is empty. */
  readonly oldestAt: string | null;
  readonly newestAt: string | null;
  readonly onChange: (range: Range) => void;
  /** A further choice above the presets, for instance "as the dashboard". */
  readonly inherit?: { readonly title: string; readonly active: boolean; readonly onChoose: () => void };
  readonly trigger?: ReactElement;
};

/** Chooses a range of time: a preset that ends with the newest event, or from – to in the shown zone. */
export function RangePicker(props: RangePickerProps) {
  const { range, oldestAt, newestAt, onChange, inherit, trigger } = props;
  const [open, setOpen] = useState(false);
  const zone = usePreferences((state) => state.zone);
  const choose = (chosen: Range) => {
    onChange(chosen);
    setOpen(false);
  };
  const inherited = inherit?.active ?? false;
  return (
    <Popover
      label="Time range"
      open={open}
      onOpenChange={setOpen}
      trigger={trigger ?? <RangeButton range={range} oldestAt={oldestAt} newestAt={newestAt} zone={zone} />}
    >
      <div className={c('root')}>
        <ul className={c('presets')}>
          {inherit ? (
            <PresetItem
              title={inherit.title}
              active={inherited}
              onChoose={() => {
                inherit.onChoose();
                setOpen(false);
              }}
            />
          ) : null}
          <PresetItem
            title="All data"
            active={!inherited && sameRange(range, ALL)}
            onChoose={() => choose(ALL)}
          />
          {newestAt
            ? PRESETS.map(({ title, ms }) => {
                const preset = presetRange(newestAt, ms);
                return (
                  <PresetItem
                    key={title}
                    title={title}
                    active={!inherited && sameRange(range, preset)}
                    onChoose={() => choose(preset)}
                  />
                );
              })
            : null}
        </ul>
        <AbsoluteRange range={range} oldestAt={oldestAt} newestAt={newestAt} zone={zone} onChange={choose} />
      </div>
    </Popover>
  );
}

type RangeButtonProps = Pick<RangePickerProps, 'range' | 'oldestAt' | 'newestAt'> & { readonly zone: Zone };

function RangeButton({ range, oldestAt, newestAt, zone, ...rest }: RangeButtonProps) {
  const from = range.from ?? oldestAt;
  const to = range.to ?? newestAt;
  const title = presetTitle(range, newestAt);
  return (
    <button type="button" className={c('button')} {...rest}>
      <CalendarRange size={14} aria-hidden className={c('icon')} />
      {title ? <span>{title}</span> : null}
      {from && to ? (
        <span className={title ? c('span') : undefined}>{formatRange(from, to, zone)}</span>
      ) : title ? null : (
        <span>Part of the data</span>
      )}
    </button>
  );
}

function PresetItem(props: {
  readonly title: string;
  readonly active: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <li>
      <button type="button" className={c('preset')} aria-pressed={props.active} onClick={props.onChoose}>
        <span>{props.title}</span>
        {props.active ? <Check size={13} aria-hidden /> : null}
      </button>
    </li>
  );
}

type AbsoluteRangeProps = Omit<RangePickerProps, 'inherit' | 'trigger'> & { readonly zone: Zone };

function AbsoluteRange({ range, oldestAt, newestAt, zone, onChange }: AbsoluteRangeProps) {
  const textOf = (instant: string | null) => (instant ? toInputText(instant, zone) : '');
  const [from, setFrom] = useState(textOf(range.from));
  const [to, setTo] = useState(textOf(range.to));
  const fault = faultOf(from, to, zone);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    onChange({ from: read(from, zone), to: read(to, zone) });
  };
  return (
    <form className={c('absolute')} onSubmit={apply}>
      <InstantInput label="From" value={from} placeholder={textOf(oldestAt)} onChange={setFrom} />
      <InstantInput label="To (before)" value={to} placeholder={textOf(newestAt)} onChange={setTo} />
      <p className={c('note', fault && 'fault')} role={fault ? 'alert' : undefined}>
        {fault ?? `Times in ${zoneName(zone)}. An empty end is open.`}
      </p>
      <Button type="submit" variant="primary" disabled={fault !== null}>
        Apply
      </Button>
    </form>
  );
}

type InstantInputProps = {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onChange: (value: string) => void;
};

function InstantInput({ label, value, placeholder, onChange }: InstantInputProps) {
  const id = useId();
  return (
    <div className={c('field')}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function read(text: string, zone: Zone): string | null {
  return text.trim() === '' ? null : parseInputText(text, zone);
}

function faultOf(from: string, to: string, zone: Zone): string | null {
  const wrong = [from, to].find((text) => text.trim() !== '' && parseInputText(text, zone) === null);
  if (wrong !== undefined) return `“${wrong}” is no time. Write 2023-07-10 11:42:00, or only the day.`;
  const [start, end] = [read(from, zone), read(to, zone)];
  return start && end && start >= end ? 'The range ends before it begins.' : null;
}
