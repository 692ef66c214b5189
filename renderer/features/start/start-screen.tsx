import { Database, FileText, FolderOpen, Play, X } from 'lucide-react';
import { useState } from 'react';
import { useAppInfo, useCapability } from '../../data/use-app-info.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf } from '../../format/number.ts';
import { formatDay } from '../../format/time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { chooseCase, chooseFiles, chooseFolder } from './choose.ts';
import { forgetCase, openCase, openSample } from './open-case.ts';
import styles from './start-screen.module.css';

const c = classNames(styles);

/** What is shown while no case is open: ways to open one. */
export function StartScreen() {
  const info = useAppInfo();
  const native = useCapability('nativeDialogs');
  const drops = useCapability('dropPaths');
  return (
    <main className={c('root')}>
      <div className={c('column')}>
        <header>
          <h1 className={c('title')}>Spoor</h1>
          <p className={c('lead')}>
            Open a folder of AWS CloudTrail logs and see what happened. Everything stays on this machine.
          </p>
        </header>
        <div className={c('ways')}>
          <button
            type="button"
            className={c('way', 'main')}
            onClick={() => void chooseFolder('new-case', native)}
          >
            <FolderOpen size={20} aria-hidden />
            <span className={c('wayTitle')}>Open folder…</span>
            <span className={c('wayText')}>
              A trail’s bucket, an export, or any tree of logs and archives
            </span>
          </button>
          <button type="button" className={c('way')} onClick={() => void chooseFiles('new-case', native)}>
            <FileText size={20} aria-hidden />
            <span className={c('wayTitle')}>Open files…</span>
            <span className={c('wayText')}>.json, .json.gz, .ndjson, .zip or .tar.gz</span>
          </button>
          <button type="button" className={c('way')} onClick={() => void chooseCase(native)}>
            <Database size={20} aria-hidden />
            <span className={c('wayTitle')}>Open case…</span>
            <span className={c('wayText')}>A .spoor file made here or by a colleague</span>
          </button>
        </div>
        {drops ? <p className={c('drop')}>… or drop logs anywhere on this window.</p> : null}
        <RecentCases />
        {info?.sampleAvailable ? <Sample /> : null}
        <footer className={c('foot')}>
          {info ? `Version ${info.version}` : ''} · works offline, sends nothing
        </footer>
      </div>
    </main>
  );
}

function Sample() {
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    await openSample();
    setBusy(false);
  };
  return (
    <section className={c('sample')} aria-label="Sample incident">
      <div>
        <h2>New here?</h2>
        <p className={c('muted')}>A made-up incident: a stolen access key and what was done with it.</p>
      </div>
      <Button icon={Play} disabled={busy} onClick={() => void open()}>
        {busy ? 'Opening…' : 'Open the sample incident'}
      </Button>
    </section>
  );
}

function RecentCases() {
  const { data: recent } = useCall('case.recent', {});
  if (!recent || recent.length === 0) return null;
  return (
    <section aria-label="Recent cases">
      <h2 className={c('heading')}>Recent cases</h2>
      <ul className={c('recent')}>
        {recent.map((entry) => (
          <li key={entry.path} className={c('recentRow')}>
            <button type="button" className={c('recentOpen')} onClick={() => void openCase(entry.path)}>
              <span className={c('recentName')}>{entry.name}</span>
              <span className={c('recentPath')}>
                <MiddleTruncate text={entry.path} tail={24} hint={false} />
              </span>
              <span className={c('muted')}>{countOf(entry.events, 'event')}</span>
              <span className={c('muted')}>{formatDay(entry.openedAt, 'local')}</span>
            </button>
            <IconButton
              icon={X}
              size="small"
              label={`Take ${entry.name} off this list`}
              onClick={() => void forgetCase(entry.path)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
