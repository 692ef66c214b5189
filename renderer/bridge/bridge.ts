import type { Bridge } from '../../preload/contract/bridge.ts';
import { createElectronBridge } from './electron-bridge.ts';
import { createHttpBridge } from './http-bridge.ts';

/** The way to the service: the desktop shell's where there is one, else the local server's. */
export const bridge: Bridge = window.spoor ? createElectronBridge(window.spoor) : createHttpBridge();
