import { useId, useState } from 'react';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { refreshCase } from '../../data/refresh.ts';
import { countOf } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './zone-dialog.module.css';

const c = classNames(styles);

/** Files whose times were taken to be of that zone. */
export type AssumedZone = { readonly zone: string; readonly sourceIds: readonly number[] };

type ZoneDialogProps = { readonly assumed: AssumedZone | null; readonly onClose: () => void };

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Reads files whose times tell no zone again, in the zone that the investigator knows. */
export function ZoneDialog({ assumed, onClose }: ZoneDialogProps) {
  const files = assumed?.sourceIds.length ?? 0;
  return (
    <Dialog
      open={assumed !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Times without a zone"
      description={`The times in ${countOf(files, 'file')} tell no zone. They were taken as ${assumed?.zone}.`}
    >
      {assumed ? <ZoneForm assumed={assumed} onClose={onClose} /> : null}
    </Dialog>
  );
}

function ZoneForm({ assumed, onClose }: { readonly assumed: AssumedZone; readonly onClose: () => void }) {
  const [zone, setZone] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const id = useId();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const read = async () => {
    try {
      const timeZone = zone.trim();
      await bridge.call('source.readAgain', { sourceIds: [...assumed.sourceIds], timeZone });
      refreshCase();
      onClose();
    } catch (thrown) {
      const { message, hint } = toBridgeError(thrown);
      setFailure(hint ? `${message} ${hint}` : message);
    }
  };
  return (
    <form
      className={c('form')}
      onSubmit={(event) => {
        event.preventDefault();
        void read();
      }}
    >
      <p className={c('hint')}>
        The console’s Event history wrote the local time of whoever downloaded it, until 2020. Ask them for
        their zone, or compare an event with the same one from another file.
      </p>
      <label htmlFor={id}>Zone of the times in these files</label>
      <div className={c('line')}>
        <input
          id={id}
          data-first-focus
          className={c('input')}
          list={`${id}-zones`}
          value={zone}
          maxLength={100}
          spellCheck={false}
          placeholder="Europe/Berlin, +05:30"
          onChange={(event) => {
            setZone(event.currentTarget.value);
            setFailure(null);
          }}
        />
        <datalist id={`${id}-zones`}>
          {ZONES.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {own === 'UTC' ? null : (
          <Button size="small" onClick={() => setZone(own)}>
            This machine’s: {own}
          </Button>
        )}
      </div>
      {failure ? (
        <p role="alert" className={c('failure')}>
          {failure}
        </p>
      ) : null}
      <p className={c('actions')}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={zone.trim() === ''}>
          Read {files(assumed)} again
        </Button>
      </p>
    </form>
  );
}

function files({ sourceIds }: AssumedZone): string {
  return sourceIds.length === 1 ? 'it' : 'them';
}
