import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import type { Logger } from '../platform/platform.ts';
import { SECURITY_HEADERS } from '../platform/security-headers.ts';
import { NotFoundError, NotPossibleHereError } from '../service/errors.ts';
import type { Service } from '../service/service.ts';
import { createAccess, entryUrl } from './access.ts';
import type { Downloads } from './downloads.ts';
import { handleRequest, type RequestParts } from './handle-request.ts';

export type ServerParts = {
  readonly service: Service;
  readonly downloads: Downloads;
  readonly logger: Logger;
  /** The built window: index.html and its assets. */
  readonly rendererDir: string;
  /** 0 = any free port. */
  readonly port: number;
};

export type RunningServer = {
  /** The address to open, with the token of this start. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly close: () => Promise<void>;
};

const CLOSE_GRACE_MS = 2000;

/**
 * Serves the window and the calls on 127.0.0.1 only. Throws NotFoundError when the window is not built and
 * NotPossibleHereError when the port is taken. `close` ends streams and running calls; the service stays open.
 */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  if (!existsSync(join(parts.rendererDir, 'index.html'))) {
    throw new NotFoundError(`The window is not built: ${parts.rendererDir} has no index.html.`, {
      hint: 'Run npm run build.',
    });
  }
  const stopping = new AbortController();
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 5000,
  });
  server.maxConnections = 256;
  await listen(server, parts.port);
  const { port } = server.address() as AddressInfo;
  const access = createAccess(port);
  const serveFile = sirv(parts.rendererDir, { dev: true, etag: true });
  server.on('request', (request, response) => {
    answer({ ...parts, access, serveFile, stopping: stopping.signal }, request, response);
  });
  return { url: entryUrl(access), port, token: access.urlToken, close: () => closeServer(server, stopping) };
}

function answer(parts: RequestParts, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  handleRequest(parts, request, response).catch((error: unknown) => {
    if (request.destroyed || response.destroyed) return;
    parts.logger.error({ err: error, url: request.url?.split('?')[0] }, 'a request failed unexpectedly');
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new NotPossibleHereError(`Port ${port} cannot be used.`, {
              hint: 'Choose another port.',
              cause: error,
            })
          : error,
      );
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
}

async function closeServer(server: Server, stopping: AbortController): Promise<void> {
  stopping.abort();
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const closingIdle = setInterval(() => server.closeIdleConnections(), 50);
  const closingAll = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearInterval(closingIdle);
  clearTimeout(closingAll);
}
