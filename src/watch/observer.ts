/**
 * Applies what was seen at Composio. The one entrance for sweeps, follow-ups, webhooks and the callback page, so that
 * a mass change is noticed whichever way it comes.
 */

import { type ConnectionState, isWorsening, type Observation } from '../connection.ts';
import { companyOwner } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { Effect, WatchedAccount } from '../stores/watch.ts';
import { isMassChange, massWindowMs } from './mass-change.ts';

export interface Observer {
  /** Looks at one account and applies what is seen. Throws ComposioError when the look fails: nothing is applied. */
  look(account: WatchedAccount): Promise<Effect | 'held'>;
  /**
   * Applies what was seen; a worsening that is part of a mass change is held: two complete sweeps decide. The company's
   * one account is never part of one.
   */
  apply(account: WatchedAccount, observation: Observation): Promise<Effect | 'held'>;
  /** Applies without holding back: the mass change has been looked at twice. */
  applyConfirmed(observation: Observation): Promise<Effect>;
}

export function createObserver(
  outside: Outside,
  given: { teamId: string; reminderDelayMs: number | null; onEffect: (effect: Effect) => void },
): Observer {
  const { store, connections, clock, identity, log } = outside;
  const { teamId } = given;

  const applyConfirmed = async (observation: Observation): Promise<Effect> => {
    const effect = await store.observe(
      teamId,
      observation,
      {
        connectionId: identity.uuid(),
        outageId: identity.uuid(),
        messageId: identity.uuid(),
        incidentId: identity.uuid(),
      },
      given.reminderDelayMs,
      clock.now(),
    );
    if (effect.kind !== 'none') {
      const { kind, owner, accountId, state, outage } = effect;
      log.info({ kind, owner, accountId, state, outage, status: observation.seen?.status ?? 'not found' }, 'observed');
      given.onEffect(effect);
    }
    if (effect.state === 'unknown') {
      log.warn({ accountId: effect.accountId, status: observation.seen?.status }, 'a status nobody told us of');
    }
    return effect;
  };

  const apply = async (account: WatchedAccount, observation: Observation): Promise<Effect | 'held'> => {
    if (
      account.isConnection &&
      account.owner !== companyOwner &&
      isWorsening({ state: account.state as ConnectionState }, observation.seen)
    ) {
      const since = clock.now() - massWindowMs;
      const { down, active } = await store.recentlyDown(teamId, account.authConfigId, since);
      if (isMassChange({ worsened: down + 1, activeBefore: down + active })) {
        log.warn({ accountId: account.accountId, down, active }, 'part of a mass change: held until sweeps agree');
        return 'held';
      }
    }
    return applyConfirmed(observation);
  };

  const look = async (account: WatchedAccount): Promise<Effect | 'held'> => {
    const begunAt = clock.now();
    const seen = await connections.look(teamId, account.accountId);
    return apply(account, {
      accountId: account.accountId,
      begunAt,
      seen,
      requestedScopes: seen?.requestedScopes ?? null,
    });
  };

  return { look, apply, applyConfirmed };
}
