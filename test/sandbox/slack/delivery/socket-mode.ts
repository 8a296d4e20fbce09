/** The server side of Socket Mode: tickets, connections, envelopes and their acknowledgements. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../../../src/ports.ts';
import type { Changes } from '../changes.ts';
import type { Ids } from '../ids.ts';
import { isObject, type JsonObject, stringOf } from '../json.ts';
import { type Ack, ackLimitMs, type Delivery, failure } from './delivery.ts';

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

export interface SocketMode {
  /** Open connections that still take payloads. */
  connections(): number;
  /** True once a bot has connected, even when none is connected now. */
  used(): boolean;
  /** Makes the next bot start over as one that never connected. */
  forget(): void;
  /** A single-use address to connect to. */
  issueUrl(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Gives the payload to one of the connections; never rejects. */
  send(delivery: Delivery): Promise<Ack>;
  /** Asks every connection to go; a bot connects again by itself. */
  disconnect(reason: DisconnectReason): void;
  /** Cuts every connection without a word. */
  drop(): void;
}

interface Connection {
  socket: WebSocket;
  leaving: boolean;
}

interface Waiting {
  connection: Connection;
  delivery: Delivery;
  /** Null once the time was up. */
  finish: ((ack: Ack) => void) | null;
}

const maxConnections = 10;

/** Socket Mode for one app. `socketUrl` gives `ws://host:port`. */
export function createSocketMode(
  clock: Clock,
  ids: Ids,
  changes: Changes,
  appId: () => string,
  socketUrl: () => string,
): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections = new Set<Connection>();
  const waiting = new Map<string, Waiting>();
  let everConnected = false;
  let turn = 0;

  const usable = (): Connection[] => [...connections].filter((connection) => !connection.leaving);
  const host = 'wss-sandbox';

  const receive = (data: string): void => {
    let message: unknown;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (!isObject(message)) return;
    const id = stringOf(message.envelope_id);
    const entry = waiting.get(id);
    if (!entry) return;
    waiting.delete(id);
    const { payload } = message;
    const answered = entry.delivery.acceptsPayload && isObject(payload) && Object.keys(payload).length > 0;
    const body = answered ? (payload as JsonObject) : null;
    if (entry.finish) entry.finish({ acked: true, body });
    else entry.delivery.onLateAck?.(body);
  };

  const gone = (connection: Connection): void => {
    connections.delete(connection);
    for (const [id, entry] of waiting) {
      if (entry.connection !== connection) continue;
      waiting.delete(id);
      entry.finish?.(failure('connection_failed'));
    }
    changes.notify();
  };

  const accept = (socket: WebSocket): void => {
    const connection: Connection = { socket, leaving: false };
    socket.on('message', (data, isBinary) => {
      if (!isBinary) receive(data.toString());
    });
    socket.on('close', () => gone(connection));
    socket.on('error', () => socket.terminate());
    if (usable().length >= maxConnections) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: { host } }));
      return;
    }
    connections.add(connection);
    everConnected = true;
    const hello = {
      type: 'hello',
      num_connections: connections.size,
      debug_info: { host, started: new Date(clock.now()).toISOString(), approximate_connection_time: 18060 },
      connection_info: { app_id: appId() },
    };
    socket.send(JSON.stringify(hello));
    changes.notify();
  };

  return {
    connections: () => usable().length,
    used: () => everConnected,
    forget: () => {
      everConnected = false;
    },
    issueUrl: () => {
      const ticket = ids.uuid();
      tickets.add(ticket);
      return `${socketUrl()}/link/?ticket=${ticket}&app_id=${appId()}`;
    },
    upgrade: (request, socket, head) => {
      const url = new URL(request.url ?? '/', 'ws://localhost');
      if (url.pathname !== '/link/' || !tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, accept);
    },
    send: (delivery) => {
      const candidates = usable();
      turn += 1;
      const connection = candidates[turn % candidates.length];
      if (!connection) return Promise.resolve(failure('not_connected'));
      const id = ids.uuid();
      return new Promise((resolve) => {
        const stopWaiting = clock.after(ackLimitMs, () => {
          entry.finish = null;
          resolve(failure('http_timeout'));
        });
        const entry: Waiting = {
          connection,
          delivery,
          finish: (ack) => {
            stopWaiting();
            resolve(ack);
          },
        };
        waiting.set(id, entry);
        const { kind, payload, acceptsPayload, retry } = delivery;
        const tries = kind === 'events_api' ? { retry_attempt: retry.number, retry_reason: retry.reason } : {};
        const envelope = { envelope_id: id, type: kind, accepts_response_payload: acceptsPayload, ...tries, payload };
        connection.socket.send(JSON.stringify(envelope));
      });
    },
    disconnect: (reason) => {
      for (const connection of usable()) {
        connection.leaving = true;
        connection.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host } }));
      }
      changes.notify();
    },
    drop: () => {
      for (const { socket } of connections) socket.terminate();
    },
  };
}
