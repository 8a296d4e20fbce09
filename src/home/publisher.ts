/**
 * Publishes Home tabs: one person's one after the other, so that an older view never lands on a newer one, and paced
 * below Slack's limit. What fails is tried again a few times, and after that by the next opening.
 */

import { SlackError } from '../errors.ts';
import type { Cancel, Outside } from '../ports.ts';

/** Slack allows about a hundred views a minute (tier 4); a first few may go at once. */
const burst = 20;
const refillMs = 700;
/** One that hangs must not hold up the others. */
const atOnce = 4;
const mostTries = 4;
const firstPauseMs = 1_000;

export interface Publisher {
  /** Publishes soon what is true then; asked several times meanwhile, once. */
  publish(slackUserId: string): void;
  /** The same in front of all others: somebody is looking. */
  publishFirst(slackUserId: string): void;
  stop(): void;
}

/** @param send builds the view from what is known at that moment, and hands it to Slack */
export function createPublisher(
  { clock, log }: Pick<Outside, 'clock' | 'log'>,
  send: (slackUserId: string) => Promise<void>,
): Publisher {
  /** Who waits, in order, and how often it was tried for them; those who look go first. */
  const looking = new Map<string, number>();
  const waiting = new Map<string, number>();
  const beingSent = new Set<string>();
  const timers = new Set<Cancel>();
  let allowance = burst;
  let refilledAt = clock.now();
  let isWaitingForRefill = false;
  let isStopped = false;

  const later = (delayMs: number, action: () => void): void => {
    const cancel = clock.after(delayMs, () => {
      timers.delete(cancel);
      action();
    });
    timers.add(cancel);
  };

  const wait = (): void => {
    if (isWaitingForRefill) return;
    isWaitingForRefill = true;
    later(refillMs, () => {
      isWaitingForRefill = false;
      work();
    });
  };

  const want = (slackUserId: string, tries: number, isLooking = false): void => {
    if (isStopped) return;
    // What is wanted already shows what is true when it is sent.
    if (isLooking && !looking.has(slackUserId)) {
      looking.set(slackUserId, tries);
      waiting.delete(slackUserId);
    } else if (!looking.has(slackUserId) && !waiting.has(slackUserId)) waiting.set(slackUserId, tries);
    work();
  };

  const work = (): void => {
    const refills = Math.floor((clock.now() - refilledAt) / refillMs);
    allowance = Math.min(burst, allowance + refills);
    refilledAt += refills * refillMs;
    for (const queue of [looking, waiting]) {
      for (const [slackUserId, tries] of queue) {
        if (beingSent.size >= atOnce) return;
        if (beingSent.has(slackUserId)) continue;
        if (allowance < 1) {
          wait();
          return;
        }
        allowance -= 1;
        queue.delete(slackUserId);
        beingSent.add(slackUserId);
        void sendOne(slackUserId, tries);
      }
    }
  };

  const sendOne = async (slackUserId: string, tries: number): Promise<void> => {
    try {
      await send(slackUserId);
    } catch (error) {
      if (isStopped) return;
      const slackError = error instanceof SlackError ? error : null;
      if (tries + 1 >= mostTries || slackError?.isAboutRecipient || slackError?.isTokenRefused) {
        log.warn({ error, slackUserId }, 'the Home tab could not be published: the next opening does it');
      } else {
        later(slackError?.retryAfterMs ?? firstPauseMs * 2 ** tries, () => want(slackUserId, tries + 1));
      }
    } finally {
      beingSent.delete(slackUserId);
      if (!isStopped) work();
    }
  };

  return {
    publish: (slackUserId) => want(slackUserId, 0),
    publishFirst: (slackUserId) => want(slackUserId, 0, true),
    stop: () => {
      isStopped = true;
      for (const cancel of timers) cancel();
      timers.clear();
      looking.clear();
      waiting.clear();
    },
  };
}
