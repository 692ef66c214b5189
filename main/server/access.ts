import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What a request must show to be answered. The cookie carries the port, since browsers share cookies among ports. */
export type Access = {
  readonly port: number;
  readonly urlToken: string;
  readonly cookieName: string;
  readonly cookieToken: string;
};

export type Refusal = { readonly status: 401 | 403 | 415; readonly message: string };

/** Fresh secrets for one start of the server on `port`. */
export function createAccess(port: number): Access {
  return {
    port,
    urlToken: randomBytes(32).toString('base64url'),
    cookieName: `spoor-${port}`,
    cookieToken: randomBytes(32).toString('base64url'),
  };
}

/** The address to open: its token is exchanged for a cookie on the first visit. */
export function entryUrl(access: Access): string {
  return `http://127.0.0.1:${access.port}/?token=${access.urlToken}`;
}

/** Refuses a request that was sent to another name (DNS rebinding) or from a page of another origin. */
export function refuseForeign(headers: IncomingHttpHeaders, access: Access): Refusal | null {
  const hosts = [`127.0.0.1:${access.port}`, `localhost:${access.port}`];
  if (!hosts.includes(headers.host ?? '')) {
    return { status: 403, message: 'This server answers to its own local address only.' };
  }
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return { status: 403, message: 'Requests from other pages are not answered.' };
  }
  return null;
}

/** Refuses a request for data that a page of another site caused, as the browser itself reports it. */
export function refuseCrossSite(headers: IncomingHttpHeaders): Refusal | null {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  return { status: 403, message: 'Requests from other sites are not answered.' };
}

/** Refuses a call without the cookie or the bearer token, or from a browser that hides its origin. */
export function refuseCall(headers: IncomingHttpHeaders, access: Access): Refusal | null {
  if (hasBearer(headers, access)) return null;
  if (!hasCookie(headers, access)) {
    return { status: 401, message: 'Open the address that Spoor printed when it started.' };
  }
  return null;
}

/** Refuses a changing call that does not say where it comes from or is not JSON, as plain HTML forms are. */
export function refusePost(headers: IncomingHttpHeaders, access: Access): Refusal | null {
  if (headers.origin === undefined && !hasBearer(headers, access)) {
    return { status: 403, message: 'The request does not say which page sent it.' };
  }
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    return { status: 415, message: 'The request must be application/json.' };
  }
  return null;
}

/** Whether the browser that sent `headers` has visited the printed address. */
export function hasCookie(headers: IncomingHttpHeaders, access: Access): boolean {
  const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const prefix = `${access.cookieName}=`;
  return cookies.some(
    (pair) => pair.startsWith(prefix) && same(pair.slice(prefix.length), access.cookieToken),
  );
}

/** Whether `token`, from the address bar, is the one this start printed. */
export function isUrlToken(token: string, access: Access): boolean {
  return same(token, access.urlToken);
}

/** The header that gives the browser its cookie: unreadable to scripts and never sent along from another site. */
export function cookieHeader(access: Access): string {
  return `${access.cookieName}=${access.cookieToken}; HttpOnly; SameSite=Strict; Path=/`;
}

function hasBearer(headers: IncomingHttpHeaders, access: Access): boolean {
  const match = /^Bearer ([\w-]+)$/.exec(headers.authorization ?? '');
  return match?.[1] !== undefined && same(match[1], access.urlToken);
}

function same(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
