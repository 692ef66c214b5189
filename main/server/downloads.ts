import { randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentDisposition } from './content-disposition.ts';

/** Files the service has finished for the user, each under an unguessable address. */
export type Downloads = {
  /** Offers the file at `path` and answers the address it can be fetched from. */
  readonly offer: (path: string) => string;
  readonly find: (id: string) => string | undefined;
};

export const DOWNLOAD_PREFIX = '/download/';

/** An empty list of offered files, kept as long as the server runs. */
export function createDownloads(): Downloads {
  const paths = new Map<string, string>();
  return {
    offer: (path) => {
      const id = randomBytes(18).toString('base64url');
      paths.set(id, path);
      return `${DOWNLOAD_PREFIX}${id}`;
    },
    find: (id) => paths.get(id),
  };
}

/** Streams the file at `path` as an attachment; false, with nothing sent, when it is not there any more. */
export async function sendDownload(
  path: string,
  response: ServerResponse,
  headOnly: boolean,
): Promise<boolean> {
  const file = await openRegularFile(path);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': size,
      'Content-Disposition': contentDisposition(basename(path)),
      'Cache-Control': 'no-store',
    });
    if (headOnly || size === 0) response.end();
    else await pipeline(file.createReadStream({ autoClose: false, end: size - 1 }), response);
    return true;
  } finally {
    await file.close();
  }
}

async function openRegularFile(path: string): Promise<FileHandle | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null || (await file.stat()).isFile()) return file;
  await file.close();
  return null;
}
