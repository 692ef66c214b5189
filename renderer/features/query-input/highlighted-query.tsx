import { highlightQuery } from '../../../preload/contract/query/highlight-query.ts';
import type { Fault } from '../../../preload/contract/query/query-fault.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './query-input.module.css';

const c = classNames(styles);
const LONG = 4_000;

type HighlightedQueryProps = { readonly text: string; readonly fault: Fault | null };

/** The query's text in colours, laid under the transparent text that is edited. */
export function HighlightedQuery({ text, fault }: HighlightedQueryProps) {
  return (
    <div className={c('highlight')} aria-hidden>
      {pieces(text).map(({ start, end, kind }) => (
        <span key={start} className={c(classOf(kind, fault !== null))}>
          {text.slice(start, end)}
        </span>
      ))}
      {fault && fault.position >= text.length ? <span className={c('fault')}> </span> : null}
      {'\u200b'}
    </div>
  );
}

type Piece = { readonly start: number; readonly end: number; readonly kind: string };

/** All stretches of the text, the spaces between the coloured ones included. */
function pieces(text: string): readonly Piece[] {
  if (text.length > LONG) return [{ start: 0, end: text.length, kind: 'value' }];
  const all: Piece[] = [];
  let at = 0;
  for (const { start, end, kind } of highlightQuery(text)) {
    if (start > at) all.push({ start: at, end: start, kind: 'space' });
    all.push({ start, end, kind });
    at = end;
  }
  if (at < text.length) all.push({ start: at, end: text.length, kind: 'space' });
  return all;
}

function classOf(kind: string, faulty: boolean): string {
  if (kind === 'text') return 'words';
  return kind === 'fault' && !faulty ? 'value' : kind;
}
