import type { Tag } from '../../../preload/contract/model/mark.ts';
import { taggedKey, useTaggedValues } from '../../data/marks.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './tag-dots.module.css';

const c = classNames(styles);

/** The tags of an entity as dots in their colours, where there is no room for their names. */
export function TagDots({ tags }: { readonly tags: readonly Tag[] | undefined }) {
  if (tags === undefined) return null;
  const text = `Tagged ${tags.map(({ name }) => name).join(', ')}`;
  return (
    <span role="img" aria-label={text} title={text} className={c('dots')}>
      {tags.map(({ name, color }) => (
        <span key={name} className={c('dot')} style={{ background: `var(--tag-${color})` }} />
      ))}
    </span>
  );
}

/** The same for a value of a field, where it is a tagged entity. */
export function EntityDots({ field, value }: { readonly field: string; readonly value: string | null }) {
  const tagged = useTaggedValues();
  return <TagDots tags={value === null ? undefined : tagged.get(taggedKey(field, value))} />;
}
