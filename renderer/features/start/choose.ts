import { create } from 'zustand';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { showMessage } from '../../ui/toast.tsx';
import { importPaths, openCase } from './open-case.ts';

/** What is being chosen: logs for a new case, logs for the open case, or a case file. */
export type Purpose = 'new-case' | 'add-logs' | 'open-case';

type Chooser = { readonly purpose: Purpose | null };

/** The folder chooser of hosts without native dialogs; open while `purpose` is set. */
export const useChooser = create<Chooser>(() => ({ purpose: null }));

export function closeChooser(): void {
  useChooser.setState({ purpose: null });
}

/** Lets the investigator choose a folder of logs with the host's own dialog, or else with ours. */
export async function chooseFolder(purpose: 'new-case' | 'add-logs', native: boolean): Promise<void> {
  if (!native) return useChooser.setState({ purpose });
  await withDialog(async () => {
    const { paths } = await bridge.call('dialog.openFolder', {});
    await importPaths(paths, purpose === 'new-case');
  });
}

/** As `chooseFolder`, for single files and archives. */
export async function chooseFiles(purpose: 'new-case' | 'add-logs', native: boolean): Promise<void> {
  if (!native) return useChooser.setState({ purpose });
  await withDialog(async () => {
    const { paths } = await bridge.call('dialog.openFiles', {});
    await importPaths(paths, purpose === 'new-case');
  });
}

/** Lets the investigator choose a case file and opens it. */
export async function chooseCase(native: boolean): Promise<void> {
  if (!native) return useChooser.setState({ purpose: 'open-case' });
  await withDialog(async () => {
    const { path } = await bridge.call('dialog.openCase', {});
    if (path !== null) await openCase(path);
  });
}

async function withDialog(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    showMessage(toBridgeError(thrown).message, 'bad');
  }
}
