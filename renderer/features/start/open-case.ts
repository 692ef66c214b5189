import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { setCurrentCase } from '../../data/current-case.ts';
import { queryClient } from '../../data/query-client.ts';
import { refreshCase } from '../../data/refresh.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { flushWorkspace } from '../../state/workspace-sync.ts';
import { showMessage } from '../../ui/toast.tsx';

/** Opens the case file at `path`. */
export function openCase(path: string): Promise<boolean> {
  return attempt(async () => setCurrentCase(await bridge.call('case.open', { path })));
}

/** Opens the bundled sample incident, reading it in on the first time. */
export function openSample(): Promise<boolean> {
  return attempt(async () => setCurrentCase(await bridge.call('case.openSample', {})));
}

/** Reads logs into a new case, or into the open one. */
export function importPaths(paths: readonly string[], newCase: boolean): Promise<boolean> {
  if (paths.length === 0) return Promise.resolve(false);
  return attempt(async () => {
    const started = await bridge.call('import.start', { paths: [...paths], newCase });
    setCurrentCase(started.case);
  });
}

/** Closes the open case and goes back to the start. */
export function closeCase(): Promise<boolean> {
  return attempt(async () => {
    await bridge.call('case.close', {});
    setCurrentCase(null);
    useWorkspace.getState().restore({ tabs: [], activeTabId: null, history: {}, pinned: [] });
  });
}

/** Takes a case off the list of recent ones; the file stays where it is. */
export async function forgetCase(path: string): Promise<void> {
  await attempt(() => bridge.call('case.forget', { path }));
}

async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await flushWorkspace();
    await action();
    refreshCase();
    void queryClient.invalidateQueries({ queryKey: ['case.recent'] });
    return true;
  } catch (thrown) {
    const { message, hint } = toBridgeError(thrown);
    showMessage(hint ? `${message} ${hint}` : message, 'bad');
    return false;
  }
}
