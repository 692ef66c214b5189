import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallError, ErrorCode } from '../../preload/contract/errors.ts';
import type { Logger } from '../platform/platform.ts';
import { type CallResult, dispatch } from '../service/dispatch.ts';
import type { Service } from '../service/service.ts';
import {
  type Access,
  cookieHeader,
  hasCookie,
  isUrlToken,
  type Refusal,
  refuseCall,
  refuseCrossSite,
  refuseForeign,
  refusePost,
} from './access.ts';
import { DOWNLOAD_PREFIX, type Downloads, sendDownload } from './downloads.ts';
import { sendEventStream } from './event-stream.ts';
import { readJsonBody } from './read-json-body.ts';

export type RequestParts = {
  readonly service: Service;
  readonly downloads: Downloads;
  readonly logger: Logger;
  readonly access: Access;
  /** Answers a file of the built window, or calls `next` when there is none. */
  readonly serveFile: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  /** Aborted when the server closes. */
  readonly stopping: AbortSignal;
};

const CALL_PREFIX = '/api/call/';
const EVENTS_PATH = '/api/events';

/**
 * Answers one request: calls, the event stream and downloads after the checks of `access.ts`, anything else
 * as a file of the built window.
 */
export async function handleRequest(
  parts: RequestParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { path, query } = splitUrl(request.url ?? '/');
  const foreign = refuseForeign(request.headers, parts.access);
  if (foreign !== null) return sendRefusal(response, foreign);
  if (path.startsWith('/api/')) return handleApi(parts, path, request, response);
  if (!isRead(request)) return sendText(response, 405, 'Only GET is possible here.', { Allow: 'GET, HEAD' });
  if (path.startsWith(DOWNLOAD_PREFIX)) return handleDownload(parts, path, request, response);
  const token = query.get('token');
  if (path === '/' && token !== null) return exchangeToken(parts, token, response);
  return handleFile(parts, request, response);
}

function splitUrl(url: string): { readonly path: string; readonly query: URLSearchParams } {
  const [path = '/', ...rest] = url.split('?');
  return { path, query: new URLSearchParams(rest.join('?')) };
}

function isRead(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function exchangeToken(parts: RequestParts, token: string, response: ServerResponse): void {
  if (!isUrlToken(token, parts.access)) {
    sendRefusal(response, STALE_ADDRESS);
    return;
  }
  response.writeHead(303, {
    Location: '/',
    'Set-Cookie': cookieHeader(parts.access),
    'Cache-Control': 'no-store',
  });
  response.end();
}

const STALE_ADDRESS: Refusal = {
  status: 401,
  message: 'This address is not valid any more. Open the address that Spoor printed when it started.',
};

function handleFile(parts: RequestParts, request: IncomingMessage, response: ServerResponse): void {
  if (hasCookie(request.headers, parts.access)) {
    parts.serveFile(request, response, () => sendText(response, 404, 'There is no such page.'));
  } else {
    sendRefusal(response, STALE_ADDRESS);
  }
}

async function handleDownload(
  parts: RequestParts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const crossSite = refuseCrossSite(request.headers);
  if (crossSite !== null) return sendRefusal(response, crossSite);
  if (!hasCookie(request.headers, parts.access)) return sendRefusal(response, STALE_ADDRESS);
  const file = parts.downloads.find(path.slice(DOWNLOAD_PREFIX.length));
  const sent = file !== undefined && (await sendDownload(file, response, request.method === 'HEAD'));
  if (!sent) sendText(response, 404, 'This file is not offered any more. Export it again.');
}

async function handleApi(
  parts: RequestParts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refuseCrossSite(request.headers) ?? refuseCall(request.headers, parts.access);
  if (refusal !== null) return sendFailure(response, refusal.status, refusal.message);
  if (path === EVENTS_PATH && request.method === 'GET') return streamEvents(parts, response);
  if (path.startsWith(CALL_PREFIX) && request.method === 'POST') {
    return handleCall(parts, path.slice(CALL_PREFIX.length), request, response);
  }
  sendFailure(response, 404, 'There is no such call.', 'not_found');
}

function streamEvents(parts: RequestParts, response: ServerResponse): void {
  const end = (): void => {
    response.end();
  };
  parts.stopping.addEventListener('abort', end);
  response.on('close', () => parts.stopping.removeEventListener('abort', end));
  sendEventStream(parts.service, response);
}

async function handleCall(
  parts: RequestParts,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refusePost(request.headers, parts.access);
  if (refusal !== null) return sendFailure(response, refusal.status, refusal.message);
  const body = await readJsonBody(request);
  if (!body.ok) {
    response.setHeader('Connection', 'close');
    return sendFailure(response, body.status, body.message, 'bad_input');
  }
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, parts.stopping]);
  const result = await dispatch(parts.service, name, body.value, signal, parts.logger);
  if (!response.destroyed) sendJson(response, 200, result);
}

function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  sendText(response, refusal.status, refusal.message);
}

function sendFailure(
  response: ServerResponse,
  status: number,
  message: string,
  code: ErrorCode = 'not_possible_here',
): void {
  const error: CallError = { code, message, hint: null, details: null };
  sendJson(response, status, { ok: false, error });
}

function sendJson(response: ServerResponse, status: number, result: CallResult): void {
  const body = JSON.stringify(result);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

function sendText(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(`${message}\n`);
}
