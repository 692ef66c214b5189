import { useEffect } from 'react';
import { useCurrentCase } from '../../data/current-case.ts';
import { useCapability } from '../../data/use-app-info.ts';
import { useTab, useWorkspace } from '../../state/workspace.ts';
import { useWorkspaceSync } from '../../state/workspace-sync.ts';
import { classNames } from '../../ui/class-names.ts';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { ImportStrip } from '../import/import-strip.tsx';
import { useDropPaths } from '../start/drop-paths.ts';
import { StartScreen } from '../start/start-screen.tsx';
import styles from './app-window.module.css';
import { Rail } from './rail.tsx';
import { StatusLine } from './status-line.tsx';
import { TabContent } from './tab-content.tsx';
import { TabStrip } from './tab-strip.tsx';

const c = classNames(styles);

/** The window: the start screen, or the open case with its rail, tabs and status line. */
export function AppWindow() {
  const summary = useCurrentCase();
  const over = useDropPaths(useCapability('dropPaths'), Boolean(summary));
  const activeTabId = useWorkspace((state) => state.activeTabId);
  const tab = useTab(activeTabId);
  useWorkspaceSync(summary?.path ?? null);
  const name = summary?.name;
  useEffect(() => {
    document.title = name ? `${name} – Spoor` : 'Spoor';
  }, [name]);
  if (summary === undefined) return <main className={c('waiting')} aria-busy="true" />;
  return (
    <>
      {summary === null ? (
        <StartScreen />
      ) : (
        <div className={c('window')}>
          <Rail summary={summary} />
          <div className={c('desk')}>
            <TabStrip />
            <ImportStrip />
            <main className={c('main')}>
              <div
                className={c('content')}
                id="tab-panel"
                role="tabpanel"
                tabIndex={-1}
                aria-label={tab?.title ?? 'No tab open'}
              >
                <ErrorBoundary key={activeTabId} what="This tab">
                  <TabContent summary={summary} />
                </ErrorBoundary>
              </div>
            </main>
          </div>
          <StatusLine summary={summary} />
        </div>
      )}
      {over ? (
        <div className={c('over')} aria-hidden>
          <p>{summary ? 'Drop to add these logs to the case' : 'Drop to open these logs in a new case'}</p>
        </div>
      ) : null}
    </>
  );
}
