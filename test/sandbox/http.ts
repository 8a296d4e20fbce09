/**
 * A tiny HTTP server for the sandbox: routes with path parameters in, replies as plain values out. Loopback only unless
 * a host is given. Handlers that throw answer 500 with the error's message.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** One request, its body already read. */
export interface HttpRequest {
  method: string;
  url: URL;
  /** Decoded values of the route's `:name` and `*name` parts. */
  params: Record<string, string>;
  /** Header names in lower case; repeated ones joined by a comma. */
  headers: Record<string, string>;
  body: string;
  /** The body read as a form. */
  form(): URLSearchParams;
  /** The body read as JSON; throws a `BadBodyError` (answered with 400) when it is not. */
  json(): unknown;
}

/** What a handler answers: a finished reply, or a function that takes over the response (streams, dropped sockets). */
export type HttpReply =
  | { status: number; headers: Record<string, string>; body: string | Buffer }
  | { take: (request: IncomingMessage, response: ServerResponse) => void };

/** `path` is literal but for `:name` (one segment) and a final `*name` (the rest). `method` `*` is any. */
export interface Route {
  method: string;
  path: string;
  handle: (request: HttpRequest) => HttpReply | Promise<HttpReply>;
}

export interface ServerOptions {
  /** 0 or left out: any free port. */
  port?: number | undefined;
  /** Left out: 127.0.0.1. */
  host?: string | undefined;
  /** Tried in order; looked at on every request, so routes may be pushed later. */
  routes: Route[];
  /** Largest body in bytes; beyond it the answer is 413. Left out: 5 MB. */
  bodyLimit?: number | undefined;
  /** WebSocket and other upgrades; without it they are refused. */
  onUpgrade?: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined;
}

export interface HttpServer {
  port: number;
  /** `http://127.0.0.1:4010`, no trailing slash. */
  url: string;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}

class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/** A body that is not what its reader asked for. */
export class BadBodyError extends Error {
  override name = 'BadBodyError';
}

/** A JSON reply. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): HttpReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** An HTML reply. */
export function html(body: string, status = 200, headers: Record<string, string> = {}): HttpReply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

/** A plain text reply. */
export function text(body: string, status = 200, headers: Record<string, string> = {}): HttpReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** A reply without a body. */
export function empty(status = 204, headers: Record<string, string> = {}): HttpReply {
  return { status, headers, body: '' };
}

/** A redirect; 302 unless said otherwise. */
export function redirect(location: string, status = 302): HttpReply {
  return { status, headers: { location }, body: '' };
}

/** Drops the connection without an answer, as a network that fails does. */
export function hangUp(): HttpReply {
  return { take: (request) => request.socket.destroy() };
}

function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) reject(new BodyTooLargeError(`body over ${limit} bytes`));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
    request.on('close', () => reject(new Error('the request was dropped before its body ended')));
  });
}

const patterns = new Map<string, RegExp>();

function patternOf(path: string): RegExp {
  const known = patterns.get(path);
  if (known) return known;
  const source = path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:(\w+)/g, '(?<$1>[^/]+)')
    .replace(/\*(\w+)$/, '(?<$1>.*)');
  const pattern = new RegExp(`^${source}$`);
  patterns.set(path, pattern);
  return pattern;
}

function match(route: Route, method: string, path: string): Record<string, string> | null {
  if (route.method !== '*' && route.method !== method && !(route.method === 'GET' && method === 'HEAD')) return null;
  const found = patternOf(route.path).exec(path);
  if (!found) return null;
  return Object.fromEntries(
    Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}

async function answer(request: IncomingMessage, options: ServerOptions, base: string): Promise<HttpReply> {
  const url = new URL(request.url ?? '/', base);
  const method = request.method ?? 'GET';
  for (const route of options.routes) {
    const params = match(route, method, url.pathname);
    if (!params) continue;
    const body = await readBody(request, options.bodyLimit ?? 5_000_000);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value ?? '');
    return route.handle({
      method,
      url,
      params,
      headers,
      body,
      form: () => new URLSearchParams(body),
      json: () => {
        try {
          return JSON.parse(body);
        } catch (cause) {
          throw new BadBodyError('the body is not JSON', { cause });
        }
      },
    });
  }
  return text(`no route for ${method} ${url.pathname}`, 404);
}

function replyToError(error: unknown): HttpReply {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof BodyTooLargeError) return text(message, 413, { connection: 'close' });
  if (error instanceof BadBodyError || error instanceof URIError) return text(message, 400);
  return text(message, 500);
}

function send(reply: HttpReply, request: IncomingMessage, response: ServerResponse): void {
  if ('take' in reply) {
    reply.take(request, response);
    return;
  }
  response.writeHead(reply.status, { 'content-length': Buffer.byteLength(reply.body), ...reply.headers });
  response.end(request.method === 'HEAD' ? '' : reply.body);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Starts a server and resolves once it listens; rejects with Node's own error when the port is taken. */
export async function startServer(options: ServerOptions): Promise<HttpServer> {
  const host = options.host ?? '127.0.0.1';
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const sockets = new Set<Duplex>();
  const server = createServer((request, response) => {
    answer(request, options, `http://${shownHost}`)
      .catch(replyToError)
      .then((reply) => send(reply, request, response));
  });
  server.on('upgrade', (request, socket, head) => {
    if (!options.onUpgrade) {
      socket.destroy();
      return;
    }
    // Node forgets about a socket once it is upgraded, so close() has to remember it.
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    options.onUpgrade(request, socket, head);
  });
  const port = await listen(server, options.port ?? 0, host);
  return {
    port,
    url: `http://${shownHost}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}
