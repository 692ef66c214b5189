import { FileText } from 'lucide-react';
import { useRef, useState } from 'react';
import type { CaseIntegrity } from '../../../preload/contract/model/integrity.ts';
import { listKeysCommand } from '../../../preload/contract/model/integrity-text.ts';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { refreshCase } from '../../data/refresh.ts';
import { countOf } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { showMessage } from '../../ui/toast.tsx';
import styles from './keys-dialog.module.css';

const c = classNames(styles);

type KeysDialogProps = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly wanted: CaseIntegrity['wantedKeys'];
};

/** Takes public keys, pasted or from files, as the AWS CLI prints them. */
export function KeysDialog({ open, onOpenChange, wanted }: KeysDialogProps) {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const change = (next: boolean) => {
    onOpenChange(next);
    if (next) return;
    setText('');
    setFailure(null);
  };
  const load = async (files: FileList | null) => {
    const texts = await Promise.all([...(files ?? [])].map((file) => file.text()));
    setText((before) => [before, ...texts].filter((one) => one.trim() !== '').join('\n'));
    setFailure(null);
  };
  const save = async () => {
    setSaving(true);
    try {
      const { given, added } = await bridge.call('integrity.addKeys', { text });
      refreshCase();
      change(false);
      const known = added === given ? '' : `, ${countOf(given - added, 'key')} known before`;
      showMessage(`${countOf(added, 'key')} added${known}; the signatures were checked anew.`);
    } catch (thrown) {
      setFailure(toBridgeError(thrown).message);
    } finally {
      setSaving(false);
    }
  };
  const [first] = wanted;
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title="Add public keys"
      description="CloudTrail signs digests with a key of each region. Keys are public; what counts is that you had them from AWS, not from the place the logs lay in."
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button variant="primary" disabled={saving || text.trim() === ''} onClick={() => void save()}>
            Add and check
          </Button>
        </>
      }
    >
      <div className={c('form')}>
        <label className={c('label')} htmlFor="public-keys-text">
          What this command printed, for each region:
        </label>
        <code className={c('command')}>
          {first ? listKeysCommand(first) : 'aws cloudtrail list-public-keys --region REGION'}
        </code>
        <textarea
          id="public-keys-text"
          data-first-focus
          className={c('text')}
          rows={9}
          spellCheck={false}
          value={text}
          placeholder='{ "PublicKeyList": [ … ] }'
          onChange={(event) => {
            setText(event.currentTarget.value);
            setFailure(null);
          }}
        />
        <input
          ref={chooser}
          type="file"
          hidden
          multiple
          accept=".json,.txt,application/json,text/plain"
          aria-label="Files of public keys"
          onChange={(event) => void load(event.currentTarget.files)}
        />
        <div>
          <Button size="small" icon={FileText} onClick={() => chooser.current?.click()}>
            From files…
          </Button>
        </div>
        {failure ? (
          <p role="alert" className={c('failure')}>
            {failure}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
