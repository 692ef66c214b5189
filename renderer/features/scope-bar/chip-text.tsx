import { type DragEvent, Fragment } from 'react';
import { findField } from '../../../preload/contract/model/field.ts';
import { type Clause, clausesOf } from '../../../preload/contract/query/clauses.ts';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import type { Chip } from './chip.ts';
import styles from './filter-chips.module.css';

const c = classNames(styles);

type ChipTextProps = {
  readonly chip: Chip;
  /** Called when one of the chip's alternatives is about to be dragged; left out where they cannot be. */
  readonly onDragPart?: (alternative: number, event: DragEvent) => void;
};

/** What a chip says; of a chip that is an OR, each part can be dragged out. */
export function ChipText({ chip, onDragPart }: ChipTextProps) {
  const { clause, alternatives, text } = chip;
  if (alternatives.length === 0) return clause ? <ClauseText clause={clause} /> : <Raw text={text} />;
  const parts = alternatives.map((part) => clausesOf(part));
  const sameField =
    clause?.field !== null && parts.every(([first, ...more]) => isPlain(first) && more.length === 0);
  return (
    <>
      {sameField && clause?.field ? `${titleOf(clause.field)} is ` : null}
      {parts.map(([part, ...more], index) => (
        <Fragment key={alternatives[index]}>
          {index > 0 ? <span className={c('or')}> or </span> : null}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the menu of the chip does the same from the keyboard */}
          <span
            className={c('part')}
            draggable={onDragPart !== undefined}
            onDragStart={(event) => {
              event.stopPropagation();
              onDragPart?.(index, event);
            }}
          >
            {part && more.length === 0 ? (
              sameField ? (
                <span className={c('value')}>{visibleText(part.value ?? '')}</span>
              ) : (
                <ClauseText clause={part} />
              )
            ) : (
              <Raw text={alternatives[index] ?? ''} />
            )}
          </span>
        </Fragment>
      ))}
    </>
  );
}

function ClauseText({ clause }: { readonly clause: Clause }) {
  const { field, value, negated, literal, text } = clause;
  if (field === null || value === null) return <Raw text={text} />;
  if (!literal && value === '*') return `${titleOf(field)} ${negated ? 'is missing' : 'exists'}`;
  return (
    <>
      {titleOf(field)} {negated ? 'is not' : 'is'} <span className={c('value')}>{visibleText(value)}</span>
    </>
  );
}

function Raw({ text }: { readonly text: string }) {
  return <span className={c('value')}>{visibleText(text)}</span>;
}

/** A value of a field that is asked for, so that the name of the field need not be said again. */
function isPlain(clause: Clause | undefined): boolean {
  return clause !== undefined && !clause.negated && clause.value !== '*';
}

function titleOf(field: string): string {
  return findField(field)?.title ?? field;
}
