import { extname, join, relative, sep } from 'node:path';
import { isAppUrl } from './navigation-policy.ts';

export type AppFile = { readonly path: string; readonly contentType: string };

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * The file of the built window that a `spoor://app/…` address means; `/` is index.html. Null for another
 * origin, for a path that leaves `rendererDir` in any spelling, and for kinds of files the window has none of.
 */
export function resolveAppFile(rendererDir: string, url: string): AppFile | null {
  if (!isAppUrl(url)) return null;
  const name = decode(new URL(url).pathname);
  if (name === null || !name.startsWith('/') || /[\\\0:]/.test(name)) return null;
  const segments = name.slice(1).split('/');
  if (segments.includes('..')) return null;
  const path = join(rendererDir, name === '/' ? 'index.html' : join(...segments));
  const inside = relative(rendererDir, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`)) return null;
  const contentType = CONTENT_TYPES[extname(path).toLowerCase()];
  return contentType === undefined ? null : { path, contentType };
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
