/** The outbox: takes owed messages one after the other, awaited ones first, and sees each of them through. */

import type { SlackError } from '../errors.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { OwedMessage } from '../model.ts';
import type { Composer, Lease, Outside } from '../ports.ts';
import { type DeliveryOutcome, deliver, isChannel } from './delivery.ts';
import { retryDelayMs } from './pacing.ts';
import { createThrottle } from './throttle.ts';

export interface Outbox extends Loop {
  /** Slack refuses the bot's token: nothing is delivered until it takes it again. */
  isTokenRefused(): boolean;
}

/** How many messages are on their way at once: one that hangs must not hold up the others. */
const atOnce = 4;
const claimMs = 60_000;
/** A send that a process began and died in is given this long to arrive before the DM is searched for it. */
const settleMs = 3_000;
const idleMs = 1_000;
const notYetMs = 500;
/** How often a refused token is tried again. */
const tokenProbeMs = 15_000;
/** When a 429 does not say how long. */
const usualSilenceMs = 30_000;

export function createOutbox(
  outside: Outside,
  given: {
    teamId: string;
    lease: Lease;
    composers: Readonly<Record<string, Composer>>;
    /** Told after Slack shows a message. */
    onShown: (message: OwedMessage) => void;
  },
): Outbox {
  const { clock, log, metrics, slack, store } = outside;
  const { teamId, lease } = given;
  const onTheirWay = new Map<string, Promise<void>>();
  const throttle = createThrottle(clock);
  const stopping = Promise.withResolvers<void>();
  let isStopping = false;
  let refusedAt: number | null = null;
  /** After a refusal one message goes ahead of the others. */
  let isProven = true;

  const isPost = (message: OwedMessage): boolean => message.ts === null;

  const settle = async (message: OwedMessage, fence: number, outcome: DeliveryOutcome): Promise<void> => {
    const now = clock.now();
    switch (outcome.kind) {
      case 'shown':
        isProven = true;
        await store.markShown(teamId, message.id, fence, outcome, now);
        metrics.messageShown(message.kind, outcome.wasPosted ? 'sent' : 'edited');
        given.onShown(message);
        return;
      case 'found':
        await store.markShown(teamId, message.id, fence, { ts: outcome.ts, revision: 0 }, now);
        metrics.messageShown(message.kind, 'sent');
        given.onShown(message);
        return;
      case 'moot':
        return store.endMessage(teamId, message.id, fence, 'moot', now);
      case 'later':
        return store.postponeMessage(teamId, message.id, fence, {
          nextTryAt: now + notYetMs,
          isSendUnknown: message.isSendUnknown,
          countsAsAttempt: false,
        });
      case 'silenced':
        return store.postponeMessage(teamId, message.id, fence, {
          nextTryAt: now + throttle.silenceMs(),
          isSendUnknown: outcome.isSendUnknown,
          countsAsAttempt: false,
        });
      case 'failed':
        return fail(message, fence, outcome.error, outcome.isSendUnknown);
    }
  };

  const fail = async (
    message: OwedMessage,
    fence: number,
    error: SlackError,
    isSendUnknown: boolean,
  ): Promise<void> => {
    const now = clock.now();
    const fields = { error, messageId: message.id, kind: message.kind, recipient: message.recipient };
    if (error.isAboutRecipient || (isChannel(message.recipient) && isChannelClosed(error))) {
      log.warn(fields, 'a message can never be delivered');
      metrics.messageEnded(message.kind);
      return store.endMessage(teamId, message.id, fence, error.slackError, now);
    }
    // The message is gone from Slack, or may not be edited any more: what it showed last stands.
    if (message.ts !== null && /^(message_not_found|cant_update_message|edit_window_closed)$/.test(error.slackError)) {
      log.warn(fields, 'a message can no longer be edited');
      return store.endMessage(teamId, message.id, fence, error.slackError, now);
    }
    if (error.isTokenRefused) {
      if (refusedAt === null) log.error(fields, 'Slack refuses the token: delivery stops until it takes it again');
      refusedAt = now;
      isProven = false;
      return store.postponeMessage(teamId, message.id, fence, {
        nextTryAt: now,
        isSendUnknown,
        countsAsAttempt: false,
      });
    }
    const isLimited = error.slackError === 'ratelimited';
    const delayMs = isLimited ? (error.retryAfterMs ?? usualSilenceMs) : retryDelayMs(message.attempts);
    if (isLimited) throttle.silence(delayMs);
    log.warn({ ...fields, delayMs }, 'a message will be tried again');
    return store.postponeMessage(teamId, message.id, fence, {
      nextTryAt: now + delayMs,
      isSendUnknown,
      countsAsAttempt: !isLimited,
    });
  };

  const send = async (message: OwedMessage, fence: number): Promise<void> => {
    const compose = given.composers[message.kind];
    if (!compose) {
      log.error({ kind: message.kind, messageId: message.id }, 'a message of an unknown kind');
      return store.endMessage(teamId, message.id, fence, 'unknown_kind', clock.now());
    }
    try {
      const outcome = await deliver(outside, message, compose, {
        storeChannel: (channel) => store.storeChannel(teamId, message.id, fence, channel),
        beforeSend: () => store.markSending(teamId, message.id, fence),
        turnToOpen: () => throttle.turn('open', stopping.promise),
        isSilenced: () => isStopping || refusedAt !== null || throttle.silenceMs() > 0,
      });
      await settle(message, fence, outcome);
    } catch (error) {
      log.error({ error, messageId: message.id, kind: message.kind }, 'a delivery broke off and will be tried again');
      await store.postponeMessage(teamId, message.id, fence, {
        nextTryAt: clock.now() + retryDelayMs(message.attempts),
        isSendUnknown: true,
        countsAsAttempt: true,
      });
    }
  };

  const tokenWorksAgain = async (): Promise<boolean> => {
    try {
      await slack.identify();
      log.info({}, 'Slack takes the token again');
      return true;
    } catch (error) {
      log.warn({ error }, 'Slack still refuses the token');
      return false;
    }
  };

  const loop = createLoop(outside, 'outbox', idleMs, async () => {
    const fence = lease.fence();
    if (fence === null) return undefined;
    if (refusedAt !== null) {
      const probeInMs = refusedAt + tokenProbeMs - clock.now();
      if (probeInMs > 0) return probeInMs;
      refusedAt = (await tokenWorksAgain()) ? null : clock.now();
      if (refusedAt !== null) return tokenProbeMs;
    }
    while (onTheirWay.size < (isProven ? atOnce : 1)) {
      if (throttle.silenceMs() > 0) return throttle.silenceMs();
      const allow = { posts: throttle.waitMs('post') === 0, edits: throttle.waitMs('edit') === 0 };
      if (!allow.posts && !allow.edits) return Math.min(throttle.waitMs('post'), throttle.waitMs('edit'));
      const now = clock.now();
      const message = await store.claimMessage(
        teamId,
        {
          holder: lease.holder,
          fence,
          until: now + claimMs,
          abandonedUntil: now + claimMs - settleMs,
          except: [...onTheirWay.keys()],
        },
        allow,
        now,
      );
      if (!message) return undefined;
      throttle.spend(isPost(message) ? 'post' : 'edit');
      const sending = send(message, fence)
        .catch((error: unknown) => log.error({ error, messageId: message.id }, 'a message could not be put back'))
        .finally(() => {
          onTheirWay.delete(message.id);
          loop.wake();
        });
      onTheirWay.set(message.id, sending);
    }
    return undefined;
  });

  return {
    wake: loop.wake,
    stop: async () => {
      isStopping = true;
      stopping.resolve();
      await loop.stop();
      await Promise.all(onTheirWay.values());
    },
    isTokenRefused: () => refusedAt !== null,
  };
}

/** A rule of the channel or the workspace lets the app post no more there (Slack: chat.postMessage, errors). */
function isChannelClosed({ slackError }: SlackError): boolean {
  return slackError.startsWith('restricted_action');
}
