import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  AddressUnusable,
  type HttpRoute,
  type HttpServer,
  readBody,
  startHttpServer,
} from '../../src/operations/http-server.ts';
import { createMovableClock, type MovableClock } from '../sandbox/movable-clock.ts';

const limitBytes = 256 * 1024;
const failures: string[] = [];
let clock: MovableClock;
let server: HttpServer;
let release: () => void;

beforeEach(async () => {
  failures.length = 0;
  clock = createMovableClock();
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const routes: HttpRoute[] = [
    { method: 'GET', path: '/here', handle: async () => ({ status: 200, body: 'here' }) },
    {
      method: 'POST',
      path: '/body',
      handle: async (incoming) => {
        const body = await readBody(incoming, limitBytes);
        return body === null ? { status: 413, body: 'too long' } : { status: 200, body: String(body.length) };
      },
    },
    { method: 'GET', path: '/broken', handle: () => Promise.reject(new Error('canary of an inner error')) },
    {
      method: 'GET',
      path: '/slow',
      handle: async () => {
        await held;
        return { status: 200, body: 'at last' };
      },
    },
  ];
  server = await startHttpServer(clock, { host: '127.0.0.1', port: 0 }, routes, (_error, path) => failures.push(path));
});
afterEach(async () => {
  release();
  await server.stop(0);
  clock.stop();
});

const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;
const statusOf = async (path: string, init: RequestInit = {}) => (await fetch(url(path), init)).status;

test('a route answers to its method, path and any query; everything else is not found', async () => {
  expect(await statusOf('/here?nonce=1')).toBe(200);
  expect(await statusOf('/nowhere')).toBe(404);
  expect(await statusOf('/here/')).toBe(404);
  expect(await statusOf('/here', { method: 'POST', body: 'x' })).toBe(404);
});

test('HEAD answers like GET, without a body', async () => {
  const answer = await fetch(url('/here'), { method: 'HEAD' });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('');
});

test('a request line that is no address is not found, and the next one is answered', async () => {
  const said = await new Promise<string>((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.end('GET //[ HTTP/1.1\r\nHost: x\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('close', () => resolve(text));
  });
  expect(said).toMatch(/^HTTP\/1\.1 404 /);
  expect(await statusOf('/here')).toBe(200);
});

test('an error inside is a bare 500 that tells the log where', async () => {
  const answer = await fetch(url('/broken'));
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('canary');
  expect(failures).toEqual(['/broken']);
});

test('a body up to the limit is read; a longer one is answered with 413, not with a broken connection', async () => {
  const post = (bytes: number) => statusOf('/body', { method: 'POST', body: Buffer.alloc(bytes) });
  expect(await post(limitBytes)).toBe(200);
  expect(await post(limitBytes + 1)).toBe(413);
  expect(await post(2 * 1024 * 1024)).toBe(413);
});

test('a body of unsaid length is measured as it comes', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (pieces: number) =>
    new Promise<number | undefined>((resolve, reject) => {
      const outgoing = request(url('/body'), { method: 'POST', agent }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      });
      outgoing.on('error', reject);
      for (let piece = 0; piece < pieces; piece += 1) outgoing.write(Buffer.alloc(64 * 1024));
      outgoing.end();
    });
  expect(await post(5)).toBe(413);
  expect(await post(3)).toBe(200);
  agent.destroy();
});

test('stopping closes connections that only wait for a next request', async () => {
  const agent = new Agent({ keepAlive: true });
  const closed = new Promise<void>((resolve) => {
    request(url('/here'), { agent }, (answer) => {
      answer.socket.once('close', () => resolve());
      answer.resume();
    }).end();
  });
  await expect.poll(() => Object.keys(agent.freeSockets).length).toBe(1);
  await server.stop(60_000);
  await closed;
  agent.destroy();
  await expect(fetch(url('/here'))).rejects.toThrow();
});

test('stopping lets a request at work be answered first', async () => {
  const answer = fetch(url('/slow'));
  await expect.poll(() => statusOf('/here')).toBe(200);
  const stopped = server.stop(60_000);
  release();
  expect(await (await answer).text()).toBe('at last');
  await stopped;
});

test('stopping waits no longer than it was given', async () => {
  const answer = fetch(url('/slow'));
  const broken = expect(answer).rejects.toThrow();
  await expect.poll(() => statusOf('/here')).toBe(200);
  const stopped = server.stop(60_000);
  clock.advance(60_000);
  await stopped;
  await broken;
});

test.each([
  ['a port that is taken', '127.0.0.1', () => server.port, /^PORT \d+ is taken/],
  ['a host that is no address here', '192.0.2.1', () => 0, /^HOST 192\.0\.2\.1 /],
])('%s is said in words', async (_what, host, port, words) => {
  const start = startHttpServer(clock, { host, port: port() }, [], () => undefined);
  await expect(start).rejects.toThrow(AddressUnusable);
  await expect(start).rejects.toThrow(words);
});
