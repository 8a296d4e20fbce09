/** The Slack port on Slack's own web client: counted, bounded in time, never retried behind our back. */

import { SlackError } from '../../errors.ts';
import type { Clock, Log, Metrics, Slack, SlackMessage } from '../../ports.ts';
import { createAudiences } from './audiences.ts';
import { toSlackError } from './failures.ts';
import { createFiles } from './files.ts';
import { anything, channelOpened, historyPage, identity, messagePosted, viewOpened } from './shapes.ts';
import { createWebCalls, patientTimeoutMs } from './web-calls.ts';

export function createSlack(
  settings: { botToken: string; apiUrl: string },
  metrics: Metrics,
  log: Log,
  clock: Pick<Clock, 'now' | 'after'>,
): Slack {
  const calls = createWebCalls(settings, metrics, log, clock);
  const { hurried, patient } = calls;

  const redrawView: Slack['redrawView'] = async (_teamId, viewId, view, hash) => {
    try {
      const args = { view_id: viewId, view, ...(hash === null ? {} : { hash }) };
      const shown = await patient('views.update', args, viewOpened);
      return { outcome: 'updated', hash: shown.hash };
    } catch (error) {
      if (error instanceof SlackError && error.slackError === 'not_found') return { outcome: 'closed' };
      if (error instanceof SlackError && error.slackError === 'hash_conflict') return { outcome: 'changed' };
      throw error;
    }
  };

  return {
    ...createAudiences(calls, clock),
    ...createFiles(settings.apiUrl, calls, metrics),

    identify: () => patient('auth.test', {}, identity),

    openView: (_teamId, triggerId, view) => hurried('views.open', { trigger_id: triggerId, view }, viewOpened),

    pushView: (_teamId, triggerId, view) => hurried('views.push', { trigger_id: triggerId, view }, viewOpened),

    redrawView,

    updateView: async (teamId, viewId, view) => {
      const { outcome } = await redrawView(teamId, viewId, view, null);
      return outcome === 'closed' ? 'closed' : 'updated';
    },

    publishHome: async (_teamId, slackUserId, view) => {
      await patient('views.publish', { user_id: slackUserId, view }, anything);
    },

    openDm: (_teamId, slackUserId) => patient('conversations.open', { users: slackUserId }, channelOpened),

    postMessage: (_teamId, channel, message) =>
      patient('chat.postMessage', { channel, ...body(message) }, messagePosted),

    updateMessage: async (_teamId, channel, ts, message) => {
      await patient('chat.update', { channel, ts, ...body(message) }, anything);
    },

    findMessage: async (_teamId, channel, messageId, sinceMs) => {
      const asked = {
        channel,
        oldest: (sinceMs / 1000).toFixed(6),
        inclusive: true,
        include_all_metadata: true,
        limit: 100,
      };
      let cursor: string | undefined;
      do {
        const args = { ...asked, ...(cursor ? { cursor } : {}) };
        const page = await patient('conversations.history', args, historyPage);
        const found = page.messages.find((message) => message.messageId === messageId);
        if (found) return found.ts;
        cursor = page.nextCursor;
      } while (cursor);
      return null;
    },

    respond: (_teamId, responseUrl, message, replaceOriginal) =>
      respond(settings.apiUrl, responseUrl, { ...body(message), replace_original: replaceOriginal }, metrics),
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
