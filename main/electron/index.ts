import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  protocol,
  session,
  shell,
} from 'electron';
import { findAppPaths } from '../platform/app-paths.ts';
import { createLogger } from '../platform/create-logger.ts';
import { createPlatform } from '../platform/create-platform.ts';
import { createService } from '../service/create-service.ts';
import { dispatch } from '../service/dispatch.ts';
import type { Service } from '../service/service.ts';
import { setAppMenu } from './app-menu.ts';
import { openAppWindow } from './app-window.ts';
import { type CallChannel, createCallChannel, type Sender } from './call-channel.ts';
import { guardContents, guardSession } from './guard-session.ts';
import { createNativeDialogs } from './native-dialogs.ts';
import { parseStartRequest, type StartRequest } from './start-request.ts';

const paths = findAppPaths(import.meta.dirname);
const logger = createLogger('stderr');
let window: BrowserWindow | null = null;

/** Starts the desktop shell: one instance, one window, the service in this process. */
function startShell(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'spoor', privileges }]);
  app.on('web-contents-created', (_, contents) => guardContents(contents));
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(openShell)
    .catch((error: unknown) => {
      logger.error({ err: error }, 'the desktop shell could not start');
      app.exit(1);
    });
}

async function openShell(): Promise<void> {
  const platform = createPlatform(paths, logger, {
    host: 'electron',
    capabilities: ['nativeDialogs', 'dropPaths', 'revealFile'],
    dialogs: createNativeDialogs(() => window),
    reveal: (path) => shell.showItemInFolder(path),
  });
  mkdirSync(platform.dataDir, { recursive: true });
  const service = await createService(platform);
  closeOnQuit(service);
  const channel = createCallChannel(service, logger);
  listenToCalls(channel);
  setAppMenu(app.isPackaged);
  guardSession(session.defaultSession, paths.rendererDir);
  await openRequested(service, parseStartRequest(process.argv.slice(1), process.cwd()));
  const opened = openAppWindow({
    preloadPath: paths.preloadPath,
    statePath: join(platform.dataDir, 'window.json'),
  });
  attach(service, channel, opened);
  app.on('second-instance', (_, argv, workingDir) => {
    opened.restore();
    opened.focus();
    openRequested(service, parseStartRequest(argv.slice(1), workingDir)).catch(() => {});
  });
}

function attach(service: Service, channel: CallChannel, opened: BrowserWindow): void {
  window = opened;
  const contentsId = opened.webContents.id;
  const stop = service.subscribe((name, payload) => {
    if (!opened.isDestroyed()) opened.webContents.send('spoor:event', name, payload);
  });
  opened.webContents.on('did-navigate', () => channel.forget(contentsId));
  opened.webContents.on('render-process-gone', () => channel.forget(contentsId));
  opened.on('closed', () => {
    window = null;
    stop();
    channel.forget(contentsId);
  });
}

function listenToCalls(channel: CallChannel): void {
  ipcMain.handle('spoor:call', (event, ...args: readonly unknown[]) => channel.call(senderOf(event), args));
  ipcMain.on('spoor:cancel', (event, ...args: readonly unknown[]) => channel.cancel(senderOf(event), args));
}

function senderOf(event: IpcMainEvent | IpcMainInvokeEvent): Sender {
  const { sender, senderFrame } = event;
  return {
    id: sender.id,
    frameUrl: senderFrame?.url ?? '',
    isMainFrame: senderFrame !== null && senderFrame.parent === null,
  };
}

async function openRequested(service: Service, request: StartRequest): Promise<void> {
  if (request.kind === 'nothing') return;
  const name = request.kind === 'sample' ? 'case.openSample' : 'case.open';
  const input = request.kind === 'sample' ? {} : { path: request.path };
  const result = await dispatch(service, name, input, new AbortController().signal, logger);
  if (!result.ok) logger.warn({ error: result.error }, 'the case named at the start was not opened');
}

function closeOnQuit(service: Service): void {
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    service
      .close()
      .catch((error: unknown) => logger.error({ err: error }, 'the case was not closed cleanly'))
      .finally(() => {
        isClosed = true;
        app.quit();
      });
  });
}

startShell();
