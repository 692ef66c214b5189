import { readFile } from 'node:fs/promises';
import type { Session, WebContents } from 'electron';
import { shell } from 'electron';
import { SECURITY_HEADERS } from '../platform/security-headers.ts';
import { externalUrl, isAllowedPermission, isAllowedRequest, isAppUrl } from './navigation-policy.ts';
import { resolveAppFile } from './resolve-app-file.ts';

/** Serves the window's files on its own protocol and shuts the session off from everything else. */
export function guardSession(session: Session, rendererDir: string): void {
  session.protocol.handle('spoor', (request) => answer(rendererDir, request));
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isAllowedRequest(details.url) }));
  session.setPermissionRequestHandler((_, permission, decide, details) => {
    decide(isAllowedPermission(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_, permission, origin) => isAllowedPermission(permission, `${origin}/`));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps a page where it is: no navigation, no new windows, no web views; known https links go to the browser. */
export function guardContents(contents: WebContents): void {
  const stay = (event: { readonly preventDefault: () => void }, url: string): void => {
    if (!isAppUrl(url)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => stay(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const outside = externalUrl(url);
    if (outside !== null) shell.openExternal(outside).catch(() => {});
    return { action: 'deny' };
  });
}

async function answer(rendererDir: string, request: Request): Promise<Response> {
  const file = request.method === 'GET' ? resolveAppFile(rendererDir, request.url) : null;
  const bytes = file === null ? null : await readFile(file.path).catch(() => null);
  if (file === null || bytes === null) {
    return new Response('There is no such page.\n', { status: 404, headers: SECURITY_HEADERS });
  }
  return new Response(new Uint8Array(bytes), {
    headers: { ...SECURITY_HEADERS, 'Content-Type': file.contentType },
  });
}
