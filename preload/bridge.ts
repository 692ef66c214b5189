import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';

// What the window may reach of the desktop shell. Everything is checked again in main/electron/call-channel.ts.
contextBridge.exposeInMainWorld('spoor', {
  /** Runs one call; resolves with `{ ok, value }` or `{ ok, error }`. `id` names it for `cancel`. */
  call: (id: string, name: string, input: unknown): Promise<unknown> =>
    ipcRenderer.invoke('spoor:call', id, name, input),
  cancel: (id: string): void => ipcRenderer.send('spoor:cancel', id),
  /** Listens to what the service tells unasked; the returned function stops listening. */
  on: (name: string, listener: (payload: unknown) => void): (() => void) => {
    const receive = (_: IpcRendererEvent, event: string, payload: unknown): void => {
      if (event === name) listener(payload);
    };
    ipcRenderer.on('spoor:event', receive);
    return () => {
      ipcRenderer.off('spoor:event', receive);
    };
  },
  /** The path of a file that was dropped on the window. */
  pathOf: (file: File): string => webUtils.getPathForFile(file),
});
