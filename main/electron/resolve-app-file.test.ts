import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveAppFile } from './resolve-app-file.ts';

const rendererDir = resolve('/app/out/renderer');

describe('resolveAppFile', () => {
  it('finds the page and its files with their kinds', () => {
    expect(resolveAppFile(rendererDir, 'spoor://app/')).toEqual({
      path: join(rendererDir, 'index.html'),
      contentType: 'text/html; charset=utf-8',
    });
    expect(resolveAppFile(rendererDir, 'spoor://app/assets/index-1a2b.js?v=1#top')).toEqual({
      path: join(rendererDir, 'assets', 'index-1a2b.js'),
      contentType: 'text/javascript; charset=utf-8',
    });
    expect(resolveAppFile(rendererDir, 'spoor://app/assets/a%20b.woff2')?.path).toBe(
      join(rendererDir, 'assets', 'a b.woff2'),
    );
  });

  it.each([
    'spoor://app/../secret.js',
    'spoor://app/assets/../../secret.js',
    'spoor://app/%2e%2e/secret.js',
    'spoor://app/..%2fsecret.js',
    'spoor://app/%2e%2e%2f%2e%2e%2fsecret.js',
    'spoor://app/..%5csecret.js',
    'spoor://app/assets%5c..%5c..%5csecret.js',
    'spoor://app/%252e%252e/secret.js',
    'spoor://app//etc/secret.js',
    'spoor://app/C:/secret.js',
    'spoor://app/file.js%00.html',
    'spoor://app/%',
  ])('never leaves the window’s folder: %s', (url) => {
    const file = resolveAppFile(rendererDir, url);
    expect(file === null || file.path.startsWith(join(rendererDir, '/'))).toBe(true);
  });

  it('serves no other origin and no other kind of file', () => {
    expect(resolveAppFile(rendererDir, 'spoor://other/index.html')).toBeNull();
    expect(resolveAppFile(rendererDir, 'https://app/index.html')).toBeNull();
    expect(resolveAppFile(rendererDir, 'spoor://app/assets/index.js.map')).toBeNull();
    expect(resolveAppFile(rendererDir, 'spoor://app/assets/')).toBeNull();
    expect(resolveAppFile(rendererDir, 'spoor://app/.env')).toBeNull();
  });
});
