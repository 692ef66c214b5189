import { formatCount } from '../../format/number.ts';
import { classNames } from '../../ui/class-names.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './suggestion-list.module.css';
import type { Suggestion } from './use-suggestions.ts';

const c = classNames(styles);

type SuggestionListProps = {
  readonly id: string;
  readonly label: string;
  readonly suggestions: readonly Suggestion[];
  readonly typed: string;
  /** Index of the one that Enter takes, −1 for none. */
  readonly chosen: number;
  /** Where the word begins, in characters of the query. */
  readonly from: number;
  readonly onPick: (suggestion: Suggestion) => void;
};

/** The listbox of completions below the query; the text keeps the focus. */
export function SuggestionList({ id, label, suggestions, typed, chosen, from, onPick }: SuggestionListProps) {
  return (
    <div className={c('box')} style={{ left: `max(0px, min(${from}ch, 100% - 440px))` }}>
      <div role="listbox" id={id} aria-label={label} className={c('list')} tabIndex={-1}>
        {suggestions.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text that has the focus
          <div
            key={suggestion.key}
            id={suggestionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={c('option', index === chosen && 'chosen')}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(suggestion)}
          >
            <span className={c('label')}>
              <Marked text={suggestion.label} typed={typed} />
            </span>
            {suggestion.detail === null ? null : <span className={c('detail')}>{suggestion.detail}</span>}
            {suggestion.events === null ? null : (
              <span className={c('events')}>{formatCount(suggestion.events)}</span>
            )}
          </div>
        ))}
      </div>
      <p className={c('keys')} aria-hidden>
        <kbd>Tab</kbd> first · <kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Enter</kbd> run · <kbd>Esc</kbd> close
      </p>
    </div>
  );
}

/** The id of an option, by which the text names the chosen one. */
export function suggestionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

function Marked({ text, typed }: { readonly text: string; readonly typed: string }) {
  const at = typed === '' ? -1 : text.toLowerCase().indexOf(typed.toLowerCase());
  if (at < 0) return <VisibleText text={text} />;
  return (
    <>
      <VisibleText text={text.slice(0, at)} />
      <mark className={c('mark')}>
        <VisibleText text={text.slice(at, at + typed.length)} />
      </mark>
      <VisibleText text={text.slice(at + typed.length)} />
    </>
  );
}
