import { Check, Minus, Pencil, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ENTITY_TITLES } from '../../../preload/contract/model/entity.ts';
import { type Tag, tagName } from '../../../preload/contract/model/mark.ts';
import { isSameEntity, useMarks } from '../../data/marks.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf } from '../../format/number.ts';
import { closeTagDialog, type TagRequest, useTagDialog } from '../../state/tag-dialog.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { VisibleText } from '../search/visible-text.tsx';
import { tagEntity, tagEvents } from './mark-actions.ts';
import { TagChip } from './tag-chip.tsx';
import styles from './tag-dialog.module.css';
import { TagEditor } from './tag-editor.tsx';

const c = classNames(styles);

/** Tags events or an entity, wherever that was asked for; once in the window. */
export function TagDialog() {
  const request = useTagDialog((state) => state.request);
  return (
    <Dialog
      open={request !== null}
      onOpenChange={(open) => open || closeTagDialog()}
      title={request === null ? '' : titleOf(request)}
      description={request?.kind === 'entity' ? <EntityText request={request} /> : undefined}
      size="small"
    >
      {request ? <TagForm request={request} /> : null}
    </Dialog>
  );
}

function titleOf(request: TagRequest): string {
  if (request.kind === 'entity') return `Tag this ${ENTITY_TITLES[request.entity.type].toLowerCase()}`;
  return request.count === 1 ? 'Tag the event' : `Tag ${countOf(request.count, 'event')}`;
}

function EntityText({ request }: { readonly request: Extract<TagRequest, { kind: 'entity' }> }) {
  return (
    <>
      <span className={c('value')}>
        <VisibleText text={request.entity.value} />
      </span>
      <br />
      All its events have the tag, those of files added later too.
    </>
  );
}

function TagForm({ request }: { readonly request: TagRequest }) {
  const { tags, missing } = useMarks();
  const carried = useCarried(request);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [edited, setEdited] = useState<string | null>(null);
  const wanted = typed.trim().toLowerCase();
  const shown = tags.filter(({ name }) => name.toLowerCase().includes(wanted));
  const change = (name: string, on: boolean) =>
    request.kind === 'entity' ? tagEntity(request.entity, name, on) : tagEvents(request.target, name, on);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const name = tagName.safeParse(typed);
    if (!name.success) return setFault(name.error.issues[0]?.message ?? 'This is no name of a tag.');
    if (await change(name.data, true)) setTyped('');
  };
  return (
    <>
      <form className={c('form')} onSubmit={(event) => void submit(event)}>
        <input
          data-first-focus
          className={c('input')}
          aria-label="Name of the tag"
          aria-invalid={fault !== null}
          placeholder="New tag, or find one"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setFault(null);
          }}
        />
        <Button type="submit" variant="primary" disabled={typed.trim() === ''}>
          Tag
        </Button>
      </form>
      {fault ? (
        <p role="alert" className={c('fault')}>
          {fault}
        </p>
      ) : null}
      <ul className={c('tags')} aria-label="Tags of the case">
        {shown.map((tag) => (
          <li key={tag.name}>
            {edited === tag.name ? (
              <TagEditor tag={tag} tags={tags} onDone={() => setEdited(null)} />
            ) : (
              <TagLine
                tag={tag}
                carried={carried?.has(tag.name) ?? null}
                onChange={change}
                onEdit={() => setEdited(tag.name)}
              />
            )}
          </li>
        ))}
      </ul>
      {missing > 0 ? (
        <p className={c('none')}>
          {countOf(missing, 'marked event')} not in the case now: the files that held them were taken out.
          Their marks wait for them.
        </p>
      ) : null}
      {tags.length === 0 ? (
        <p className={c('none')}>The case has no tag yet: name the first, such as “initial access”.</p>
      ) : null}
    </>
  );
}

type TagLineProps = {
  readonly tag: Tag;
  /** Whether all that is to be tagged has it; null where that is not known. */
  readonly carried: boolean | null;
  readonly onChange: (name: string, on: boolean) => Promise<boolean>;
  readonly onEdit: () => void;
};

function TagLine({ tag, carried, onChange, onEdit }: TagLineProps) {
  const { name, color, events } = tag;
  return (
    <div className={c('line')}>
      <TagChip name={name} color={color} />
      <span className={c('count')}>{countOf(events, 'event')}</span>
      {carried === null ? (
        <>
          <IconButton
            icon={Plus}
            size="small"
            label={`Tag all “${name}”`}
            onClick={() => void onChange(name, true)}
          />
          <IconButton
            icon={Minus}
            size="small"
            label={`Take “${name}” from all`}
            onClick={() => void onChange(name, false)}
          />
        </>
      ) : (
        <IconButton
          icon={carried ? Check : Plus}
          size="small"
          pressed={carried}
          label={carried ? `Take “${name}” away` : `Tag “${name}”`}
          onClick={() => void onChange(name, !carried)}
        />
      )}
      <IconButton
        icon={Pencil}
        size="small"
        label={`Change “${name}”: name, colour, remove`}
        onClick={onEdit}
      />
    </div>
  );
}

/** The tags that what is to be tagged has itself; null where it is many events. */
function useCarried(request: TagRequest): ReadonlySet<string> | null {
  const { tags } = useMarks();
  const only =
    request.kind === 'events' && 'recordIds' in request.target && request.target.recordIds.length === 1
      ? request.target.recordIds[0]
      : undefined;
  const { data } = useCall('event.get', { recordId: only ?? 0 }, { enabled: only !== undefined });
  if (request.kind === 'entity') {
    const has = ({ entities }: Tag) => entities.some((one) => isSameEntity(one, request.entity));
    return new Set(tags.filter(has).map(({ name }) => name));
  }
  return only === undefined ? null : new Set(data?.marks.tags ?? []);
}
