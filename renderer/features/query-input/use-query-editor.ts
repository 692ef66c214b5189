import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import { prepareFilter } from '../../../preload/contract/query/prepare-filter.ts';
import type { Fault } from '../../../preload/contract/query/query-fault.ts';
import { escapeUnseen } from '../../../preload/contract/query/text-escape.ts';
import type { Range } from '../../state/scope-history.ts';
import type { ValueTarget } from '../../state/value-menu.ts';
import { type CompletionPlace, complete, completionPlace } from './completion.ts';
import { type Suggestion, useSuggestions } from './use-suggestions.ts';

const FAULT_PAUSE_MS = 900;

type EditorOptions = {
  /** The query in force. */
  readonly value: string;
  readonly range: Range;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly onSubmit: (query: string) => void;
  readonly onChange?: ((text: string) => void) | undefined;
  readonly prepared?: readonly ValueTarget[] | null | undefined;
  readonly onPrepared?: (() => void) | undefined;
  readonly onHistory?: (() => void) | undefined;
};

export type QueryEditor = {
  readonly text: string;
  /** The first fault of the text, once it is time to show it. */
  readonly fault: Fault | null;
  readonly place: CompletionPlace | null;
  readonly suggestions: readonly Suggestion[];
  /** Index of the suggestion that Enter takes, −1 for none. */
  readonly chosen: number;
  readonly type: (text: string, caret: number) => void;
  readonly moveCaret: (caret: number) => void;
  readonly accept: (suggestion: Suggestion) => void;
  readonly stopSuggesting: () => void;
  readonly clear: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
};

/** The text of a query while it is edited: its completions, its fault, and what the keys do. */
export function useQueryEditor(options: EditorOptions): QueryEditor {
  const { value, range, area, onSubmit, onChange } = options;
  const [text, setText] = useFollowed(value);
  const [caret, setCaret] = useState(value.length);
  const [suggesting, setSuggesting] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const parsed = useMemo(() => parseQuery(text), [text]);
  const [faultShown, showFault] = useFaultPause(text);
  const place = useMemo(() => (suggesting ? completionPlace(text, caret) : null), [suggesting, text, caret]);
  const found = useSuggestions({ place, query: value, range });
  const suggestions = place !== null && (place.kind === 'value' || place.typed !== '') ? found : [];
  const change = (next: string, nextCaret: number, suggest: boolean) => {
    setText(next);
    setCaret(nextCaret);
    setSuggesting(suggest);
    setChosen(-1);
    onChange?.(next);
  };
  const accept = (suggestion: Suggestion) => {
    if (place === null) return;
    const completed = complete(text, place, suggestion.insert);
    change(completed.text, completed.caret, place.kind === 'field');
    focusAt(area, completed.caret);
  };
  usePrepared(options, (targets) => {
    const next = prepareFilter(text, targets);
    change(next.text, next.caret, false);
    if (!parsed.ok) showFault();
    focusAt(area, next.caret);
  });
  const submit = () => {
    setSuggesting(false);
    if (parsed.ok) onSubmit(text.trim());
    else showFault();
  };
  const clear = () => {
    change('', 0, false);
    onSubmit('');
    area.current?.focus();
  };
  const keyActions: KeyActions = {
    chosen: suggestions[chosen],
    first: suggestions[0],
    changed: text !== value,
    accept,
    submit,
    close: () => setSuggesting(false),
    open: () => setSuggesting(true),
    history: options.onHistory,
    revert: () => change(value, value.length, false),
    step: (by) => setChosen((before) => wrap(before + by, suggestions.length)),
  };
  return {
    text,
    fault: faultShown && !parsed.ok ? parsed.fault : null,
    place,
    suggestions,
    chosen,
    type: (typed, at) => {
      const before = typedText(typed.slice(0, at));
      change(before + typedText(typed.slice(at)), before.length, true);
    },
    moveCaret: setCaret,
    accept,
    stopSuggesting: () => setSuggesting(false),
    clear,
    onKeyDown: (event) => {
      if (event.nativeEvent.isComposing || !handleKey(event, keyActions)) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** Text as it may stand in the input: one line, in which nothing is hidden or reordered. */
function typedText(text: string): string {
  return escapeUnseen(text.replaceAll(/\r\n|\s/g, ' '));
}

type KeyActions = {
  readonly chosen: Suggestion | undefined;
  readonly first: Suggestion | undefined;
  readonly changed: boolean;
  readonly accept: (suggestion: Suggestion) => void;
  readonly submit: () => void;
  readonly close: () => void;
  readonly open: () => void;
  readonly history: (() => void) | undefined;
  readonly revert: () => void;
  readonly step: (by: 1 | -1) => void;
};

function handleKey(event: KeyboardEvent, actions: KeyActions): boolean {
  const { chosen, first } = actions;
  const listed = first !== undefined;
  if (event.key === 'Enter') {
    if (chosen) actions.accept(chosen);
    else actions.submit();
  } else if (event.key === 'Tab' && !event.shiftKey && listed) actions.accept(chosen ?? first);
  else if (event.key === 'Escape' && listed) actions.close();
  else if (event.key === 'Escape' && actions.changed) actions.revert();
  else if (event.key === ' ' && event.ctrlKey) actions.open();
  else if (event.key === 'ArrowDown' && event.altKey && actions.history) actions.history();
  else if (event.key === 'ArrowDown' && listed) actions.step(1);
  else if (event.key === 'ArrowUp' && listed) actions.step(-1);
  else return false;
  return true;
}

/** Hands over what was prepared for the input, once, when it is there. */
function usePrepared(
  { prepared, onPrepared }: EditorOptions,
  take: (targets: readonly ValueTarget[]) => void,
): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    if (!prepared) return;
    latest.current(prepared);
    onPrepared?.();
  }, [prepared, onPrepared]);
}

function focusAt(area: EditorOptions['area'], caret: number): void {
  requestAnimationFrame(() => {
    area.current?.focus();
    area.current?.setSelectionRange(caret, caret);
  });
}

/** An index of `count` suggestions or −1 for none, going round at either end. */
function wrap(index: number, count: number): number {
  if (index < -1) return count - 1;
  return index >= count ? -1 : index;
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
