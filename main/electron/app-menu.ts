import { Menu } from 'electron';
import { menuTemplate } from './menu-template.ts';

/** Gives the application its menu. */
export function setAppMenu(isPackaged: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(process.platform, isPackaged)]));
}
