import { NotebookPen, Tags } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { EventDetail } from '../../../preload/contract/model/event.ts';
import { MOST_NOTE_CHARACTERS } from '../../../preload/contract/model/mark.ts';
import { useTagColors } from '../../data/marks.ts';
import { useNoteEditor } from '../../state/note-editor.ts';
import { openTagDialog } from '../../state/tag-dialog.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './event-marks.module.css';
import { noteEvent, tagEvents } from './mark-actions.ts';
import { showTagged } from './show-tagged.ts';
import { TagChip } from './tag-chip.tsx';

const c = classNames(styles);

/** The tags and the note of an event, where they can be changed. */
export function EventMarks({ detail }: { readonly detail: EventDetail }) {
  const { recordId, marks } = detail;
  const { tags, entityTags, note } = marks;
  const colors = useTagColors();
  const editing = useNoteEditor((state) => state.recordId === recordId);
  const setEditing = (on: boolean) => useNoteEditor.setState({ recordId: on ? recordId : null });
  const target = { recordIds: [recordId] };
  return (
    <section className={c('marks')} aria-label="Marks of the event">
      <div className={c('tags')}>
        {tags.map((tag) => (
          <TagChip
            key={tag}
            name={tag}
            color={colors.get(tag)}
            onClick={() => showTagged(tag)}
            onRemove={() => void tagEvents(target, tag, false)}
          />
        ))}
        {entityTags.map((tag) => (
          <TagChip key={tag} name={tag} color={colors.get(tag)} ofEntity onClick={() => showTagged(tag)} />
        ))}
        <Button
          size="small"
          variant="ghost"
          icon={Tags}
          onClick={() => openTagDialog({ kind: 'events', target, count: 1 })}
        >
          Tag
        </Button>
        {note === null && !editing ? (
          <Button size="small" variant="ghost" icon={NotebookPen} onClick={() => setEditing(true)}>
            Note
          </Button>
        ) : null}
      </div>
      {editing ? (
        <NoteForm key={recordId} recordId={recordId} note={note ?? ''} onDone={() => setEditing(false)} />
      ) : note === null ? null : (
        <button type="button" className={c('note')} title="Change the note" onClick={() => setEditing(true)}>
          <VisibleText text={note} />
        </button>
      )}
    </section>
  );
}

type NoteFormProps = { readonly recordId: number; readonly note: string; readonly onDone: () => void };

/** Writing a note. It is kept by the button, by Ctrl+Enter and by leaving the field; Escape gives it up. */
function NoteForm({ recordId, note, onDone }: NoteFormProps) {
  const [text, setText] = useState(note);
  const field = useRef<HTMLTextAreaElement>(null);
  const givenUp = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(note.length, note.length);
  }, [note]);
  const keep = async () => {
    if (givenUp.current) return;
    if (text.trim() === note || (await noteEvent(recordId, text))) onDone();
  };
  const giveUp = () => {
    givenUp.current = true;
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') giveUp();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keep();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={c('editor')}>
      <textarea
        ref={field}
        className={c('field')}
        aria-label="Note on the event"
        rows={3}
        maxLength={MOST_NOTE_CHARACTERS}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => void keep()}
      />
      <div className={c('buttons')}>
        <Button size="small" variant="ghost" onMouseDown={(event) => event.preventDefault()} onClick={giveUp}>
          Cancel
        </Button>
        <Button size="small" variant="primary" onClick={() => void keep()}>
          Keep the note
        </Button>
      </div>
    </div>
  );
}
