import { Tags } from 'lucide-react';
import type { EntityRef } from '../../../preload/contract/model/entity.ts';
import { isSameEntity, useMarks } from '../../data/marks.ts';
import { openTagDialog } from '../../state/tag-dialog.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './event-marks.module.css';
import { tagEntity } from './mark-actions.ts';
import { showTagged } from './show-tagged.ts';
import { TagChip } from './tag-chip.tsx';

const c = classNames(styles);

/** The tags of an entity, where they can be changed. */
export function EntityTags({ entity }: { readonly entity: EntityRef }) {
  const { tags } = useMarks();
  const own = tags.filter(({ entities }) => entities.some((one) => isSameEntity(one, entity)));
  return (
    <section className={c('tags')} aria-label="Tags">
      {own.map(({ name, color }) => (
        <TagChip
          key={name}
          name={name}
          color={color}
          onClick={() => showTagged(name)}
          onRemove={() => void tagEntity(entity, name, false)}
        />
      ))}
      <Button
        size="small"
        variant="ghost"
        icon={Tags}
        onClick={() => openTagDialog({ kind: 'entity', entity })}
      >
        Tag
      </Button>
    </section>
  );
}
