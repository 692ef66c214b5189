import open from 'open';

/** Whether a window can appear: always on macOS and Windows, on Linux when a display server is named. */
export function hasDisplay(
  os: NodeJS.Platform = process.platform,
  { DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv = process.env,
): boolean {
  if (os === 'darwin' || os === 'win32') return true;
  return Boolean(DISPLAY || WAYLAND_DISPLAY);
}

/** Opens `url` in the default browser; false when there is no display or no browser. */
export async function openInBrowser(url: string): Promise<boolean> {
  if (!hasDisplay()) return false;
  try {
    const child = await open(url);
    child.on('error', () => {});
    return true;
  } catch {
    return false;
  }
}
