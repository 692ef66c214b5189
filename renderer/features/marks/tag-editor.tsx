import { type FormEvent, useState } from 'react';
import { type Tag, type TagColor, tagColor, tagName } from '../../../preload/contract/model/mark.ts';
import { countOf } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { changeTag, removeTag } from './mark-actions.ts';
import styles from './tag-editor.module.css';

const c = classNames(styles);

type TagEditorProps = {
  readonly tag: Tag;
  /** All tags of the case. */
  readonly tags: readonly Tag[];
  readonly onDone: () => void;
};

/** Gives a tag another name or colour, joins it with another, or removes it from the case. */
export function TagEditor({ tag, tags, onDone }: TagEditorProps) {
  const [name, setName] = useState(tag.name);
  const [color, setColor] = useState(tag.color);
  const [removing, setRemoving] = useState(false);
  const checked = tagName.safeParse(name);
  const wanted = name.trim().toLowerCase();
  const joined = tags.find((one) => one.name !== tag.name && one.name.toLowerCase() === wanted);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (checked.success && (await changeTag(tag.name, checked.data, color))) onDone();
  };
  if (removing) {
    return (
      <section className={c('editor')} aria-label={`Remove the tag ${tag.name}`}>
        <p>
          Take “{tag.name}” from {countOf(tag.events, 'event')}
          {tag.entities.length > 0 ? `, ${countOf(tag.entities.length, 'entity', 'entities')}` : ''}
          {tag.missing > 0 ? `, and ${countOf(tag.missing, 'event')} not in the case now` : ''}? This cannot
          be undone.
        </p>
        <div className={c('buttons')}>
          <Button size="small" ref={focus} onClick={() => setRemoving(false)}>
            Keep it
          </Button>
          <Button
            size="small"
            variant="danger"
            onClick={async () => {
              if (await removeTag(tag.name)) onDone();
            }}
          >
            Remove the tag
          </Button>
        </div>
      </section>
    );
  }
  return (
    <form
      className={c('editor')}
      aria-label={`Change the tag ${tag.name}`}
      onSubmit={(event) => void submit(event)}
    >
      <input
        className={c('input')}
        aria-label="Name"
        aria-invalid={!checked.success}
        ref={focus}
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Colors chosen={color} onChange={setColor} />
      {checked.success ? null : (
        <p role="alert" className={c('fault')}>
          {checked.error.issues[0]?.message}
        </p>
      )}
      {joined ? <p className={c('hint')}>There is a tag of that name: the two become one.</p> : null}
      <div className={c('buttons')}>
        <Button size="small" variant="ghost" onClick={() => setRemoving(true)}>
          Remove…
        </Button>
        <span className={c('gap')} />
        <Button size="small" onClick={onDone}>
          Cancel
        </Button>
        <Button size="small" variant="primary" type="submit" disabled={!checked.success}>
          {joined ? 'Join' : 'Save'}
        </Button>
      </div>
    </form>
  );
}

/** Given as a ref: what appears takes the focus. */
function focus(element: HTMLElement | null): void {
  element?.focus();
}

type ColorsProps = { readonly chosen: TagColor; readonly onChange: (color: TagColor) => void };

function Colors({ chosen, onChange }: ColorsProps) {
  return (
    <fieldset className={c('colors')}>
      <legend className={c('legend')}>Colour</legend>
      {tagColor.options.map((color) => (
        <label key={color} className={c('color', color === chosen && 'chosen')} title={color}>
          <input
            type="radio"
            name="color"
            aria-label={color}
            checked={color === chosen}
            onChange={() => onChange(color)}
          />
          <span className={c('swatch')} style={{ background: `var(--tag-${color})` }} />
        </label>
      ))}
    </fieldset>
  );
}
