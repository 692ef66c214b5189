import { Copy, Rows3, Waypoints } from 'lucide-react';
import { ENTITY_TITLES, type EntityPage, type EntityRef } from '../../../preload/contract/model/entity.ts';
import { entityTitle } from '../../state/entity-title.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { copyText } from '../field-menu/copy-text.ts';
import { EntityTags } from '../marks/entity-tags.tsx';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './entity-header.module.css';

const c = classNames(styles);

type EntityHeaderProps = { readonly entity: EntityRef; readonly page: EntityPage | undefined };

/** What the page is about, whole, and where one goes from it. */
export function EntityHeader({ entity, page }: EntityHeaderProps) {
  const { openSearch, openChain } = useWorkspace.getState();
  const start = chainStart(entity, page);
  return (
    <header className={c('header')}>
      <div className={c('name')}>
        <p className={c('type')}>{ENTITY_TITLES[entity.type]}</p>
        <h1 className={c('value')}>
          <VisibleText text={entity.value} />
        </h1>
        <IconButton
          icon={Copy}
          size="small"
          label="Copy the value"
          onClick={() => void copyText(entity.value)}
        />
      </div>
      <EntityTags entity={entity} />
      <div className={c('actions')}>
        {start === null ? null : (
          <Button icon={Waypoints} onClick={() => openChain(start)}>
            Chain of sessions
          </Button>
        )}
        <Button
          icon={Rows3}
          disabled={!page || page.events === 0}
          onClick={() => page && openSearch({ title: entityTitle(entity), scope: page.scope })}
        >
          Open its events
        </Button>
      </div>
    </header>
  );
}

/** Where a chain of sessions starts: the key, or the ARN of the session; a name alone may be that of several. */
function chainStart({ type, value }: EntityRef, page: EntityPage | undefined): string | null {
  if (type === 'access-key') return value;
  if (type !== 'session') return null;
  if (value.startsWith('arn:')) return value;
  const arns = page?.lists.find(({ field }) => field === 'identity');
  const [only] = arns?.values ?? [];
  return arns?.distinct === 1 && only?.value.startsWith('arn:') ? only.value : null;
}
