import type { MenuItemConstructorOptions } from 'electron';

/**
 * The items of the application's menu: the system's own for editing, zoom and the window; nothing that loads or
 * opens pages. Ctrl+W, Ctrl+K and the like are left to the page, where they close a tab or open the palette.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  isPackaged: boolean,
): readonly MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const file: MenuItemConstructorOptions[] =
    platform === 'darwin' ? [{ role: 'appMenu' }] : [{ label: 'File', submenu: [{ role: 'quit' }] }];
  return [
    ...file,
    { role: 'editMenu' },
    { label: 'View', submenu: isPackaged ? view : [...view, { role: 'toggleDevTools' }] },
    { label: 'Window', role: 'window', submenu: [{ role: 'minimize' }, { role: 'zoom' }] },
  ];
}
