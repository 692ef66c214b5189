import { NotebookPen, Tags } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { EventDetail } from '../../../preload/contract/model/event.ts';
import { MOST_NOTE_CHARACTERS } from '../../../preload/contract/model/mark.ts';
import { currentCase } from '../../data/current-case.ts';
import { useTagColors } from '../../data/marks.ts';
import { useNoteEditor } from '../../state/note-editor.ts';
import { openTagDialog } from '../../state/tag-dialog.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './event-marks.module.css';
import { canMark, noteEvent, tagEvents } from './mark-actions.ts';
import { showTagged } from './show-tagged.ts';
import { TagChip } from './tag-chip.tsx';

const c = classNames(styles);

/** The tags and the note of an event, where they can be changed. */
export function EventMarks({ detail }: { readonly detail: EventDetail }) {
  const { recordId, marks } = detail;
  const { tags, entityTags, note } = marks;
  const colors = useTagColors();
  const editing = useNoteEditor((state) => state.recordId === recordId);
  const edit = () => canMark() && useNoteEditor.setState({ recordId });
  const stopEditing = () =>
    useNoteEditor.setState((state) => (state.recordId === recordId ? { recordId: null } : state));
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
          onClick={() => canMark() && openTagDialog({ kind: 'events', target, count: 1 })}
        >
          Tag
        </Button>
        {note === null && !editing ? (
          <Button size="small" variant="ghost" icon={NotebookPen} onClick={edit}>
            Note
          </Button>
        ) : null}
      </div>
      {editing ? (
        <NoteForm key={recordId} recordId={recordId} note={note ?? ''} onDone={stopEditing} />
      ) : note === null ? null : (
        <button type="button" className={c('note')} title="Change the note" onClick={edit}>
          <VisibleText text={note} />
        </button>
      )}
    </section>
  );
}

type NoteFormProps = { readonly recordId: number; readonly note: string; readonly onDone: () => void };

/**
 * Writing a note. It is kept by the button, by Ctrl+Enter, by leaving the editor and when it goes with its event or tab;
 * Escape gives it up. The focus goes back to where it was.
 */
function NoteForm({ recordId, note, onDone }: NoteFormProps) {
  const [text, setText] = useState(note);
  const [casePath] = useState(() => currentCase()?.path);
  const field = useRef<HTMLTextAreaElement>(null);
  const before = useRef<Element | null>(null);
  /** The text that still has to be kept when the editor goes; null once it is kept or given up. */
  const unkept = useRef<string | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
    field.current?.focus();
    field.current?.setSelectionRange(note.length, note.length);
  }, [note]);
  useEffect(
    () => () => {
      if (unkept.current !== null && currentCase()?.path === casePath)
        void noteEvent(recordId, unkept.current);
      useNoteEditor.setState((state) => (state.recordId === recordId ? { recordId: null } : state));
    },
    [recordId, casePath],
  );
  const finish = (giveFocusBack: boolean) => {
    unkept.current = null;
    onDone();
    if (giveFocusBack && before.current instanceof HTMLElement && before.current.isConnected)
      before.current.focus();
  };
  const keep = async (giveFocusBack: boolean) => {
    if (unkept.current === null) return finish(giveFocusBack);
    if (await noteEvent(recordId, text)) finish(giveFocusBack);
  };
  const giveUp = () => finish(true);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') giveUp();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keep(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: that the focus leaves the editor is no interaction with it
    <div
      className={c('editor')}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) void keep(false);
      }}
    >
      <textarea
        ref={field}
        className={c('field')}
        aria-label="Note on the event"
        rows={3}
        maxLength={MOST_NOTE_CHARACTERS}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          unkept.current = event.target.value;
        }}
        onKeyDown={onKeyDown}
      />
      <div className={c('buttons')}>
        <Button size="small" variant="ghost" onClick={giveUp}>
          Cancel
        </Button>
        <Button size="small" variant="primary" onClick={() => void keep(true)}>
          Keep the note
        </Button>
      </div>
    </div>
  );
}
