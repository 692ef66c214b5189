import type { ServerResponse } from 'node:http';
import type { Service } from '../service/service.ts';

const HEARTBEAT_MS = 15_000;
const BACKLOG_LIMIT_BYTES = 1024 * 1024;

/**
 * Sends the service's events to `response` as server-sent events (`event:` name, `data:` payload as JSON)
 * until the client goes. A client that does not read is let go; it reconnects and asks for what is current.
 */
export function sendEventStream(service: Service, response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  const send = (text: string): void => {
    if (response.writableLength > BACKLOG_LIMIT_BYTES) response.destroy();
    else response.write(text);
  };
  send(': ready\n\n');
  const stop = service.subscribe((name, payload) => {
    send(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`);
  });
  const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
