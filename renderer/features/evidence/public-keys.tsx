import { Copy, KeyRound, X } from 'lucide-react';
import { useState } from 'react';
import type { CaseIntegrity, KeptKey } from '../../../preload/contract/model/integrity.ts';
import { listKeysCommand } from '../../../preload/contract/model/integrity-text.ts';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { refreshCase } from '../../data/refresh.ts';
import { countOf } from '../../format/number.ts';
import { formatDay } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { showMessage } from '../../ui/toast.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import { KeysDialog } from './keys-dialog.tsx';
import styles from './public-keys.module.css';

const c = classNames(styles);

type PublicKeysProps = {
  readonly keys: readonly KeptKey[];
  readonly wanted: CaseIntegrity['wantedKeys'];
  readonly readOnly: boolean;
};

/** The public keys that signatures were checked with, and those that are wanting. */
export function PublicKeys({ keys, wanted, readOnly }: PublicKeysProps) {
  const [adding, setAdding] = useState(false);
  return (
    <section className={c('box')} aria-label="Public keys">
      <header className={c('head')}>
        <h3>Public keys</h3>
        <Button size="small" icon={KeyRound} disabled={readOnly} onClick={() => setAdding(true)}>
          Add keys…
        </Button>
      </header>
      {wanted.map((each) => (
        <Wanted key={each.region} wanted={each} />
      ))}
      <ul>
        {keys.map((key) => (
          <li key={key.fingerprint}>
            <Key kept={key} readOnly={readOnly} />
          </li>
        ))}
      </ul>
      <KeysDialog open={adding} onOpenChange={setAdding} wanted={wanted} />
    </section>
  );
}

function Wanted({ wanted }: { readonly wanted: CaseIntegrity['wantedKeys'][number] }) {
  const command = listKeysCommand(wanted);
  return (
    <div className={c('wanted')}>
      <p>
        The signatures of {countOf(wanted.digests, 'digest')} of {visibleText(wanted.region)} were not checked
        for want of a key. This prints it:
      </p>
      <p className={c('command')}>
        <code>{command}</code>
        <IconButton
          icon={Copy}
          size="small"
          label="Copy the command"
          onClick={() => void copyText(command, 'Command copied')}
        />
      </p>
    </div>
  );
}

function Key({ kept, readOnly }: { readonly kept: KeptKey; readonly readOnly: boolean }) {
  const zone = usePreferences((state) => state.zone);
  const { fingerprint, validFromAt, validToAt, names } = kept;
  const valid =
    validFromAt === null || validToAt === null
      ? ''
      : `, valid ${formatDay(validFromAt, zone)} to ${formatDay(validToAt, zone)}`;
  return (
    <p className={c('key')}>
      <code>{fingerprint}</code>
      <span className={c('facts')}>
        named by {countOf(names, 'digest')}
        {valid}
      </span>
      <IconButton
        icon={X}
        size="small"
        label={`Remove the key ${fingerprint}`}
        disabled={readOnly}
        onClick={() => void remove(fingerprint)}
      />
    </p>
  );
}

async function remove(fingerprint: string): Promise<void> {
  try {
    await bridge.call('integrity.removeKey', { fingerprint });
    refreshCase();
    showMessage('Key removed; the signatures were checked anew.');
  } catch (thrown) {
    showMessage(toBridgeError(thrown).message, 'bad');
  }
}
