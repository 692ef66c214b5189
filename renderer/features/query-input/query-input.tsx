import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import type { Fault } from '../../../preload/contract/query/query-fault.ts';
import type { Range } from '../../state/scope-history.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { type CompletionPlace, complete, completionPlace } from './completion.ts';
import { FaultNote } from './fault-note.tsx';
import { HighlightedQuery } from './highlighted-query.tsx';
import { QueryHelp } from './query-help.tsx';
import styles from './query-input.module.css';
import { SuggestionList, suggestionId } from './suggestion-list.tsx';
import { type Suggestion, useSuggestions } from './use-suggestions.ts';

const c = classNames(styles);
const FAULT_PAUSE_MS = 900;
const WHOLE_TIME: Range = { from: null, to: null };

/** A fault the host found in a submitted query, as its error carries it. */
type HostFault = {
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>> | null;
};

type QueryInputProps = {
  /** The query that is in force. */
  readonly value: string;
  /** Called with a query that can be read; one with a fault is marked instead and goes nowhere. */
  readonly onSubmit: (query: string) => void;
  readonly onChange?: (text: string) => void;
  readonly autoFocus?: boolean;
  /** What the host found wrong with `value`. */
  readonly fault?: HostFault | null;
  /** The time whose values are offered. */
  readonly range?: Range;
};

/**
 * The query as coloured text that grows with its lines: Enter runs it, `/` from anywhere focuses it, fields
 * and values are completed as one types, and a fault is marked where it stands.
 */
export function QueryInput(props: QueryInputProps) {
  const { value, onSubmit, onChange, autoFocus = false, fault: hostFault = null, range = WHOLE_TIME } = props;
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useFollowed(value);
  const [caret, setCaret] = useState(value.length);
  const [suggesting, setSuggesting] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const parsed = useMemo(() => parseQuery(text), [text]);
  const [faultShown, showFault] = useFaultPause(text);
  const place = useMemo(() => (suggesting ? completionPlace(text, caret) : null), [suggesting, text, caret]);
  const suggestions = useSuggestions({ place, query: value, range });
  const listed = place !== null && (place.kind === 'value' || place.typed !== '') ? suggestions : [];
  const fault = faultShown && !parsed.ok ? parsed.fault : text === value ? toFault(hostFault) : null;
  useFocusKey(area);

  const change = (next: string, nextCaret: number, suggest: boolean) => {
    setText(next);
    setCaret(nextCaret);
    setSuggesting(suggest);
    setChosen(-1);
    onChange?.(next);
  };
  const accept = (suggestion: Suggestion, at: CompletionPlace) => {
    const completed = complete(text, at, suggestion.insert);
    change(completed.text, completed.caret, at.kind === 'field');
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(completed.caret, completed.caret);
    });
  };
  const submit = () => {
    setSuggesting(false);
    if (parsed.ok) onSubmit(text.trim());
    else showFault();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const picked = listed[chosen] ?? (event.key === 'Tab' && !event.shiftKey ? listed[0] : undefined);
    if (event.nativeEvent.isComposing) return;
    if (picked && place && (event.key === 'Enter' || event.key === 'Tab')) accept(picked, place);
    else if (event.key === 'Enter') submit();
    else if (event.key === 'Escape' && listed.length > 0) setSuggesting(false);
    else if (event.key === 'Escape' && text !== value) change(value, value.length, false);
    else if (event.key === ' ' && event.ctrlKey) setSuggesting(true);
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && listed.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((before) => ((before + 1 + step + listed.length + 1) % (listed.length + 1)) - 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={c('place')}>
      <div className={c('root', fault && 'faulty')}>
        <div className={c('scroll')}>
          <HighlightedQuery text={text} fault={fault} />
          <textarea
            ref={area}
            role="combobox"
            aria-label="Query"
            aria-expanded={listed.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={chosen >= 0 ? suggestionId(`${id}-list`, chosen) : undefined}
            aria-invalid={fault !== null}
            aria-describedby={fault ? `${id}-fault` : undefined}
            aria-keyshortcuts="/"
            className={c('text')}
            rows={1}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            // biome-ignore lint/a11y/noAutofocus: only where the input is what a dialog was opened for
            autoFocus={autoFocus}
            maxLength={20_000}
            placeholder="Search: words, field:value, AND OR NOT, * ?, a CIDR, /pattern/"
            value={text}
            onChange={(event) => {
              const { value: typed, selectionStart } = event.currentTarget;
              change(typed.replaceAll(/[\r\n]+/g, ' '), selectionStart, true);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onBlur={() => setSuggesting(false)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div className={c('buttons')}>
          {text === '' ? null : (
            <IconButton
              icon={X}
              label="Clear the query"
              size="small"
              onClick={() => {
                change('', 0, false);
                onSubmit('');
                area.current?.focus();
              }}
            />
          )}
          <QueryHelp />
        </div>
        {listed.length > 0 && place ? (
          <SuggestionList
            id={`${id}-list`}
            label={place.kind === 'field' ? 'Fields' : `Values of ${place.field}`}
            suggestions={listed}
            typed={place.typed}
            chosen={chosen}
            from={place.from}
            onPick={(suggestion) => accept(suggestion, place)}
          />
        ) : fault ? (
          <FaultNote id={`${id}-fault`} fault={fault} />
        ) : null}
      </div>
    </div>
  );
}

/** What is typed, replaced whenever the query in force becomes another one. */
function useFollowed(value: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const [followed, setFollowed] = useState(value);
  if (value !== followed) {
    setFollowed(value);
    setText(value);
  }
  return [text, setText];
}

/** Whether a fault is to be shown by now: at once when asked to, else after a pause in typing. */
function useFaultPause(text: string): readonly [boolean, () => void] {
  const [shownFor, setShownFor] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setShownFor(text), FAULT_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return [shownFor === text, () => setShownFor(text)];
}

function toFault(host: HostFault | null): Fault | null {
  if (!host) return null;
  const { position, length } = host.details ?? {};
  return { position: Number(position ?? 0), length: Number(length ?? 0), message: host.message };
}

/** Lets `/` focus the input from anywhere where one is not typing. */
function useFocusKey(area: React.RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      event.preventDefault();
      area.current?.focus();
      area.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [area]);
}
