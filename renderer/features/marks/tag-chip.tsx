import { Fingerprint, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { TagColor } from '../../../preload/contract/model/mark.ts';
import { classNames } from '../../ui/class-names.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './tag-chip.module.css';

const c = classNames(styles);

type TagChipProps = {
  readonly name: string;
  readonly color: TagColor | undefined;
  /** The tag is that of an entity of the event. */
  readonly ofEntity?: boolean;
  readonly onClick?: () => void;
  /** Takes the tag away; there is no cross without it. */
  readonly onRemove?: () => void;
};

/** A tag as a chip in its colour. */
export function TagChip({ name, color = 'grey', ofEntity = false, onClick, onRemove }: TagChipProps) {
  const label = (
    <>
      {ofEntity ? <Fingerprint size={11} aria-label="of an entity" /> : null}
      <VisibleText text={name} />
    </>
  );
  return (
    <span className={c('chip')} style={{ '--tag': `var(--tag-${color})` } as CSSProperties}>
      {onClick ? (
        <button type="button" className={c('name')} title={`Events tagged “${name}”`} onClick={onClick}>
          {label}
        </button>
      ) : (
        <span className={c('name')}>{label}</span>
      )}
      {onRemove ? (
        <button
          type="button"
          className={c('remove')}
          aria-label={`Take the tag ${name} away`}
          onClick={onRemove}
        >
          <X size={11} aria-hidden />
        </button>
      ) : null}
    </span>
  );
}
