/** The sweep: every connected account of an auth config, page by page, held against what is known. */

import { isNews, isWorsening, type KnownConnection, type Observation } from '../connection.ts';
import type { Outside } from '../ports.ts';
import type { WatchedAccount } from '../stores/watch.ts';
import { breathe } from './breath.ts';
import type { Observer } from './observer.ts';
import { newRequest, noteRequests, type RequestedScopes } from './requested-scopes.ts';
import { readPages } from './sweep-pages.ts';
import { judgeWorsened, type Mass, type Round, type Worsened } from './worsened.ts';

/** An attempt older than this is over for good: Composio ends it after ten minutes. */
export const attemptMemoryMs = 7 * 24 * 3_600_000;
/** Sweeps are kept this long. */
const sweepMemoryMs = 7 * 24 * 3_600_000;

export interface SweepResult {
  isComplete: boolean;
  /** Connections that are held back until another sweep agrees. */
  held: number;
}

/**
 * Sweeps one auth config. A page that fails ends the list: what was seen until then is applied, and nobody is thought
 * absent. A row that did not change is not written.
 * @param round what this sweep shares with those of other auth configs
 * @param onMass tells of a mass change that two sweeps agree on, before anybody is told of their own connection
 */
export async function sweep(
  outside: Outside,
  observer: Observer,
  given: { teamId: string; authConfigId: string; round: Round; onMass: (mass: Mass) => Promise<void> },
): Promise<SweepResult> {
  const { store, clock, identity, metrics, log } = outside;
  const { teamId, authConfigId, round } = given;
  const sweepId = identity.uuid();
  const beganAt = clock.now();
  await store.beginSweep(teamId, { id: sweepId, authConfigId, beganAt, endedAt: null, isComplete: false });

  const listed = await readPages(outside, { teamId, authConfigId, isStopping: round.isStopping });
  const watched = await store.watchedAccounts(teamId, authConfigId, beganAt - attemptMemoryMs);
  const worse: Worsened[] = [];
  const others: Observation[] = [];
  const requests: RequestedScopes[] = [];
  for (const account of watched) {
    const sight = listed.accounts.get(account.accountId);
    if (!sight) continue;
    if (!differs(account, sight.seen)) {
      const request = newRequest(account, sight.seen);
      if (request) requests.push(request);
      continue;
    }
    const { requestedScopes } = sight.seen;
    const observation = { accountId: account.accountId, ...sight, requestedScopes };
    if (account.isConnection && isWorsening(known(account), sight.seen)) worse.push({ account, observation });
    else others.push(observation);
  }
  const absent = listed.isComplete
    ? watched.filter(
        (account) => account.isConnection && account.state !== 'broken' && !listed.present.has(account.accountId),
      )
    : [];

  await noteRequests(outside, teamId, requests);
  for (const [index, observation] of others.entries()) {
    await observer.applyConfirmed(observation);
    await breathe(clock, index);
  }
  const held = await judgeWorsened(outside, observer, {
    teamId,
    authConfigId,
    beganAt,
    isComplete: listed.isComplete,
    worse,
    absent,
    round,
    onMass: given.onMass,
  });
  const isComplete = listed.isComplete && !round.isStopping();
  if (isComplete) {
    const suspects = new Set([...worse.map(({ account }) => account), ...absent]);
    const cleared = watched.filter((account) => account.suspectedAt !== null && !suspects.has(account));
    if (cleared.length > 0) {
      await store.clearSuspicion(
        teamId,
        cleared.map(({ accountId }) => accountId),
      );
    }
  }
  await store.endSweep(teamId, sweepId, {
    isComplete,
    now: clock.now(),
    forgetBefore: beganAt - sweepMemoryMs,
    failure: listed.failure,
  });
  metrics.swept(clock.now() - beganAt, isComplete);
  log.debug(
    { authConfigId, listed: listed.present.size, changed: worse.length + others.length, absent: absent.length, held },
    'swept',
  );
  return { isComplete, held };
}

/** For an attempt only ACTIVE is news, and the end of one whose link is still out. */
function differs(account: WatchedAccount, seen: NonNullable<Observation['seen']>): boolean {
  if (account.isConnection) return isNews(known(account), seen);
  if (account.state !== 'pending') return seen.status === 'ACTIVE';
  return seen.status !== 'INITIALIZING' && seen.status !== 'INITIATED';
}

function known(account: WatchedAccount): Parameters<typeof isNews>[0] {
  return { ...account, state: account.state as KnownConnection['state'] };
}
