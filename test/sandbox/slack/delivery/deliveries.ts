/** Takes payloads to the bot, over Socket Mode once a bot has connected that way, over HTTP otherwise. */

import type { Clock } from '../../../../src/ports.ts';
import type { Changes } from '../changes.ts';
import { copy, type JsonObject } from '../json.ts';
import { type Ack, type Delivery, failure } from './delivery.ts';
import { sendOverHttp } from './http-transport.ts';
import type { SocketMode } from './socket-mode.ts';

/** One delivery that is over, for tests and for the face. */
export interface DeliveryRecord {
  kind: Delivery['kind'];
  payload: JsonObject;
  retry: number;
  ack: Ack;
  /** Real milliseconds until the answer. */
  tookMs: number;
}

export interface Deliveries {
  /** Where the bot listens; null: nowhere. Ends Socket Mode until a bot connects again. */
  deliverTo(url: string | null): void;
  requestUrl(): string | null;
  send(delivery: Delivery): Promise<Ack>;
  command(fields: JsonObject, onLateAck: (body: JsonObject | null) => void): Promise<Ack>;
  interactive(payload: JsonObject, acceptsPayload: boolean): Promise<Ack>;
  records: DeliveryRecord[];
}

/** The deliveries of one app. */
export function createDeliveries(
  clock: Clock,
  changes: Changes,
  socket: SocketMode,
  signingSecret: string,
  requestUrl: string | null,
): Deliveries {
  let target = requestUrl;
  const records: DeliveryRecord[] = [];
  const send = async (delivery: Delivery): Promise<Ack> => {
    const startedAt = performance.now();
    const ack = await carry(delivery);
    const { kind, payload, retry } = delivery;
    records.push({ kind, payload: copy(payload), retry: retry.number, ack, tookMs: performance.now() - startedAt });
    changes.notify();
    return ack;
  };
  const carry = (delivery: Delivery): Promise<Ack> => {
    if (socket.used()) return socket.send(delivery);
    if (target === null) return Promise.resolve(failure('not_connected'));
    return sendOverHttp(target, signingSecret, delivery, clock);
  };
  const first = { number: 0, reason: '' };
  return {
    deliverTo: (url) => {
      target = url;
      socket.forget();
    },
    requestUrl: () => target,
    send,
    command: (payload, onLateAck) =>
      send({ kind: 'slash_commands', payload, acceptsPayload: true, retry: first, onLateAck }),
    interactive: (payload, acceptsPayload) => send({ kind: 'interactive', payload, acceptsPayload, retry: first }),
    records,
  };
}
