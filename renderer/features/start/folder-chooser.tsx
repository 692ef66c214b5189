import { ChevronRight, CornerLeftUp, Database, FileText, Folder, House } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { MethodOutput } from '../../../preload/contract/methods.ts';
import { useCall } from '../../data/use-call.ts';
import { formatBytes } from '../../format/bytes.ts';
import { countOf } from '../../format/number.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { closeChooser, type Purpose, useChooser } from './choose.ts';
import styles from './folder-chooser.module.css';
import { importPaths, openCase } from './open-case.ts';

const c = classNames(styles);

type Listing = MethodOutput<'folder.list'>;
type Entry = Listing['entries'][number];

const TITLES: Readonly<Record<Purpose, string>> = {
  'new-case': 'Open logs in a new case',
  'add-logs': 'Add logs to this case',
  'open-case': 'Open a case file',
};

const ICONS = { folder: Folder, log: FileText, case: Database } as const;

/** Browses the folders of this machine for logs or a case, where the host has no dialogs of its own. */
export function FolderChooser() {
  const purpose = useChooser((state) => state.purpose);
  return (
    <Dialog
      open={purpose !== null}
      onOpenChange={(open) => !open && closeChooser()}
      title={TITLES[purpose ?? 'new-case']}
      description={
        purpose === 'open-case'
          ? 'Choose a case file (.spoor).'
          : 'Choose a folder, or tick single files. Everything in a folder is read, also in its subfolders and archives.'
      }
    >
      {purpose ? <Chooser purpose={purpose} /> : null}
    </Dialog>
  );
}

function Chooser({ purpose }: { readonly purpose: Purpose }) {
  const [path, setPath] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const { data, error, isPending } = useCall('folder.list', { path });
  const go = (to: string | null) => {
    setPath(to);
    setChosen(new Set());
  };
  const finish = async (action: Promise<boolean>) => {
    setBusy(true);
    const done = await action;
    setBusy(false);
    if (done) closeChooser();
  };
  const open = (entry: Entry) => {
    if (entry.kind === 'folder') return go(entry.path);
    if (entry.kind === 'case') return void finish(openCase(entry.path));
    const next = new Set(chosen);
    if (!next.delete(entry.path)) next.add(entry.path);
    setChosen(next);
  };
  const read = (paths: readonly string[]) => void finish(importPaths(paths, purpose === 'new-case'));
  return (
    <div className={c('root')}>
      <PathLine key={data?.path ?? ''} listing={data} onGo={go} />
      {error ? (
        <EmptyState tone="bad" title={error.message}>
          {error.hint}
        </EmptyState>
      ) : isPending ? (
        <div className={c('list')}>
          <SkeletonLines lines={8} label="Reading the folder" />
        </div>
      ) : data ? (
        <EntryList entries={visibleEntries(data, purpose)} chosen={chosen} onOpen={open} />
      ) : null}
      {purpose !== 'open-case' && data ? (
        <footer className={c('footer')}>
          <span className={c('summary')}>{summaryOf(data.entries, chosen.size)}</span>
          <Button
            variant="primary"
            disabled={busy || error !== null}
            onClick={() => read(chosen.size > 0 ? [...chosen] : [data.path])}
          >
            {chosen.size > 0 ? `Open ${countOf(chosen.size, 'file')}` : 'Open this folder'}
          </Button>
        </footer>
      ) : null}
    </div>
  );
}

function PathLine(props: {
  readonly listing: Listing | undefined;
  readonly onGo: (path: string | null) => void;
}) {
  const { listing, onGo } = props;
  const [text, setText] = useState(listing?.path ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onGo(text.trim());
  };
  return (
    <form className={c('path')} onSubmit={submit}>
      <IconButton icon={House} label="Home folder" onClick={() => onGo(null)} />
      <IconButton
        icon={CornerLeftUp}
        label="Parent folder"
        disabled={!listing?.parent}
        onClick={() => listing?.parent && onGo(listing.parent)}
      />
      <input
        className={c('input')}
        aria-label="Path of a folder"
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">Go</Button>
    </form>
  );
}

type EntryListProps = {
  readonly entries: readonly Entry[];
  readonly chosen: ReadonlySet<string>;
  readonly onOpen: (entry: Entry) => void;
};

function EntryList({ entries, chosen, onOpen }: EntryListProps) {
  if (entries.length === 0) {
    return (
      <div className={c('list')}>
        <EmptyState icon={Folder} title="No subfolders, logs or cases here." />
      </div>
    );
  }
  return (
    <ul className={c('list')} aria-label="Folders and files">
      {entries.map((entry) => {
        const Icon = ICONS[entry.kind];
        return (
          <li key={entry.path}>
            <button
              type="button"
              className={c('entry', chosen.has(entry.path) && 'chosen')}
              {...(entry.kind === 'log' ? { 'aria-pressed': chosen.has(entry.path) } : {})}
              onClick={() => onOpen(entry)}
            >
              <Icon size={15} aria-hidden className={c(entry.kind)} />
              <span className={c('name')}>{entry.name}</span>
              {entry.kind === 'folder' ? (
                <ChevronRight size={14} aria-hidden />
              ) : (
                <span className={c('size')}>{formatBytes(entry.sizeBytes)}</span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function visibleEntries(listing: Listing, purpose: Purpose): readonly Entry[] {
  const unwanted = purpose === 'open-case' ? 'log' : 'case';
  return listing.entries.filter((entry) => entry.kind !== unwanted);
}

function summaryOf(entries: readonly Entry[], chosen: number): string {
  if (chosen > 0) return '';
  const folders = entries.filter((entry) => entry.kind === 'folder').length;
  const logs = entries.filter((entry) => entry.kind === 'log').length;
  return `${countOf(folders, 'folder')}, ${countOf(logs, 'log file')} here`;
}
