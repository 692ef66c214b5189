import { Copy, Download, FolderOpen } from 'lucide-react';
import type { MethodOutput } from '../../../preload/contract/methods.ts';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { useCapability } from '../../data/use-app-info.ts';
import { useCall } from '../../data/use-call.ts';
import { formatCount } from '../../format/number.ts';
import { formatInstant, zoneName } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { showMessage } from '../../ui/toast.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import styles from './ledger.module.css';

const c = classNames(styles);

type Exported = MethodOutput<'export.list'>[number];

/** What was exported from the case, when, with which query and hash. */
export function ExportList() {
  const zone = usePreferences((state) => state.zone);
  const { data, error } = useCall('export.list', {});
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!data) return <SkeletonLines lines={6} label="Loading exports" />;
  if (data.length === 0) {
    return (
      <EmptyState icon={Download} title="Nothing has been exported yet.">
        Export in a search tab writes exactly the events it shows, with a manifest.
      </EmptyState>
    );
  }
  return (
    <div className={c('scroll', 'padded')}>
      <table className={c('exports')}>
        <thead>
          <tr>
            <th scope="col">Exported ({zoneName(zone)})</th>
            <th scope="col">File</th>
            <th scope="col" className={c('number')}>
              Rows
            </th>
            <th scope="col">Query</th>
            <th scope="col">SHA-256</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map((entry) => (
            <ExportRow key={`${entry.exportedAt} ${entry.path}`} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ExportRow({ entry }: { readonly entry: Exported }) {
  const zone = usePreferences((state) => state.zone);
  const reveals = useCapability('revealFile');
  const reveal = () =>
    bridge
      .call('file.reveal', { path: entry.path })
      .catch((thrown: unknown) => showMessage(toBridgeError(thrown).message, 'bad'));
  return (
    <tr>
      <td className={c('code')}>{formatInstant(entry.exportedAt, zone, { withZone: false })}</td>
      <td className={c('code', 'wide')}>
        <MiddleTruncate text={visibleText(entry.path)} tail={30} />
      </td>
      <td className={c('number')}>{formatCount(entry.rows)}</td>
      <td className={c('code', 'wide')}>
        {entry.content === 'rejections' ? (
          'rejected records'
        ) : entry.query === '' ? (
          'all events'
        ) : (
          <MiddleTruncate text={visibleText(entry.query)} />
        )}
      </td>
      <td className={c('code')}>
        {entry.sha256.slice(0, 6)}…{entry.sha256.slice(-4)}
      </td>
      <td className={c('actions')}>
        <IconButton
          icon={Copy}
          size="small"
          label="Copy the SHA-256 of this export"
          onClick={() => void copyText(entry.sha256, 'SHA-256 copied')}
        />
        {reveals ? (
          <IconButton
            icon={FolderOpen}
            size="small"
            label="Show in its folder"
            onClick={() => void reveal()}
          />
        ) : null}
      </td>
    </tr>
  );
}
