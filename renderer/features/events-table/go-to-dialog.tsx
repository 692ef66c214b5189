import { type FormEvent, useId, useState } from 'react';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { formatCount } from '../../format/number.ts';
import { zoneName } from '../../format/time.ts';
import { useDialog } from '../../state/open-dialog.ts';
import { usePreferences } from '../../state/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './go-to-dialog.module.css';
import { readGoTo } from './go-to-target.ts';
import type { GoTo } from './use-go-to.ts';

const c = classNames(styles);

/** Where a time leads, by the order of the table. */
const REACHED = {
  asc: 'the first event at or after it',
  desc: 'the last event at or before it, for the newest stand first',
} as const;

/** Asks for a row number or a time and goes there: in a table sorted by time to the row, else to the time around it. */
export function GoToDialog({ goTo }: { readonly goTo: GoTo }) {
  const [open, setOpen] = useDialog('go-to');
  return (
    <Dialog open={open} onOpenChange={setOpen} title="Go to row or time" size="small">
      <GoToForm goTo={goTo} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function GoToForm({ goTo, onDone }: { readonly goTo: GoTo; readonly onDone: () => void }) {
  const id = useId();
  const zone = usePreferences((state) => state.zone);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { rowCount, timeOrder } = goTo;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const target = readGoTo(typed, rowCount, zone);
    if (target === null || busy) return;
    if (target.kind === 'fault') return setFault(target.message);
    setBusy(true);
    try {
      if (target.kind === 'row') goTo.toRow(target.row);
      else await goTo.toTime(target.at);
      onDone();
    } catch (thrown) {
      setFault(toBridgeError(thrown).message);
      setBusy(false);
    }
  };
  return (
    <form className={c('form')} onSubmit={(event) => void submit(event)}>
      <input
        data-first-focus
        className={c('input')}
        aria-label="Row or time"
        aria-describedby={id}
        aria-invalid={fault !== null}
        placeholder={`1 – ${formatCount(rowCount)}, or 2025-03-10 02:44`}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setFault(null);
        }}
      />
      <Button type="submit" variant="primary" disabled={busy || typed.trim() === ''}>
        Go
      </Button>
      <p id={id} className={c('note', fault !== null && 'fault')} role={fault === null ? undefined : 'alert'}>
        {fault ??
          (timeOrder === null
            ? `A row number. The table is not sorted by time: a time in ${zoneName(zone)} narrows the range to 15 minutes on either side.`
            : `A row number, or a time in ${zoneName(zone)}: ${REACHED[timeOrder]}.`)}
      </p>
    </form>
  );
}
