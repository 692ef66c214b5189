import { readFileSync, writeFileSync } from 'node:fs';
import { BrowserWindow, screen } from 'electron';
import { APP_URL } from './navigation-policy.ts';
import { fitWindowState, parseWindowState, SMALLEST_WINDOW, type WindowState } from './window-state.ts';

export type WindowParts = { readonly preloadPath: string; readonly statePath: string };

/** Opens the window where it was the last time; its place is kept in `statePath` when it closes. */
export function openAppWindow({ preloadPath, statePath }: WindowParts): BrowserWindow {
  const { isMaximized, ...bounds } = readState(statePath);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST_WINDOW.width,
    minHeight: SMALLEST_WINDOW.height,
    show: false,
    autoHideMenuBar: true,
    title: 'Spoor',
    webPreferences: {
      preload: preloadPath,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => saveState(statePath, window));
  window.loadURL(APP_URL).catch(() => {});
  return window;
}

function readState(statePath: string): WindowState {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea);
  try {
    return fitWindowState(parseWindowState(readFileSync(statePath, 'utf8')), displays);
  } catch {
    return fitWindowState(parseWindowState(''), displays);
  }
}

function saveState(statePath: string, window: BrowserWindow): void {
  const state: WindowState = { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
  try {
    writeFileSync(statePath, JSON.stringify(state));
  } catch {
    // The window's place is a comfort: a full or read-only disk must not keep it from closing.
  }
}
