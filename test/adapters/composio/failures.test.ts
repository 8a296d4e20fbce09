/** Every way in which Composio fails, told apart by the errors that its real SDK throws. */

import { describe, expect, test } from 'vitest';
import { toComposioError } from '../../../src/adapters/composio/failures.ts';
import { ComposioError } from '../../../src/errors.ts';
import type { Fault } from '../../sandbox/composio/faults.ts';
import { freePort } from '../../sandbox/free-port.ts';
import { startConnections, teamId } from './sdk-connections.ts';

const secret = 'canary/secret+1"2';
const given = {
  name: 'Gong Connect 1',
  clientId: 'CLIENT',
  clientSecret: secret,
  scopes: ['api:users:read'],
  redirectUri: 'https://backend.composio.dev/api/v1/auth-apps/add',
};

const failureOf = async (work: Promise<unknown>): Promise<ComposioError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ComposioError)) throw new Error(`not a ComposioError: ${String(error)}`);
  return error;
};

describe('a write', () => {
  test.each<[string, Fault, Partial<ComposioError>]>([
    [
      '400',
      { kind: 'http', status: 400 },
      { failure: 'bad_request', isOutcomeUnknown: false, detail: 'Ordered fault' },
    ],
    ['401', { kind: 'http', status: 401 }, { failure: 'key_refused', isOutcomeUnknown: false }],
    ['402', { kind: 'http', status: 402 }, { failure: 'bad_request', isOutcomeUnknown: false }],
    ['403', { kind: 'http', status: 403 }, { failure: 'key_refused', isOutcomeUnknown: false }],
    ['404', { kind: 'http', status: 404 }, { failure: 'not_found', isOutcomeUnknown: false }],
    ['404 by a proxy', { kind: 'http', status: 404, body: '<h1>no</h1>' }, { failure: 'unreadable', status: 404 }],
    ['404 of another shape', { kind: 'http', status: 404, body: { detail: 'no' } }, { failure: 'unreadable' }],
    ['408', { kind: 'http', status: 408 }, { failure: 'slow', isOutcomeUnknown: true }],
    ['409', { kind: 'http', status: 409 }, { failure: 'bad_request', isOutcomeUnknown: false }],
    ['422', { kind: 'http', status: 422 }, { failure: 'bad_request', isOutcomeUnknown: false }],
    [
      '429 with its bare body',
      { kind: 'rate_limited', retryAfterSeconds: 12 },
      { failure: 'rate_limited', isOutcomeUnknown: false, retryAfterMs: 12_000, detail: null },
    ],
    ['500', { kind: 'http', status: 500 }, { failure: 'down', isOutcomeUnknown: true }],
    ['503 with an HTML body', { kind: 'http', status: 503, body: '<h1>no</h1>' }, { failure: 'down', detail: null }],
    ['HTML', { kind: 'html' }, { failure: 'unreadable', isOutcomeUnknown: true }],
    ['half an answer', { kind: 'truncated' }, { failure: 'unreadable', isOutcomeUnknown: true }],
    ['an empty object', { kind: 'http', status: 200, body: {} }, { failure: 'unreadable', isOutcomeUnknown: true }],
    ['a reset after it was done', { kind: 'reset' }, { failure: 'down', isOutcomeUnknown: true }],
    ['a reset before', { kind: 'reset-before' }, { failure: 'down', isOutcomeUnknown: true }],
  ])('that ends in %s is told as such, and sent once', async (_what, fault, expected) => {
    const { connections, composio } = await startConnections();
    composio.faults.add('POST /auth_configs', fault);
    expect(await failureOf(connections.createAuthConfig(teamId, given))).toMatchObject(expected);
    expect(composio.requests.map(({ method }) => method)).toEqual(['POST']);
  });

  test('to nobody is known not to have been done', async () => {
    const { connections } = await startConnections({}, { baseUrl: `http://127.0.0.1:${await freePort()}` });
    const error = await failureOf(connections.createAuthConfig(teamId, given));
    expect(error).toMatchObject({ failure: 'down', isOutcomeUnknown: false });
  });

  test('with a wrong key is refused', async () => {
    const { connections } = await startConnections({}, { apiKey: 'ak_wrong' });
    const error = await failureOf(connections.createAuthConfig(teamId, given));
    expect(error).toMatchObject({ failure: 'key_refused', detail: 'Invalid API key' });
    expect(error.requestId).not.toBeNull();
  });

  test('keeps the secret out of what Composio said, however it is spelt there', async () => {
    const { connections, composio } = await startConnections();
    const message = [secret, encodeURIComponent(secret), JSON.stringify(secret)].join(' | ');
    const body = { error: { message, request_id: 'req_7' } };
    composio.faults.add('POST /auth_configs', { kind: 'http', status: 400, body });
    const error = await failureOf(connections.createAuthConfig(teamId, given));
    expect(error).toMatchObject({ detail: '… | … | "…"', requestId: 'req_7' });
    expect(JSON.stringify([error, error.message, error.stack, String(error.cause)])).not.toContain('canary');
  });
});

describe('a read', () => {
  test('is tried once more', async () => {
    const { connections, composio, createAuthConfig } = await startConnections();
    const id = await createAuthConfig();
    composio.faults.add('GET /auth_configs/:id', { kind: 'http', status: 503 });
    expect(await connections.authConfig(teamId, id)).toMatchObject({ authConfigId: id });
  });

  test('fails after that', async () => {
    const { connections, composio } = await startConnections();
    composio.faults.add('GET /auth_configs', { kind: 'http', status: 503 }, 2);
    expect(await failureOf(connections.customAuthConfigs(teamId))).toMatchObject({ failure: 'down' });
    expect(composio.requests).toHaveLength(2);
  });
});

test('what is no error of Composio’s at all counts as unreadable, with an outcome that nobody knows', () => {
  for (const thrown of ['text', null, new Error('?'), { status: 'no number' }]) {
    expect(toComposioError(thrown)).toMatchObject({ failure: 'unreadable', isOutcomeUnknown: true });
  }
  const known = new ComposioError('slow', { isOutcomeUnknown: true });
  expect(toComposioError(known)).toBe(known);
});
