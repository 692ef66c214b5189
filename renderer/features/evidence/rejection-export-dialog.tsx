import { useState } from 'react';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { currentCase } from '../../data/current-case.ts';
import { useCapability } from '../../data/use-app-info.ts';
import { countOf } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Switch } from '../../ui/switch.tsx';
import { showMessage } from '../../ui/toast.tsx';
import dialog from '../export/export-dialog.module.css';
import { ExportOutcome } from '../export/export-outcome.tsx';
import { useExport } from '../export/use-export.ts';

const c = classNames(dialog);

type RejectionExportDialogProps = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly total: number;
  readonly sourceId: number | null;
  readonly reason: string | null;
};

const FORMATS = [
  { value: 'csv', title: 'CSV', text: 'for spreadsheets' },
  { value: 'ndjson', title: 'NDJSON', text: 'one JSON object a line, every text as it is' },
] as const;

/** Writes the rejected pieces that are listed, with a manifest beside the file. */
export function RejectionExportDialog(props: RejectionExportDialogProps) {
  const { open, onOpenChange, total, sourceId, reason } = props;
  const [format, setFormat] = useState<'csv' | 'ndjson'>('csv');
  const [defuse, setDefuse] = useState(true);
  const native = useCapability('nativeDialogs');
  const { progress, error, startRejections, cancel, reset } = useExport();
  const running = progress?.status === 'running';
  const change = (next: boolean) => {
    onOpenChange(next);
    if (!next && !running) reset();
  };
  const begin = async () => {
    const path = native ? await choosePath(format) : null;
    if (native && path === null) return;
    await startRejections({ sourceId, reason, format, defuse, path });
  };
  const footer = running ? (
    <Button onClick={cancel}>Cancel the export</Button>
  ) : progress ? (
    <Button variant="primary" onClick={() => change(false)}>
      Done
    </Button>
  ) : (
    <>
      <Button onClick={() => change(false)}>Cancel</Button>
      <Button variant="primary" onClick={() => void begin()}>
        Export {countOf(total, 'rejected piece')}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onOpenChange={change} title="Export rejected records" footer={footer}>
      {progress ? (
        <ExportOutcome progress={progress} row="rejected piece" />
      ) : (
        <div className={c('form')}>
          <fieldset className={c('choices')}>
            <legend>Format</legend>
            {FORMATS.map(({ value, title, text }) => (
              <label key={value} className={c('choice')}>
                <input
                  type="radio"
                  name="rejection-format"
                  checked={format === value}
                  onChange={() => setFormat(value)}
                />
                <span>
                  {title} <span className={c('hint')}>{text}</span>
                </span>
              </label>
            ))}
          </fieldset>
          {format === 'csv' ? (
            <div>
              <Switch label="Defuse formulas" checked={defuse} onChange={setDefuse} />
              <p className={c('hint', 'indented')}>
                A piece that begins with = + - @ or a tab is run as a formula by spreadsheets. An apostrophe
                in front keeps it text. The manifest states it.
              </p>
            </div>
          ) : null}
          <p className={c('hint')}>
            Each with its file, the SHA-256 of that, its place, why it was rejected, and its text as the case
            keeps it: up to 2,000 bytes. A manifest is written beside it.
          </p>
          {error ? (
            <p role="alert" className={c('error')}>
              {error.message} {error.hint}
            </p>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

async function choosePath(format: 'csv' | 'ndjson'): Promise<string | null> {
  const name = `${(currentCase()?.name ?? 'case').replace(/[^\p{L}\p{N}._-]+/gu, '-')}-rejected.${format}`;
  try {
    return (await bridge.call('dialog.saveFile', { name })).path;
  } catch (thrown) {
    showMessage(toBridgeError(thrown).message, 'bad');
    return null;
  }
}
