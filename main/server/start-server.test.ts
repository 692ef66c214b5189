import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../service/service.ts';
import { createListLogger, createTinyService, type TinyService } from '../service/tiny-service.ts';
import { createDownloads, type Downloads } from './downloads.ts';
import { type RunningServer, startServer } from './start-server.ts';

let folder: string;
let server: RunningServer;
let service: TinyService;
let downloads: Downloads;

async function start(handlers: Partial<Handlers> = {}): Promise<void> {
  service = createTinyService(handlers);
  downloads = createDownloads();
  const rendererDir = join(folder, 'renderer');
  server = await startServer({ service, downloads, logger: createListLogger(), rendererDir, port: 0 });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-server-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'index.html'), '<title>Spoor</title>');
  await writeFile(join(folder, 'renderer', 'assets', 'a.js'), 'export const a = 1;');
  await writeFile(join(folder, 'secret.txt'), 'secret');
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };
type Options = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

function send(path: string, { method = 'GET', headers = {}, body = '' }: Options = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, path, method, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function visit(): Promise<string> {
  const answer = await send(server.url.slice(`http://127.0.0.1:${server.port}`.length));
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

function callHeaders(cookie: string): Record<string, string> {
  return { cookie, origin: `http://127.0.0.1:${server.port}`, 'content-type': 'application/json' };
}

describe('the local server', () => {
  it('exchanges the token of the printed address for a cookie and takes it out of the address bar', async () => {
    await start();
    const answer = await send(new URL(server.url).pathname + new URL(server.url).search);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^spoor-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    expect(answer.headers['set-cookie']?.[0]).not.toContain(server.token);
  });

  it('shows nothing without the cookie, and the window with it', async () => {
    await start();
    expect((await send('/')).status).toBe(401);
    expect((await send('/?token=wrong')).status).toBe(401);
    expect((await send('/assets/a.js')).status).toBe(401);
    const cookie = await visit();
    expect(await send('/', { headers: { cookie } })).toMatchObject({
      status: 200,
      body: '<title>Spoor</title>',
    });
    const script = await send('/assets/a.js', { headers: { cookie } });
    expect(script.headers['content-type']).toContain('javascript');
    expect((await send('/missing.js', { headers: { cookie } })).status).toBe(404);
  });

  it('puts the security headers on every answer and allows no other origin', async () => {
    await start();
    const cookie = await visit();
    for (const path of ['/', '/missing', '/?token=wrong', '/api/call/case.current', '/download/none']) {
      const { headers } = await send(path, { headers: { cookie } });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '//etc/passwd',
  ])('serves no file outside the window: %s', async (path) => {
    await start();
    const cookie = await visit();
    const answer = await send(path, { headers: { cookie } });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret\n');
  });

  it('answers a call of its own page', async () => {
    await start({ 'event.count': async () => ({ events: 3, total: 5 }) });
    const headers = callHeaders(await visit());
    const answer = await send('/api/call/event.count', { method: 'POST', headers, body: '{"scope":{}}' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { events: 3, total: 5 } });
  });

  it('answers a call with the bearer token, and the sentence of a failed one', async () => {
    await start();
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
    const answer = await send('/api/call/nothing.here', { method: 'POST', headers });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('refuses calls that do not come from its own page', async () => {
    let calls = 0;
    await start({
      'case.current': async () => {
        calls += 1;
        return null;
      },
    });
    const good = callHeaders(await visit());
    const { origin: _, ...withoutOrigin } = good;
    const { cookie: __, ...withoutCookie } = good;
    const status = async (headers: Record<string, string>) =>
      (await send('/api/call/case.current', { method: 'POST', headers, body: '{}' })).status;
    expect(await status(good)).toBe(200);
    expect(await status({ ...good, host: `evil.example:${server.port}` })).toBe(403);
    expect(await status({ ...good, origin: 'http://evil.example' })).toBe(403);
    expect(await status({ ...good, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status({ ...good, 'content-type': 'text/plain' })).toBe(415);
    expect(await status(withoutOrigin)).toBe(403);
    expect(await status(withoutCookie)).toBe(401);
    expect(calls).toBe(1);
  });

  it('refuses other ways of asking', async () => {
    await start();
    const headers = callHeaders(await visit());
    expect((await send('/api/call/case.current', { headers })).status).toBe(404);
    expect((await send('/api/call/case.current', { method: 'OPTIONS', headers })).status).toBe(404);
    expect((await send('/', { method: 'POST', headers })).status).toBe(405);
  });

  it('refuses a body that is too large or is no JSON', async () => {
    await start();
    const headers = callHeaders(await visit());
    const post = (body: string) => send('/api/call/case.current', { method: 'POST', headers, body });
    expect((await post('{')).status).toBe(400);
    const large = await post(`{"a":"${'x'.repeat(4 * 1024 * 1024)}"}`).catch(() => null);
    expect(large === null || large.status === 413).toBe(true);
  });

  it('refuses a body whose announced size is too large without reading it', async () => {
    await start();
    const headers = { ...callHeaders(await visit()), 'content-length': String(5 * 1024 * 1024) };
    const answer = await new Promise<number>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: server.port,
        path: '/api/call/case.current',
        method: 'POST',
        headers,
      };
      const request = httpRequest(options, (response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      request.on('error', reject);
      request.write('{');
    });
    expect(answer).toBe(413);
  });

  it('cancels a call whose client goes away', async () => {
    let begin: () => void = () => {};
    let end: () => void = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const cancelled = new Promise<void>((resolve) => {
      end = resolve;
    });
    await start({
      'event.count': async (_, { signal }) => {
        signal.addEventListener('abort', end);
        begin();
        await cancelled;
        throw new Error('interrupted');
      },
    });
    const controller = new AbortController();
    const calling = fetch(`http://127.0.0.1:${server.port}/api/call/event.count`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: '{"scope":{}}',
      signal: controller.signal,
    });
    await begun;
    controller.abort();
    await expect(calling).rejects.toThrow();
    await cancelled;
  });

  it('streams what the service tells, and stops listening when the client goes', async () => {
    await start();
    const controller = new AbortController();
    const response = await fetch(`http://127.0.0.1:${server.port}/api/events`, {
      headers: { authorization: `Bearer ${server.token}` },
      signal: controller.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(': ready\n\n');
    service.tell('case.changed', null);
    expect((await reader?.read())?.value).toBe('event: case.changed\ndata: null\n\n');
    controller.abort();
    await vi.waitFor(() => expect(service.listeners()).toBe(0));
  });

  it('wants the cookie or token for the stream too', async () => {
    await start();
    expect((await send('/api/events')).status).toBe(401);
  });

  it('hands out an offered file as an attachment, to its own browser only', async () => {
    await start();
    const file = join(folder, 'Fälle.csv');
    await writeFile(file, 'a,b\r\n');
    const path = downloads.offer(file);
    expect(path).toMatch(/^\/download\/[\w-]{24}$/);
    expect((await send(path)).status).toBe(401);
    expect((await send(path, { headers: { authorization: `Bearer ${server.token}` } })).status).toBe(401);
    const cookie = await visit();
    const answer = await send(path, { headers: { cookie } });
    expect(answer).toMatchObject({ status: 200, body: 'a,b\r\n' });
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="F_lle.csv"; filename*=UTF-8''F%C3%A4lle.csv`,
    );
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect((await send('/download/unknown', { headers: { cookie } })).status).toBe(404);
    await rm(file);
    expect((await send(path, { headers: { cookie } })).status).toBe(404);
    expect((await send(downloads.offer(folder), { headers: { cookie } })).status).toBe(404);
  });

  it('hands out an empty file', async () => {
    await start();
    const file = join(folder, 'empty.csv');
    await writeFile(file, '');
    const answer = await send(downloads.offer(file), { headers: { cookie: await visit() } });
    expect(answer).toMatchObject({ status: 200, body: '' });
  });

  it('listens on this machine’s own address only', async () => {
    await start();
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect(server.port, '::1');
      socket.on('error', () => resolve(true));
      socket.on('connect', () => {
        socket.destroy();
        resolve(false);
      });
    });
    expect(refused).toBe(true);
  });

  it('closes although a stream and a call are open', async () => {
    await start({
      'event.count': (_, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('stopped'))),
        ),
    });
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
    const base = `http://127.0.0.1:${server.port}`;
    await fetch(`${base}/api/events`, { headers });
    const calling = fetch(`${base}/api/call/event.count`, { method: 'POST', headers, body: '{"scope":{}}' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.close();
    expect(await (await calling).json()).toMatchObject({ ok: false });
  });

  it('says when the port is taken', async () => {
    await start();
    const rendererDir = join(folder, 'renderer');
    const parts = { service, downloads, logger: createListLogger(), rendererDir, port: server.port };
    await expect(startServer(parts)).rejects.toMatchObject({
      code: 'not_possible_here',
      message: `Port ${server.port} cannot be used.`,
    });
  });

  it('says when the window is not built', async () => {
    await start();
    const parts = { service, downloads, logger: createListLogger(), rendererDir: folder, port: 0 };
    await expect(startServer(parts)).rejects.toMatchObject({ code: 'not_found' });
  });
});
