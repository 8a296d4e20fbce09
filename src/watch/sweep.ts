/** The sweep: every connected account of the auth config, page by page, held against what is known. */

import { type AccountSeen, isWorsening, type Observation } from '../connection.ts';
import type { Outside } from '../ports.ts';
import type { WatchedAccount } from '../store.ts';
import { isMassChange, likelyCause, massWindowMs, sampleSize } from './mass-change.ts';
import type { Observer } from './observer.ts';

/** Single looks a sweep may make at what changed. */
const mostLooks = 20;
/** An attempt older than this is over for good: Composio ends it after ten minutes. */
const attemptMemoryMs = 7 * 24 * 3_600_000;
/** A list that never ends would otherwise keep a sweep going for ever. */
const mostPages = 5_000;

export interface SweepResult {
  isComplete: boolean;
  /** Connections that are held back until another sweep agrees. */
  held: number;
}

interface Sight {
  account: WatchedAccount;
  observation: Observation;
}

/**
 * Sweeps one auth config. A page that fails ends the sweep: what was seen until then is applied, and nobody is
 * thought absent.
 * @param onMass tells of a mass change that two looks agree on, before anybody is told of their own connection
 */
export async function sweep(
  outside: Outside,
  observer: Observer,
  given: {
    teamId: string;
    authConfigId: string;
    onMass: (mass: { cause: ReturnType<typeof likelyCause>; count: number; suspectedAt: number }) => Promise<void>;
  },
): Promise<SweepResult> {
  const { store, clock, identity, metrics, log } = outside;
  const { teamId, authConfigId } = given;
  const sweepId = identity.uuid();
  const beganAt = clock.now();
  await store.beginSweep(teamId, { id: sweepId, authConfigId, beganAt, endedAt: null, isComplete: false });

  const found = await readPages(outside, teamId, authConfigId);
  const watched = await store.watchedAccounts(teamId, authConfigId, beganAt - attemptMemoryMs);
  const changed = watched.flatMap((account): Sight[] => {
    const sight = found.accounts.get(account.accountId);
    return sight && differs(account, sight.seen)
      ? [{ account, observation: { accountId: account.accountId, begunAt: sight.begunAt, seen: sight.seen } }]
      : [];
  });
  const absent = found.isComplete
    ? watched.filter(
        (account) => account.isConnection && account.state !== 'broken' && !found.accounts.has(account.accountId),
      )
    : [];

  const worse = changed.filter(
    ({ account, observation }) =>
      account.isConnection && isWorsening({ state: account.state as 'active' }, observation.seen),
  );
  const others = changed.filter((sight) => !worse.includes(sight));
  for (const { observation } of others) await observer.applyConfirmed(observation);

  const judged = await judgeWorse(outside, observer, {
    teamId,
    authConfigId,
    beganAt,
    worse,
    absent,
    onMass: given.onMass,
  });
  const stillSuspected = new Set([...worse.map(({ account }) => account), ...absent].map(({ accountId }) => accountId));
  if (found.isComplete) {
    const cleared = watched.filter(
      ({ accountId, suspectedAt }) => suspectedAt !== null && !stillSuspected.has(accountId),
    );
    await store.clearSuspicion(
      teamId,
      cleared.map(({ accountId }) => accountId),
    );
  }
  await store.endSweep(teamId, sweepId, found.isComplete, clock.now());
  metrics.swept(clock.now() - beganAt, found.isComplete);
  log.debug(
    { authConfigId, seen: found.accounts.size, changed: changed.length, absent: absent.length, held: judged },
    'swept',
  );
  return { isComplete: found.isComplete, held: judged };
}

/** Those that seem worse: a few are confirmed one by one; many at once wait for a second complete sweep. */
async function judgeWorse(
  outside: Outside,
  observer: Observer,
  given: {
    teamId: string;
    authConfigId: string;
    beganAt: number;
    worse: readonly Sight[];
    absent: readonly WatchedAccount[];
    onMass: Parameters<typeof sweep>[2]['onMass'];
  },
): Promise<number> {
  const { store, clock, log } = outside;
  const { teamId, authConfigId, worse, absent } = given;
  const suspects = [...worse.map(({ account }) => account), ...absent];
  if (suspects.length === 0) return 0;
  const { down, active } = await store.recentlyDown(teamId, authConfigId, clock.now() - massWindowMs);
  const isMass = isMassChange({ worsened: down + suspects.length, activeBefore: down + active });

  if (!isMass) {
    const some = suspects.slice(0, mostLooks);
    for (const account of some) await observer.look(account).catch((error: unknown) => logFailedLook(outside, error));
    if (suspects.length <= mostLooks) return 0;
    // Too many to look at one by one, yet no mass change: Composio's page is its word for those that are on it.
    for (const { account, observation } of worse)
      if (!some.includes(account)) await observer.applyConfirmed(observation);
    return 0;
  }

  const agreed = suspects.filter(({ suspectedAt }) => suspectedAt !== null && suspectedAt < given.beganAt);
  const isNews = suspects.length > agreed.length;
  if (isNews) {
    await store.suspect(
      teamId,
      suspects.filter(({ suspectedAt }) => suspectedAt === null).map(({ accountId }) => accountId),
      clock.now(),
    );
    log.warn({ suspects: suspects.length, active }, 'many connections went down at once: held until the next sweep');
  }
  if (agreed.length === 0) return suspects.length;

  const gone = await sampleAbsent(
    outside,
    teamId,
    agreed.filter((account) => absent.includes(account)),
  );
  if (gone === 'contradicted') {
    log.warn({ absent: absent.length }, 'accounts missing from the list are there after all: nothing is concluded');
    await store.clearSuspicion(
      teamId,
      absent.map(({ accountId }) => accountId),
    );
  }
  const absentObservations =
    gone === 'contradicted'
      ? []
      : agreed
          .filter((account) => absent.includes(account))
          .map((account): Observation => ({ accountId: account.accountId, begunAt: given.beganAt, seen: null }));
  const observations = [
    ...worse.filter(({ account }) => agreed.includes(account)).map(({ observation }) => observation),
    ...absentObservations,
  ];
  if (observations.length === 0) return suspects.length;
  const suspectedAt = Math.min(...agreed.map((account) => account.suspectedAt ?? given.beganAt));
  await given.onMass({
    cause: likelyCause(observations.map(({ seen }) => seen)),
    count: observations.length,
    suspectedAt,
  });
  for (const observation of observations) await observer.applyConfirmed(observation);
  return suspects.length - observations.length;
}

async function sampleAbsent(
  outside: Outside,
  teamId: string,
  absent: readonly WatchedAccount[],
): Promise<'gone' | 'contradicted'> {
  for (const account of absent.slice(0, sampleSize)) {
    if ((await outside.connections.look(teamId, account.accountId)) !== null) return 'contradicted';
  }
  return 'gone';
}

async function readPages(
  { connections, clock, log }: Outside,
  teamId: string,
  authConfigId: string,
): Promise<{ accounts: Map<string, { seen: AccountSeen; begunAt: number }>; isComplete: boolean }> {
  const accounts = new Map<string, { seen: AccountSeen; begunAt: number }>();
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const begunAt = clock.now();
    try {
      const page: Awaited<ReturnType<typeof connections.page>> = await connections.page(teamId, authConfigId, cursor);
      for (const { accountId, ...seen } of page.accounts) accounts.set(accountId, { seen, begunAt });
      if (page.nextCursor === null || page.nextCursor === cursor) return { accounts, isComplete: true };
      cursor = page.nextCursor;
    } catch (error) {
      log.warn({ error, pages }, 'a sweep broke off: a failed look is not a dead connection');
      return { accounts, isComplete: false };
    }
  }
  return { accounts, isComplete: false };
}

/** For an attempt only ACTIVE is news, and the end of one whose link is still out. */
function differs(account: WatchedAccount, seen: AccountSeen): boolean {
  if (!account.isConnection) {
    if (account.state !== 'pending') return seen.status === 'ACTIVE';
    return seen.status !== 'INITIALIZING' && seen.status !== 'INITIATED';
  }
  return (
    account.status !== seen.status ||
    account.statusReason !== seen.statusReason ||
    account.isDisabled !== seen.isDisabled ||
    account.isAuthConfigDisabled !== seen.isAuthConfigDisabled ||
    account.updatedAt !== seen.updatedAt
  );
}

function logFailedLook({ log }: Outside, error: unknown): void {
  log.warn({ error }, 'a look failed: tried again by the next sweep');
}
