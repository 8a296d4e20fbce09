/** The one HTTP server: up from the first moment to the last, in both modes. */

import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BotError } from '../errors.ts';
import type { Clock } from '../ports.ts';

export interface Answer {
  status: number;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface HttpRoute {
  method: 'GET' | 'POST';
  path: string;
  /** Everything under `path`, which ends with a slash; otherwise that path alone. */
  isPrefix?: boolean;
  /** Either gives an answer, or takes the request over with its listener. */
  handle: ((request: IncomingMessage, url: URL) => Promise<Answer>) | { listener: RequestListener };
}

export interface HttpServer {
  port: number;
  /** No new connection; resolves when those at work are done, or after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** The HTTP server cannot listen where it is told to. */
export class AddressUnusable extends BotError {
  readonly code = 'address_unusable';
}

/** @throws AddressUnusable when the address is taken, not ours, or not allowed */
export async function startHttpServer(
  clock: Clock,
  address: { host: string; port: number },
  routes: readonly HttpRoute[],
  onError: (error: unknown, path: string) => void,
): Promise<HttpServer> {
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    const asked = request.method === 'HEAD' ? 'GET' : request.method;
    const route = routes.find((one) => one.method === asked && url !== null && isFor(one, url.pathname));
    if (!url || !route) return send(response, { status: 404, body: 'not found' });
    if (typeof route.handle !== 'function') return route.handle.listener(request, response);
    route
      .handle(request, url)
      .catch((error: unknown): Answer => {
        onError(error, route.path);
        return { status: 500, body: 'something went wrong' };
      })
      .then((answer) => send(response, answer));
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => reject(toAddressUnusable(address, cause));
    server.once('error', refuse);
    server.listen(address.port, address.host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, stop: (graceMs) => stop(server, clock, graceMs) };
}

function isFor({ path, isPrefix }: HttpRoute, pathname: string): boolean {
  return isPrefix ? pathname.startsWith(path) : pathname === path;
}

function toAddressUnusable({ host, port }: { host: string; port: number }, cause: NodeJS.ErrnoException): Error {
  const words: Record<string, string> = {
    EADDRINUSE: `PORT ${port} is taken by another program on HOST ${host}. Stop that one, or set another PORT.`,
    EACCES: `PORT ${port} may not be used by this user. Set a PORT above 1023.`,
    EADDRNOTAVAIL: `HOST ${host} is no address of this machine. Set HOST to one that is, such as 0.0.0.0.`,
    ENOTFOUND: `HOST ${host} is a name that this machine does not know. Set HOST to an address, such as 0.0.0.0.`,
  };
  const said = words[cause.code ?? ''];
  return said === undefined ? cause : new AddressUnusable(said, { cause });
}

/** Beyond this even throwing away is too much work. */
const mostDiscardedBytes = 4 * 1024 * 1024;

/**
 * The whole body; null when it is longer than `limitBytes`. What is too long is read to its end and thrown away:
 * answered in the middle, the sender would see a broken connection instead of the answer.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostDiscardedBytes) return null;
    if (length <= limitBytes) parts.push(part);
  }
  return length > limitBytes ? null : Buffer.concat(parts);
}

function send(response: ServerResponse, { status, contentType, headers, body }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-type': contentType ?? 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // A body that was not read to its end would be taken for the next request.
    ...(status === 413 ? { connection: 'close' } : {}),
    ...headers,
  });
  response.end(body ?? '');
}

/** Keep-alive connections would hold the server open for seconds after their last request. */
async function stop(server: Server, clock: Clock, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const stopClosing = clock.every(50, () => server.closeIdleConnections());
  const keepPatience = clock.after(graceMs, () => server.closeAllConnections());
  await closed;
  stopClosing();
  keepPatience();
}
