/** Deliveries over HTTP, signed, with the content types that Slack sends. */

import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '../../../../src/ports.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type Ack, ackLimitMs, type Delivery, failure } from './delivery.ts';
import { signatureOf } from './signature.ts';

const form = 'application/x-www-form-urlencoded';

/** The body and content type of a delivery. */
function encode(delivery: Delivery): { body: string; contentType: string } {
  if (delivery.kind === 'events_api') {
    return { body: JSON.stringify(delivery.payload), contentType: 'application/json' };
  }
  const fields = delivery.kind === 'interactive' ? { payload: JSON.stringify(delivery.payload) } : delivery.payload;
  return { body: new URLSearchParams(fields as Record<string, string>).toString(), contentType: form };
}

function readAck(body: string, contentType: string): JsonObject | null {
  if (body === '') return null;
  if (!contentType.startsWith('application/json')) return { text: body };
  const parsed: unknown = JSON.parse(body);
  return isObject(parsed) ? parsed : { text: body };
}

async function readAnswer(response: IncomingMessage): Promise<Ack> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const status = response.statusCode ?? 0;
  if (status < 200 || status >= 300) {
    return { acked: false, reason: 'http_error', status, noRetry: response.headers['x-slack-no-retry'] === '1' };
  }
  return {
    acked: true,
    body: readAck(Buffer.concat(chunks).toString('utf8'), response.headers['content-type'] ?? ''),
  };
}

/** Headers that prove where a body comes from. Signatures keep the machine's time, whatever the sandbox's clock says. */
export function signedHeaders(signingSecret: string, body: string, contentType: string): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000);
  return {
    'content-type': contentType,
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    accept: 'application/json,*/*',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signatureOf(signingSecret, timestamp, body),
  };
}

/** Sends one delivery and resolves with the answer, a failure, or a time-out; never rejects. */
export function sendOverHttp(url: string, signingSecret: string, delivery: Delivery, clock: Clock): Promise<Ack> {
  const { body, contentType } = encode(delivery);
  const { number, reason } = delivery.retry;
  const retry = number > 0 ? { 'x-slack-retry-num': String(number), 'x-slack-retry-reason': reason } : {};
  return new Promise((resolve) => {
    const open = url.startsWith('https:') ? httpsRequest : httpRequest;
    // A connection of its own each time: Bolt leaves a kept-alive one unusable after it refused a body.
    const request = open(url, {
      method: 'POST',
      agent: false,
      headers: { ...signedHeaders(signingSecret, body, contentType), ...retry },
    });
    const finish = (ack: Ack): void => {
      stopWaiting();
      resolve(ack);
    };
    const stopWaiting = clock.after(ackLimitMs, () => {
      finish(failure('http_timeout'));
      request.destroy();
    });
    request.on('error', () => finish(failure('connection_failed')));
    request.on('response', (response) => {
      readAnswer(response).then(finish, () => finish(failure('connection_failed')));
    });
    request.end(body);
  });
}
