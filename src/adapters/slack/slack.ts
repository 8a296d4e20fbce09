/** The Slack port on Slack's own web client: counted, bounded in time, never retried behind our back. */

import { webApi } from '@slack/bolt';
import { SlackError } from '../../errors.ts';
import type { Log, Member, Metrics, Slack, SlackMessage } from '../../ports.ts';
import { toSlackError } from './failures.ts';
import { sdkLogger } from './sdk-log.ts';
import { channelOpened, historyPage, identity, memberAnswer, memberPage, messagePosted, viewOpened } from './shapes.ts';

/** While somebody waits with a trigger ID that lives three seconds. */
const hurriedTimeoutMs = 2_500;
const patientTimeoutMs = 10_000;
const memberPageSize = 200;
/** A member list is read at most this fast: Slack allows twenty pages a minute (tier 2). */
const betweenPagesMs = 3_100;

export function createSlack(
  settings: { botToken: string; apiUrl: string },
  metrics: Metrics,
  log: Log,
  pause: (ms: number) => Promise<void>,
): Slack {
  const client = (timeout: number): webApi.WebClient =>
    new webApi.WebClient(settings.botToken, {
      slackApiUrl: settings.apiUrl,
      timeout,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: sdkLogger(log, 'slack_web_api'),
    });
  const hurried = client(hurriedTimeoutMs);
  const patient = client(patientTimeoutMs);

  const call = async (web: webApi.WebClient, method: string, args: Record<string, unknown>): Promise<unknown> => {
    try {
      const answer = await web.apiCall(method, args);
      metrics.slackCalled(method, 'ok');
      return answer;
    } catch (error) {
      const failure = toSlackError(error);
      metrics.slackCalled(method, failure.slackError);
      throw failure;
    }
  };
  const parse = <T>(shape: { parse(answer: unknown): T }, answer: unknown): T => {
    try {
      return shape.parse(answer);
    } catch (cause) {
      throw new SlackError('unreadable', { isOutcomeUnknown: true }, { cause });
    }
  };

  return {
    identify: async () => parse(identity, await call(patient, 'auth.test', {})),

    openView: async (_teamId, triggerId, view) =>
      parse(viewOpened, await call(hurried, 'views.open', { trigger_id: triggerId, view })),

    updateView: async (_teamId, viewId, view) => {
      try {
        await call(patient, 'views.update', { view_id: viewId, view });
        return 'updated';
      } catch (error) {
        if (error instanceof SlackError && error.slackError === 'not_found') return 'closed';
        throw error;
      }
    },

    publishHome: async (_teamId, slackUserId, view) => {
      await call(patient, 'views.publish', { user_id: slackUserId, view });
    },

    openDm: async (_teamId, slackUserId) =>
      parse(channelOpened, await call(patient, 'conversations.open', { users: slackUserId })),

    postMessage: async (_teamId, channel, message) =>
      parse(messagePosted, await call(patient, 'chat.postMessage', { channel, ...body(message) })),

    updateMessage: async (_teamId, channel, ts, message) => {
      await call(patient, 'chat.update', { channel, ts, ...body(message) });
    },

    findMessage: async (_teamId, channel, messageId, sinceMs) => {
      let cursor: string | undefined;
      do {
        const page = parse(
          historyPage,
          await call(patient, 'conversations.history', {
            channel,
            oldest: (sinceMs / 1000).toFixed(6),
            inclusive: true,
            include_all_metadata: true,
            limit: 100,
            ...(cursor ? { cursor } : {}),
          }),
        );
        const found = page.messages.find((message) => message.messageId === messageId);
        if (found) return found.ts;
        cursor = page.nextCursor;
      } while (cursor);
      return null;
    },

    respond: (_teamId, responseUrl, message, replaceOriginal) =>
      respond(settings.apiUrl, responseUrl, { ...body(message), replace_original: replaceOriginal }, metrics),

    member: async (_teamId, slackUserId) =>
      parse(memberAnswer, await call(hurried, 'users.info', { user: slackUserId })),

    members: async () => {
      const found: Member[] = [];
      let cursor: string | undefined;
      do {
        const page = parse(
          memberPage,
          await call(patient, 'users.list', { limit: memberPageSize, ...(cursor ? { cursor } : {}) }),
        );
        found.push(...page.members);
        cursor = page.nextCursor;
        if (cursor) await pause(betweenPagesMs);
      } while (cursor);
      return found;
    },
  };
}

/** A link in a message is for its reader alone: Slack must not fetch it. */
function body(message: SlackMessage): Record<string, unknown> {
  return {
    text: message.text,
    blocks: message.blocks,
    unfurl_links: false,
    unfurl_media: false,
    ...(message.metadata ? { metadata: message.metadata } : {}),
  };
}

/** Where Slack's response URLs live, besides the host of SLACK_API_URL. */
const responseHost = 'hooks.slack.com';

async function respond(apiUrl: string, responseUrl: string, message: unknown, metrics: Metrics): Promise<void> {
  const host = URL.canParse(responseUrl) ? new URL(responseUrl).host : '';
  if (host !== responseHost && host !== new URL(apiUrl).host) {
    throw new SlackError('response_url_refused', { isOutcomeUnknown: false });
  }
  try {
    const answer = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', ...(message as object) }),
      redirect: 'error',
      signal: AbortSignal.timeout(patientTimeoutMs),
    });
    if (!answer.ok) throw new SlackError(`response_url_${answer.status}`, { isOutcomeUnknown: false });
    metrics.slackCalled('response_url', 'ok');
  } catch (error) {
    const failure = toSlackError(error);
    metrics.slackCalled('response_url', failure.slackError);
    throw failure;
  }
}
