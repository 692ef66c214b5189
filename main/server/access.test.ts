import { describe, expect, it } from 'vitest';
import {
  cookieHeader,
  createAccess,
  entryUrl,
  hasCookie,
  isUrlToken,
  refuseCall,
  refuseCrossSite,
  refuseForeign,
  refusePost,
} from './access.ts';

const access = createAccess(4711);
const cookie = cookieHeader(access).split(';')[0] ?? '';
const bearer = `Bearer ${access.urlToken}`;

describe('the local server’s access rules', () => {
  it('make new secrets at every start', () => {
    const other = createAccess(4711);
    expect(other.urlToken).not.toBe(access.urlToken);
    expect(other.cookieToken).not.toBe(access.cookieToken);
    expect(access.urlToken.length).toBeGreaterThanOrEqual(43);
  });

  it('print an address whose token is accepted', () => {
    const url = new URL(entryUrl(access));
    expect(url.origin).toBe('http://127.0.0.1:4711');
    expect(isUrlToken(url.searchParams.get('token') ?? '', access)).toBe(true);
    expect(isUrlToken('', access)).toBe(false);
    expect(isUrlToken(access.cookieToken, access)).toBe(false);
  });

  it('answer only to the server’s own name and port', () => {
    expect(refuseForeign({ host: '127.0.0.1:4711' }, access)).toBeNull();
    expect(refuseForeign({ host: 'localhost:4711' }, access)).toBeNull();
    for (const host of [
      'evil.example:4711',
      '127.0.0.1',
      '127.0.0.1:80',
      'localhost.evil.example:4711',
      '',
    ]) {
      expect(refuseForeign({ host }, access)?.status).toBe(403);
    }
    expect(refuseForeign({}, access)?.status).toBe(403);
  });

  it('refuse a page of another origin, also of another port or name of this machine', () => {
    const host = '127.0.0.1:4711';
    expect(refuseForeign({ host, origin: 'http://127.0.0.1:4711' }, access)).toBeNull();
    for (const origin of [
      'null',
      'http://evil.example',
      'http://127.0.0.1:4712',
      'http://localhost:4711',
      'https://127.0.0.1:4711',
    ]) {
      expect(refuseForeign({ host, origin }, access)?.status).toBe(403);
    }
  });

  it('refuse what the browser itself calls a request of another site', () => {
    expect(refuseCrossSite({})).toBeNull();
    expect(refuseCrossSite({ 'sec-fetch-site': 'same-origin' })).toBeNull();
    expect(refuseCrossSite({ 'sec-fetch-site': 'none' })).toBeNull();
    expect(refuseCrossSite({ 'sec-fetch-site': 'same-site' })?.status).toBe(403);
    expect(refuseCrossSite({ 'sec-fetch-site': 'cross-site' })?.status).toBe(403);
  });

  it('want the cookie or the bearer token for a call', () => {
    expect(refuseCall({ cookie }, access)).toBeNull();
    expect(refuseCall({ cookie: `a=b; ${cookie}; c=d` }, access)).toBeNull();
    expect(refuseCall({ authorization: bearer }, access)).toBeNull();
    expect(refuseCall({}, access)?.status).toBe(401);
    expect(refuseCall({ cookie: `${access.cookieName}=wrong` }, access)?.status).toBe(401);
    expect(refuseCall({ authorization: 'Bearer wrong' }, access)?.status).toBe(401);
    expect(refuseCall({ authorization: `Basic ${access.urlToken}` }, access)?.status).toBe(401);
  });

  it('do not take the cookie of a server on another port', () => {
    const other = createAccess(4712);
    expect(hasCookie({ cookie: cookieHeader(other).split(';')[0] ?? '' }, access)).toBe(false);
  });

  it('give a cookie that scripts cannot read and other sites cannot send', () => {
    expect(cookieHeader(access)).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('want JSON, and from browsers the origin, before anything changes', () => {
    const json = { 'content-type': 'application/json' };
    const origin = 'http://127.0.0.1:4711';
    expect(refusePost({ ...json, origin }, access)).toBeNull();
    expect(refusePost({ ...json, authorization: bearer }, access)).toBeNull();
    expect(refusePost({ 'content-type': 'application/json; charset=utf-8', origin }, access)).toBeNull();
    expect(refusePost(json, access)?.status).toBe(403);
    expect(refusePost({ origin }, access)?.status).toBe(415);
    expect(refusePost({ origin, 'content-type': 'text/plain' }, access)?.status).toBe(415);
    expect(refusePost({ origin, 'content-type': 'application/jsonx' }, access)?.status).toBe(415);
  });
});
