import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { visit } from './screens/visit.ts';
import type { LocalServer } from './support/local-server.ts';
import { expect, test } from './support/test.ts';

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };
type Sent = {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** Sends a request as it stands, without a browser's or a client library's corrections. */
function send(server: LocalServer, { path, method = 'GET', headers = {}, body = '' }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, path, method, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
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

function callHeaders(server: LocalServer): Record<string, string> {
  return { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
}

async function cookieOf(server: LocalServer): Promise<string> {
  const { headers } = await send(server, { path: `/?token=${server.token}` });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

test('only who has the address of this start is answered', async ({ start }) => {
  const server = await start();
  const cookie = await cookieOf(server);
  const path = '/api/call/case.current';
  const json = { 'content-type': 'application/json' };
  const origin = server.origin;

  expect((await send(server, { path: '/' })).status).toBe(401);
  expect((await send(server, { path: '/?token=wrong' })).status).toBe(401);
  expect((await send(server, { path: '/api/events' })).status).toBe(401);
  expect((await send(server, { path, method: 'POST', headers: json })).status).toBe(401);
  const wrong = { ...json, authorization: 'Bearer wrong' };
  expect((await send(server, { path, method: 'POST', headers: wrong })).status).toBe(401);
  const stale = { ...json, origin, cookie: `spoor-${server.port}=stale` };
  expect((await send(server, { path, method: 'POST', headers: stale })).status).toBe(401);
  const good = { ...json, origin, cookie };
  expect((await send(server, { path, method: 'POST', headers: good })).status).toBe(200);
});

test('foreign hosts and origins are refused, even with the secret', async ({ start }) => {
  const server = await start();
  const cookie = await cookieOf(server);
  const path = '/api/call/case.current';
  const call = (headers: Record<string, string>) =>
    send(server, { path, method: 'POST', headers: { ...callHeaders(server), ...headers }, body: '{}' });

  for (const host of [
    'evil.example',
    `evil.example:${server.port}`,
    '127.0.0.1',
    `127.0.0.1.evil.example:${server.port}`,
  ]) {
    expect((await call({ host })).status, host).toBe(403);
    expect((await send(server, { path: '/', headers: { host, cookie } })).status, host).toBe(403);
  }
  for (const origin of [
    'http://evil.example',
    'null',
    `http://localhost:${server.port}`,
    `http://127.0.0.1:${server.port + 1}`,
  ]) {
    expect((await call({ origin })).status, origin).toBe(403);
  }
  expect((await call({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await call({ 'content-type': 'text/plain' })).status).toBe(415);
  const form = { origin: server.origin, cookie, 'content-type': 'application/x-www-form-urlencoded' };
  expect((await send(server, { path, method: 'POST', headers: form, body: 'a=b' })).status).toBe(415);
  expect((await send(server, { path: '/', method: 'PUT', headers: { cookie } })).status).toBe(405);
});

test('no path leads out of the built window', async ({ start }) => {
  const server = await start();
  const cookie = await cookieOf(server);
  for (const path of [
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/../../main/cli.js',
    '/assets/..%5c..%5cmain%5ccli.js',
    '//etc/passwd',
    '/download/..%2f..%2fpackage.json',
    '/%00',
  ]) {
    const { status, body } = await send(server, { path, headers: { cookie } });
    expect([400, 404], path).toContain(status);
    expect(body).not.toMatch(/root:|"dependencies"|import /);
  }
});

test('an oversized or broken body ends in a plain refusal, and the server goes on', async ({ start }) => {
  const server = await start();
  const headers = callHeaders(server);
  const path = '/api/call/sql.run';
  const large = JSON.stringify({ sql: 'x'.repeat(5 * 1024 * 1024) });
  const refused = await send(server, { path, method: 'POST', headers, body: large }).catch(() => null);
  if (refused) expect(refused.status).toBe(413);
  expect((await send(server, { path, method: 'POST', headers, body: '{"sql":' })).status).toBe(400);
  const unknown = await send(server, { path: '/api/call/toString', method: 'POST', headers, body: '{}' });
  expect(JSON.parse(unknown.body).ok).toBe(false);
  const wrong = await send(server, { path, method: 'POST', headers, body: '{"sql":1}' });
  expect(JSON.parse(wrong.body).error.code).toBe('bad_input');
  expect(wrong.body).not.toMatch(/at .*\.js:\d+/);
  expect(await server.call('case.current', {})).toBeNull();
});

test('the secret leaves the address bar and cannot be read by scripts', async ({ page, sample }) => {
  await visit(page, sample);
  expect(page.url()).toBe(`${sample.origin}/`);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  expect(JSON.stringify(await page.evaluate(() => ({ ...localStorage })))).not.toContain(sample.token);
});

test.describe('pages of other sites', () => {
  test.use({ expectedErrors: /./ });

  test('can neither frame the window nor call the server', async ({ page, sample }) => {
    await visit(page, sample);
    const path = '/api/call/case.close';
    const foreign = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>other</title><iframe src="${sample.origin}/"></iframe>`);
    });
    await new Promise<void>((resolve) => {
      foreign.listen(0, '127.0.0.1', () => resolve());
    });
    const { port } = foreign.address() as AddressInfo;
    try {
      await page.goto(`http://127.0.0.1:${port}/`);
      const frame = page.frameLocator('iframe');
      await expect(frame.getByRole('navigation', { name: 'Case' })).toHaveCount(0);
      expect(page.frames().filter((one) => one.url().startsWith(sample.origin))).toEqual([]);
      const answers = await page.evaluate(async (url) => {
        const attempt = (init: RequestInit) =>
          fetch(url, init).then(
            (response) => response.type,
            () => 'refused',
          );
        return [
          await attempt({
            method: 'POST',
            body: '{}',
            credentials: 'include',
            headers: { 'content-type': 'application/json' },
          }),
          await attempt({ method: 'POST', body: '{}', credentials: 'include', mode: 'no-cors' }),
        ];
      }, `${sample.origin}${path}`);
      expect(answers[0]).toBe('refused');
      expect((await sample.call('case.current', {}))?.name).toBe('sample-incident');
    } finally {
      await new Promise((resolve) => {
        foreign.close(resolve);
        foreign.closeAllConnections();
      });
    }
  });

  test('are not loaded into the window by a drop or a link', async ({ page, sample }) => {
    await visit(page, sample);
    const prevented = await page.evaluate(() => {
      const drag = (type: string) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['<script>alert(1)</script>'], 'a.html', { type: 'text/html' }));
        return !document.body.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }),
        );
      };
      return { dragover: drag('dragover'), drop: drag('drop') };
    });
    expect(prevented).toEqual({ dragover: true, drop: true });
    const links = page.getByRole('main').getByRole('link');
    for (const link of await links.all()) {
      expect(await link.getAttribute('target')).toBe('_blank');
      expect(await link.getAttribute('rel')).toContain('noreferrer');
    }
  });
});
