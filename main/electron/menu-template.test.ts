import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { menuTemplate } from './menu-template.ts';

function rolesOf(items: readonly MenuItemConstructorOptions[]): readonly string[] {
  return items.flatMap(({ role, submenu }) => [
    ...(role ? [role] : []),
    ...(Array.isArray(submenu) ? rolesOf(submenu) : []),
  ]);
}

describe.each(['linux', 'win32', 'darwin'] as const)('The menu on %s', (platform) => {
  test('takes no key from the page that closes, loads or opens', () => {
    const roles = rolesOf(menuTemplate(platform, true));
    // `fileMenu` and `windowMenu` bring `close` with Ctrl+W, which closes a tab here.
    for (const role of ['close', 'fileMenu', 'windowMenu', 'reload', 'forceReload', 'toggleDevTools', 'help'])
      expect(roles).not.toContain(role);
  });

  test('keeps what systems expect', () => {
    const roles = rolesOf(menuTemplate(platform, true));
    expect(roles).toEqual(expect.arrayContaining(['editMenu', 'zoomIn', 'zoomOut', 'resetZoom', 'minimize']));
    expect(roles.includes('quit') || roles.includes('appMenu')).toBe(true);
  });

  test('has developer tools only where it is not packaged', () => {
    expect(rolesOf(menuTemplate(platform, false))).toContain('toggleDevTools');
  });

  test('sets no accelerators of its own', () => {
    const keys = menuTemplate(platform, false).flatMap(({ accelerator, submenu }) => [
      accelerator,
      ...(Array.isArray(submenu) ? submenu.map((item) => item.accelerator) : []),
    ]);
    expect(keys.filter((key) => key !== undefined)).toEqual([]);
  });
});
