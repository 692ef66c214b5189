import type { IncomingMessage } from 'node:http';

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: 400 | 413; readonly message: string };

/** Reads a request's JSON body, at most 4 MiB of it; an empty body is an empty object. */
export async function readJsonBody(request: IncomingMessage): Promise<JsonBody> {
  const chunks: Buffer[] = [];
  let sizeBytes = Number(request.headers['content-length'] ?? 0);
  if (sizeBytes > BODY_LIMIT_BYTES) return TOO_LARGE;
  sizeBytes = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    sizeBytes += bytes.length;
    if (sizeBytes > BODY_LIMIT_BYTES) return TOO_LARGE;
    chunks.push(bytes);
  }
  return parseBody(Buffer.concat(chunks));
}

const TOO_LARGE: JsonBody = { ok: false, status: 413, message: 'The request is larger than 4 MiB.' };

function parseBody(bytes: Buffer): JsonBody {
  if (bytes.length === 0) return { ok: true, value: {} };
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return { ok: true, value };
  } catch {
    return { ok: false, status: 400, message: 'The request is not valid JSON.' };
  }
}
