import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import type { Fault } from '../../../preload/contract/query/query-fault.ts';
import type { Range } from '../../state/scope-history.ts';
import type { ValueTarget } from '../../state/value-menu.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FaultNote } from './fault-note.tsx';
import { HighlightedQuery } from './highlighted-query.tsx';
import { QueryHelp } from './query-help.tsx';
import styles from './query-input.module.css';
import { SuggestionList, suggestionId } from './suggestion-list.tsx';
import { useFocusKey } from './use-focus-key.ts';
import { useQueryEditor } from './use-query-editor.ts';

const c = classNames(styles);
const WHOLE_TIME: Range = { from: null, to: null };

/** A fault the host found in a submitted query, as its error carries it. */
export type HostFault = {
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
  /** What the input is called: the query of a tab unless said otherwise. */
  readonly label?: string;
  /** Values that are put into the text as a filter, unapplied, as soon as they are given. */
  readonly prepared?: readonly ValueTarget[] | null;
  /** What was prepared is in the text now. */
  readonly onPrepared?: () => void;
  /** Opens the queries that were run before. */
  readonly onHistory?: () => void;
  /** Further buttons at the end of the input. */
  readonly children?: ReactNode;
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
  const { value, autoFocus = false, label = 'Query', fault: hostFault = null, children } = props;
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const editor = useQueryEditor({ ...props, range: props.range ?? WHOLE_TIME, area });
  useCaretAtEnd(area, autoFocus);
  const { text, place, suggestions, chosen } = editor;
  const fault = editor.fault ?? (text === value ? toFault(hostFault) : null);
  const listed = suggestions.length > 0 && place !== null;
  useFocusKey(area);
  return (
    <div className={c('place')}>
      <div className={c('root', fault && 'faulty')}>
        <div className={c('scroll')}>
          <HighlightedQuery text={text} fault={fault} />
          <textarea
            ref={area}
            role="combobox"
            aria-label={label}
            aria-expanded={listed}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={listed && chosen >= 0 ? suggestionId(`${id}-list`, chosen) : undefined}
            aria-invalid={fault !== null}
            aria-describedby={fault && !listed ? `${id}-fault` : undefined}
            aria-keyshortcuts={props.onHistory ? '/ Alt+ArrowDown' : '/'}
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
            onChange={(event) => editor.type(event.currentTarget.value, event.currentTarget.selectionStart)}
            onSelect={(event) => editor.moveCaret(event.currentTarget.selectionStart)}
            onBlur={editor.stopSuggesting}
            onKeyDown={editor.onKeyDown}
          />
        </div>
        <div className={c('buttons')}>
          {text === '' ? null : (
            <IconButton icon={X} label="Clear the query" size="small" onClick={editor.clear} />
          )}
          {children}
          <QueryHelp />
        </div>
        {listed ? (
          <SuggestionList
            id={`${id}-list`}
            label={place.kind === 'field' ? 'Fields' : `Values of ${place.field}`}
            suggestions={suggestions}
            typed={place.typed}
            chosen={chosen}
            from={place.from}
            onPick={editor.accept}
          />
        ) : fault ? (
          <FaultNote id={`${id}-fault`} fault={fault} />
        ) : null}
      </div>
    </div>
  );
}

/** Where the input is what was asked for, the caret stands behind what is there to edit. */
function useCaretAtEnd(area: RefObject<HTMLTextAreaElement | null>, wanted: boolean): void {
  useEffect(() => {
    const { current } = area;
    if (wanted) current?.setSelectionRange(current.value.length, current.value.length);
  }, [area, wanted]);
}

function toFault(host: HostFault | null): Fault | null {
  if (!host) return null;
  const { position, length } = host.details ?? {};
  return { position: Number(position ?? 0), length: Number(length ?? 0), message: host.message };
}
