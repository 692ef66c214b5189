import { CircleAlert, CircleCheck, CircleSlash, Copy, Download, FolderOpen } from 'lucide-react';
import type { ExportProgress } from '../../../preload/contract/model/event.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useCapability } from '../../data/use-app-info.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { copyText } from '../field-menu/copy-text.ts';
import styles from './export-dialog.module.css';

const c = classNames(styles);

type ExportOutcomeProps = {
  readonly progress: ExportProgress;
  /** What one row of the export is called. */
  readonly row?: 'event' | 'rejected piece';
};

/** How far an export is, and once it has ended what it wrote. */
export function ExportOutcome({ progress, row = 'event' }: ExportOutcomeProps) {
  switch (progress.status) {
    case 'running':
      return <Running progress={progress} row={row} />;
    case 'finished':
      return <Finished progress={progress} row={row} />;
    case 'cancelled':
      return (
        <p className={c('ended')}>
          <CircleSlash size={16} aria-hidden /> Cancelled. Nothing was written.
        </p>
      );
    case 'failed':
      return (
        <p className={c('ended', 'error')} role="alert">
          <CircleAlert size={16} aria-hidden /> {progress.message ?? 'The export failed.'}
        </p>
      );
  }
}

function Running({ progress, row }: Required<ExportOutcomeProps>) {
  const { rows, rowsTotal } = progress;
  const share = rowsTotal > 0 ? Math.min(1, rows / rowsTotal) : 0;
  return (
    <div className={c('running')}>
      <progress className={c('bar')} max={1} value={rowsTotal > 0 ? share : undefined} aria-label="Export" />
      <p className={c('hint')} aria-live="polite">
        {rowsTotal > 0 ? `${formatCount(rows)} of ${countOf(rowsTotal, row)}` : 'Counting…'}
      </p>
    </div>
  );
}

function Finished({ progress, row }: Required<ExportOutcomeProps>) {
  const { rows, path, manifestPath, download, manifestDownload } = progress;
  const reveals = useCapability('revealFile');
  const exports = useCall('export.list', {});
  const written = exports.data?.find((each) => each.path === path);
  const sha256 = written?.sha256 ?? /[0-9a-f]{64}/.exec(progress.message ?? '')?.[0] ?? null;
  return (
    <div className={c('form')}>
      <p className={c('ended', 'ok')}>
        <CircleCheck size={16} aria-hidden /> {countOf(rows, row)} exported.
      </p>
      {download === null ? null : (
        <div className={c('links')}>
          <a className={c('link', 'main')} href={download} download>
            <Download size={14} aria-hidden /> Save the {row === 'event' ? 'CSV' : 'file'}
          </a>
          {manifestDownload === null ? null : (
            <a className={c('link')} href={manifestDownload} download>
              <Download size={14} aria-hidden /> Save the manifest
            </a>
          )}
        </div>
      )}
      <dl className={c('scope')}>
        {download === null && path !== null ? <Line name="File" text={path} /> : null}
        {download === null && manifestPath !== null ? <Line name="Manifest" text={manifestPath} /> : null}
        {sha256 === null ? null : <Line name="SHA-256" text={sha256} />}
      </dl>
      {reveals && download === null && path !== null ? (
        <div>
          <Button size="small" icon={FolderOpen} onClick={() => void bridge.call('file.reveal', { path })}>
            Show in folder
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Line({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={c('query')}>
        {text}{' '}
        <IconButton icon={Copy} size="small" label={`Copy: ${name}`} onClick={() => void copyText(text)} />
      </dd>
    </>
  );
}
