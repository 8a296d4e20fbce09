/** What becomes of the Slack SDK's errors: who is to blame, and whether it may have happened all the same. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createSlack } from '../../../src/adapters/slack/slack.ts';
import type { SlackError } from '../../../src/errors.ts';
import type { Slack } from '../../../src/ports.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';

const calls: [string, string][] = [];
const quiet = () => undefined;
const metrics = { slackCalled: (method: string, outcome: string) => void calls.push([method, outcome]) } as never;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  calls.length = 0;
});

interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  hangsUp?: boolean;
}

/** A Slack that answers everything the same way, and counts. */
async function slackThat(reply: Reply): Promise<{ slack: Slack; origin: string; times: () => number }> {
  let times = 0;
  server = createServer((request, response) => {
    times += 1;
    if (reply.hangsUp) request.socket.destroy();
    else response.writeHead(reply.status ?? 200, reply.headers).end(reply.body ?? '{"ok":true}');
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const slack = createSlack({ botToken: 'xoxb-1', apiUrl: `${origin}/api/` }, metrics, log, createMovableClock());
  return { slack, origin, times: () => times };
}

const message = { text: 'hello', blocks: [] };
const failureOf = async (slack: Slack): Promise<SlackError> =>
  slack.postMessage('T1', 'D1', message).then(
    () => {
      throw new Error('it did not fail');
    },
    (error: SlackError) => error,
  );

describe('a failed call', () => {
  test.each([
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '7' } }, 'ratelimited', false, 7_000],
    ['429 without Retry-After', { status: 429 }, 'ratelimited', false, null],
    ['“ratelimited” in words', { body: '{"ok":false,"error":"ratelimited"}' }, 'ratelimited', false, null],
    ['500', { status: 500 }, 'http_500', true, null],
    ['404', { status: 404 }, 'http_404', false, null],
    ['internal_error', { body: '{"ok":false,"error":"internal_error"}' }, 'internal_error', true, null],
    ['invalid_blocks', { body: '{"ok":false,"error":"invalid_blocks"}' }, 'invalid_blocks', false, null],
    ['HTML', { body: '<html>oops</html>' }, 'unreadable', true, null],
    ['a broken connection', { hangsUp: true }, 'unreachable', true, null],
    ['ok without a ts', { body: '{"ok":true}' }, 'unreadable', true, null],
  ] as const)(
    '(%s) is made once, and says whether it may be done',
    async (_what, reply, name, isUnknown, retryAfterMs) => {
      const { slack, times } = await slackThat(reply);
      const failure = await failureOf(slack);
      expect(failure).toMatchObject({ slackError: name, isOutcomeUnknown: isUnknown, retryAfterMs });
      expect(times()).toBe(1);
    },
  );

  test('that never left was not done', async () => {
    const { slack } = await slackThat({});
    await new Promise((resolve) => server?.close(resolve));
    expect(await failureOf(slack)).toMatchObject({ slackError: 'unreachable', isOutcomeUnknown: false });
  });

  test.each([
    ['token_revoked', true, false],
    ['account_inactive', true, false],
    ['missing_scope', true, false],
    ['user_disabled', false, true],
    ['channel_not_found', false, true],
    ['restricted_action', false, false],
  ])('%s: of the token %s, of the recipient %s', async (error, isTokenRefused, isAboutRecipient) => {
    const { slack } = await slackThat({ body: JSON.stringify({ ok: false, error, needed: 'chat:write' }) });
    expect(await failureOf(slack)).toMatchObject({ slackError: error, isTokenRefused, isAboutRecipient });
    expect(calls).toEqual([['chat.postMessage', error]]);
  });

  test('holds up no other call: a 429 does not stop what follows', async () => {
    const { slack, times } = await slackThat({ status: 429, headers: { 'retry-after': '60' } });
    await failureOf(slack);
    const began = Date.now();
    await failureOf(slack);
    expect(times()).toBe(2);
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});

test('a response URL is used only where Slack’s live', async () => {
  const { slack, origin, times } = await slackThat({});
  for (const url of ['https://evil.example/x', 'https://hooks.slack.com.evil.example/', 'nonsense'])
    await expect(slack.respond('T1', url, message, false)).rejects.toMatchObject({
      slackError: 'response_url_refused',
    });
  expect(times()).toBe(0);
  await slack.respond('T1', `${origin}/actions/1`, message, false);
  expect(times()).toBe(1);
});
