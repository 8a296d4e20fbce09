/** Those that a sweep finds worse: a few are confirmed one by one, many at once wait for a second complete sweep. */

import type { Cause, Observation } from '../connection.ts';
import { companyOwner } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { WatchedAccount } from '../stores/watch.ts';
import { breathe } from './breath.ts';
import { isMassChange, likelyCause, massWindowMs, sampleSize } from './mass-change.ts';
import type { Observer } from './observer.ts';

/** What the sweeps of one round share. */
export interface Round {
  /** Counts rounds, so that those left out of one are taken by the next. */
  number: number;
  /** Single looks that may still be made. */
  looksLeft: number;
  /** How much earlier than this sweep a suspicion has to be, in milliseconds, for it to agree. */
  agreesAfterMs: number;
  isStopping(): boolean;
}

export interface Worsened {
  account: WatchedAccount;
  observation: Observation;
}

/** Many connections that went down together, as two complete sweeps saw them. */
export interface Mass {
  cause: Cause;
  count: number;
  suspectedAt: number;
}

interface Given {
  teamId: string;
  authConfigId: string;
  beganAt: number;
  isComplete: boolean;
  /** Seen on a page. */
  worse: readonly Worsened[];
  /** Not seen on any page of a complete list. */
  absent: readonly WatchedAccount[];
  round: Round;
  onMass: (mass: Mass) => Promise<void>;
}

/**
 * The company's one account is confirmed by itself, whatever becomes of the others.
 * @returns how many are held back
 */
export async function judgeWorsened(outside: Outside, observer: Observer, given: Given): Promise<number> {
  const { store, clock } = outside;
  const ofCompany = await confirm(outside, observer, {
    ...given,
    worse: given.worse.filter(({ account }) => account.owner === companyOwner),
    absent: given.absent.filter(({ owner }) => owner === companyOwner),
  });
  const ofPeople = {
    ...given,
    worse: given.worse.filter(({ account }) => account.owner !== companyOwner),
    absent: given.absent.filter(({ owner }) => owner !== companyOwner),
  };
  const suspects = ofPeople.worse.length + ofPeople.absent.length;
  if (suspects === 0) return ofCompany;
  const { down, active } = await store.recentlyDown(given.teamId, given.authConfigId, clock.now() - massWindowMs);
  const isMass = isMassChange({ worsened: down + suspects, activeBefore: down + active });
  const held = await (isMass ? judgeMass : confirm)(outside, observer, ofPeople);
  return ofCompany + held;
}

/** One look each; beyond what a round allows, Composio's page is its word for those that are on it. */
async function confirm(outside: Outside, observer: Observer, { worse, absent, round }: Given): Promise<number> {
  const isFew = worse.length + absent.length <= round.looksLeft;
  const looked = isFew ? [...worse.map(({ account }) => account), ...absent] : inTurn(absent, round);
  let held = 0;
  for (const account of looked) {
    round.looksLeft -= 1;
    try {
      if ((await observer.look(account)) === 'held') held += 1;
    } catch (error) {
      outside.log.warn({ error, accountId: account.accountId }, 'a look failed: tried again by the next sweep');
    }
  }
  if (isFew) return held;
  for (const [index, { observation }] of worse.entries()) {
    await observer.applyConfirmed(observation);
    await breathe(outside.clock, index);
  }
  return held;
}

/** The first complete sweep suspects, the second one believes. */
async function judgeMass(outside: Outside, observer: Observer, given: Given): Promise<number> {
  const { store, clock, log } = outside;
  const { teamId, worse, absent, round } = given;
  const suspects = [...worse.map(({ account }) => account), ...absent];
  if (!given.isComplete) return suspects.length;

  const fresh = suspects.filter(({ suspectedAt }) => suspectedAt === null);
  if (fresh.length > 0) {
    log.warn({ suspects: suspects.length }, 'many connections went down at once: held until a second sweep agrees');
    await store.suspect(
      teamId,
      fresh.map(({ accountId }) => accountId),
      given.beganAt,
    );
  }
  const agrees = ({ suspectedAt }: WatchedAccount): boolean =>
    suspectedAt !== null && given.beganAt - suspectedAt >= round.agreesAfterMs;
  const missing = absent.filter(agrees);
  const isGone = missing.length > 0 && (await sampleMissing(outside, given, missing));
  const observations = [
    ...worse.filter(({ account }) => agrees(account)).map(({ observation }) => observation),
    ...(isGone ? missing : []).map(({ accountId }): Observation => ({ accountId, begunAt: given.beganAt, seen: null })),
  ];
  if (observations.length === 0) return suspects.length;

  const times = suspects.filter(agrees).map(({ suspectedAt }) => suspectedAt ?? given.beganAt);
  await given.onMass({
    cause: likelyCause(observations.map(({ seen }) => seen)),
    count: observations.length,
    suspectedAt: Math.min(...times),
  });
  for (const [index, observation] of observations.entries()) {
    // Those not told of stay suspected: the next start's sweep goes on.
    if (round.isStopping()) break;
    await observer.applyConfirmed(observation);
    await breathe(clock, index);
  }
  return suspects.length - observations.length;
}

/** Whether single looks say 404 of every one in a sample; one that is there after all clears them all. */
async function sampleMissing(outside: Outside, given: Given, missing: readonly WatchedAccount[]): Promise<boolean> {
  const { connections, store, log } = outside;
  const { round, teamId } = given;
  const wanted = Math.min(sampleSize, missing.length);
  if (round.looksLeft < wanted) return false;
  for (const { accountId } of inTurn(missing, round).slice(0, wanted)) {
    round.looksLeft -= 1;
    try {
      if ((await connections.look(teamId, accountId)) === null) continue;
      log.warn({ missing: missing.length }, 'accounts missing from the list are there after all: nothing is concluded');
      await store.clearSuspicion(
        teamId,
        given.absent.map((account) => account.accountId),
      );
      return false;
    } catch (error) {
      log.warn({ error, accountId }, 'a sampled look failed: nothing is concluded before the next sweep');
      return false;
    }
  }
  return true;
}

/** As many as may be looked at, beginning where the round before left off. */
function inTurn<T>(all: readonly T[], { number, looksLeft }: Round): T[] {
  const count = Math.min(all.length, Math.max(looksLeft, 0));
  const start = all.length === 0 ? 0 : (number * count) % all.length;
  return [...all.slice(start), ...all.slice(0, start)].slice(0, count);
}
