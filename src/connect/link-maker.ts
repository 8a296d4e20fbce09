/**
 * Makes the links that were asked for, once their DM stands. A link lives in memory alone: one that a crash took is
 * made afresh, and what Composio still has of it is deleted first.
 */

import { linkLifetimeMs } from '../attempt.ts';
import type { AccessList } from '../connections-port.ts';
import { ComposioError } from '../errors.ts';
import { createLoop, type Loop } from '../loop.ts';
import { type Attempt, companyOwner, dmRefusedReason, pausedReason } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';

export interface LinkMaker extends Loop {
  /** The live link of an attempt; null: there is none in this process. */
  linkOf(attemptId: string): string | null;
}

/** What is different about a link for the whole company. */
export interface CompanyLinks {
  /** Who may use the account that comes of it. */
  accessList(): Promise<AccessList>;
  /** Composio refused to share: nothing is left there. */
  onRefused(attempt: Attempt): Promise<void>;
}

const idleMs = 1_000;
/** The pause after a look or a deletion that failed. */
const retryMs = 5_000;

export function createLinkMaker(
  outside: Outside,
  given: { teamId: string; lease: Lease; publicUrl: string | null; company: CompanyLinks; onChanged: () => void },
): LinkMaker {
  const { store, connections, clock, log } = outside;
  const { teamId } = given;
  const links = new Map<string, { url: string; expiresAt: number }>();
  const beingMade = new Map<string, Promise<void>>();
  /** Those whose making broke off, for a reason that has nothing to do with Composio's answer to the request. */
  const notBefore = new Map<string, number>();
  /** Shown by a process that did not live to write it down, and opened by the person: theirs to finish. */
  const opened = new Set<string>();

  const make = async (attempt: Attempt): Promise<void> => {
    try {
      const person = await store.statusOf(teamId, attempt.approver);
      const externalUserId = person.person?.externalUserId;
      if (externalUserId === undefined) throw new Error('an attempt without a person');
      // A request that was sent before left no answer: what came of it is deleted, since its link is lost.
      const since = clock.now() - linkLifetimeMs;
      const isLost = attempt.requestedAt !== null || (await store.hasLostRequest(teamId, attempt.approver, since));
      if (isLost) await deleteLost(attempt, externalUserId);
      await store.markLinkRequested(teamId, attempt.id, clock.now());
      const link = await connections.createLink(teamId, {
        authConfigId: attempt.authConfigId,
        externalUserId,
        baseUrl: attempt.baseUrl,
        callbackUrl: given.publicUrl === null ? null : `${given.publicUrl}/composio/callback?nonce=${attempt.nonce}`,
        shared: attempt.owner === companyOwner ? await given.company.accessList() : null,
      });
      links.set(attempt.id, { url: link.url, expiresAt: link.expiresAt });
      await store.markLinkMade(teamId, attempt.id, link, clock.now());
    } catch (error) {
      if (!(error instanceof ComposioError)) throw error;
      const isFirstLoss = error.isOutcomeUnknown && attempt.requestedAt === null;
      log.warn(
        { error, attemptId: attempt.id, detail: error.detail, requestId: error.requestId },
        'a link was not made',
      );
      // Left as requested, the next run looks for what came of it and asks once more; a second loss is told.
      if (error.failure === 'sharing_refused') await given.company.onRefused(attempt);
      else if (!isFirstLoss) {
        // Composio makes no link for an auth config that an admin has just had disabled.
        const reason = (await store.openPause(teamId)) ? pausedReason : error.failure;
        await store.markLinkFailed(teamId, attempt.id, reason, clock.now());
      }
    }
  };

  /** The accounts of this person that nobody finished and that no attempt of ours knows. */
  const deleteLost = async (attempt: Attempt, externalUserId: string): Promise<void> => {
    const unfinished = await connections.unfinishedAccounts(teamId, attempt.authConfigId, externalUserId);
    const known = new Set(await store.accountIdsOf(teamId, attempt.approver));
    for (const accountId of unfinished) {
      if (!known.has(accountId)) await connections.remove(teamId, accountId, false);
    }
  };

  const restart = async (attempt: Attempt): Promise<void> => {
    if (attempt.accountId !== null) {
      // Slack may have shown the link before the crash: once somebody has opened it, it is theirs to finish.
      const seen = await connections.look(teamId, attempt.accountId);
      if (seen !== null && seen.status !== 'INITIALIZING') {
        opened.add(attempt.id);
        return;
      }
      await connections.remove(teamId, attempt.accountId, false);
    }
    await store.restartAttempt(teamId, attempt.id);
  };

  const once = (attempt: Attempt, work: (attempt: Attempt) => Promise<void>): void => {
    if (beingMade.has(attempt.id) || (notBefore.get(attempt.id) ?? 0) > clock.now()) return;
    const making = work(attempt)
      .then(
        () => {
          notBefore.delete(attempt.id);
        },
        (error: unknown) => {
          notBefore.set(attempt.id, clock.now() + retryMs);
          log.error({ error, attemptId: attempt.id }, 'making a link broke off and will be tried again');
        },
      )
      .finally(() => {
        beingMade.delete(attempt.id);
        given.onChanged();
      });
    beingMade.set(attempt.id, making);
  };

  const loop = createLoop(outside, 'links', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    for (const [attemptId, link] of links) if (link.expiresAt < clock.now()) links.delete(attemptId);
    for (const attempt of await store.unshownAttempts(teamId)) {
      if (!links.has(attempt.id) && !opened.has(attempt.id)) once(attempt, restart);
    }
    const requested = await store.requestedAttempts(teamId);
    const isPaused = requested.length > 0 && (await store.openPause(teamId)) !== null;
    for (const attempt of requested) {
      if (isPaused) await store.markLinkFailed(teamId, attempt.id, pausedReason, clock.now());
      else if (attempt.isDmRefused) await store.markLinkFailed(teamId, attempt.id, dmRefusedReason, clock.now());
      else if (attempt.isDmPosted) once(attempt, make);
    }
    return undefined;
  });

  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await Promise.all(beingMade.values());
    },
    linkOf: (attemptId) => {
      const link = links.get(attemptId);
      return link && link.expiresAt > clock.now() ? link.url : null;
    },
  };
}
