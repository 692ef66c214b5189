import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { Dialogs } from '../platform/platform.ts';

const LOGS = ['json', 'gz', 'jsonl', 'ndjson', 'zip', 'tar', 'tgz', 'log', 'txt'];

/** The system's own dialogs, belonging to the window that `currentWindow` answers. */
export function createNativeDialogs(currentWindow: () => BrowserWindow | null): Dialogs {
  const open = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const window = currentWindow();
    const answer = window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options);
    return (await answer).filePaths;
  };
  return {
    openFolder: () =>
      open({ title: 'Open folders of logs', properties: ['openDirectory', 'multiSelections'] }),
    openFiles: () =>
      open({
        title: 'Open log files and archives',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Logs and archives', extensions: LOGS },
          { name: 'All files', extensions: ['*'] },
        ],
      }),
    openCase: async () => {
      const filters = [{ name: 'Spoor case', extensions: ['spoor'] }];
      const [path] = await open({ title: 'Open a case', properties: ['openFile'], filters });
      return path ?? null;
    },
    saveFile: (name) => saveFile(currentWindow(), name),
  };
}

async function saveFile(window: BrowserWindow | null, name: string): Promise<string | null> {
  const options = { title: 'Save', defaultPath: name };
  const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
}
