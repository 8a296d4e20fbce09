/**
 * Sees every incident through: what is likely behind it, one message to the admins that is kept up to date, people told
 * once a repair works, and its end. All of it follows from rows, so that no crash can swallow any.
 */

import type { Cause } from '../connection.ts';
import { type Diagnosis, fewestTogether, type Incident, openedAt, type Repair } from '../incident.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import type { IncidentPeople } from '../stores/incidents.ts';
import { incidentMessageKind } from '../stores/message-kinds.ts';
import { adminMessages } from './admin-recipients.ts';
import { classify } from './classify.ts';
import { createDiagnostician } from './diagnosis.ts';
import { repairSeen, repairStands } from './repair-seen.ts';
import { watchSilence } from './silence-watch.ts';
import { watchSlowly } from './slow-watch.ts';

const idleMs = 2_000;
/** What two sweeps saw together is written down one by one: admins are told when all of it is, or after this long. */
const gatherMs = 10_000;
/** A bot that was killed in between does not know how many they were, and waits for its first sweep, or this long. */
const gatherAnewMs = 120_000;
/** Whoever is not back by then is no longer waited for. */
const followedMs = 7 * 24 * 3_600_000;
/** During the admins' own pause people are held back for as long as it lasts; renewed this long before the end. */
const renewHoldMs = 3_600_000;

/** Many connections that went down together, as two complete sweeps saw them. */
export interface MassSeen {
  authConfigId: string;
  cause: Cause;
  count: number;
  suspectedAt: number;
}

export interface IncidentWatch extends Loop {
  /** Opens an incident, before anybody is told of their own connection; one that is open goes on. */
  begin(mass: MassSeen): Promise<void>;
  /** Looks at everything anew, soon. */
  checkAgain(incidentId: string): void;
}

/** What was so before the people of an incident were counted: whatever was written down until then is in the count. */
interface Moment {
  at: number;
  /** A whole sweep began after the incident was opened, and has ended. */
  swept: boolean;
}

export interface IncidentWatchGiven {
  teamId: string;
  lease: Lease;
  /** `GONG_ADMINS`. */
  admins: readonly string[];
  reminderDelayMs: number | null;
  /** Asks for a sweep: who is back is not told. */
  sweepSoon: () => void;
  onChanged: () => void;
}

/** @returns the loop, and what other workers and buttons ask of it */
export function createIncidentWatch(outside: Outside, given: IncidentWatchGiven): IncidentWatch {
  const { store, clock, identity, log } = outside;
  const { teamId } = given;
  const diagnostician = createDiagnostician(outside, { teamId });
  /** How many each incident that was opened by this process is known to take. */
  const expected = new Map<string, number>();

  const tell = async (incident: Incident, people: IncidentPeople, counted: Moment): Promise<void> => {
    if (people.affected === 0 || isGathering(incident, people, counted)) return;
    const message = { teamId, admins: given.admins, kind: incidentMessageKind, subject: incident.id };
    await store.tellOfIncident(teamId, incident.id, await adminMessages(outside, message), clock.now());
    log.warn({ incidentId: incident.id, cause: incident.diagnosis.cause, affected: people.affected }, 'an incident');
    given.onChanged();
  };

  /** One that was opened again is not over because those whom it took the last time are back. */
  const isOver = (incident: Incident, people: IncidentPeople, { swept }: Moment): boolean => {
    const { affected, restored, gone, lastEndedAt } = people;
    if (affected + gone === 0 || restored < affected) return false;
    return swept || (lastEndedAt !== null && lastEndedAt >= openedAt(incident));
  };

  const isGathering = (incident: Incident, { affected }: IncidentPeople, { swept, at }: Moment): boolean => {
    const awaited = expected.get(incident.id);
    const age = at - openedAt(incident);
    if (awaited !== undefined) return affected < awaited && age < gatherMs;
    return incident.kind === 'connections' && age < gatherAnewMs && !swept;
  };

  /** Whether a whole sweep began after it was opened, and so saw how all of them are. */
  const isSweptSince = async (incident: Incident): Promise<boolean> => {
    const swept = await store.lastCompleteSweep(teamId, incident.authConfigId ?? '');
    return swept !== null && swept.beganAt > openedAt(incident);
  };

  /**
   * It is opened before the outages that it is to take are written down. A bot that is killed in between may find most of
   * them, or all, working again: the others, and whoever breaks next, must not be held back for it.
   */
  const dissolveUnlessMoreCome = async (
    incident: Incident,
    { suspected }: IncidentPeople,
    { swept, at }: Moment,
  ): Promise<void> => {
    if (!(swept && suspected === 0) && at < incident.heldUntil) return;
    if (!(await store.dissolveIncident(teamId, incident.id, fewestTogether[incident.kind], clock.now()))) return;
    log.warn({ incidentId: incident.id }, 'too few for an incident: each hears of their own');
    forget(incident);
    given.onChanged();
  };

  const release = async (incident: Incident, repair: Repair): Promise<void> => {
    const { reminderDelayMs } = given;
    const told = await store.releaseIncident(
      teamId,
      incident.id,
      { repair, actor: 'bot', reminderDelayMs },
      clock.now(),
    );
    if (told === null) return;
    log.info({ incidentId: incident.id, told, repair }, 'people are told');
    given.onChanged();
  };

  /** Once repaired, everybody is looked at again before somebody is told who need not be. */
  const releaseWhenLookedAt = async (incident: Incident, repairedAt: number): Promise<void> => {
    if (await areAskedInWaves(incident)) return;
    const swept = await store.lastCompleteSweep(teamId, incident.authConfigId ?? '');
    if (!swept || swept.beganAt <= repairedAt) return given.sweepSoon();
    const repair = incident.repair ?? 'works_again';
    const standing = repairStands(repair, await diagnostician.signsSince(incident, swept.beganAt));
    if (standing === 'gone') {
      log.warn({ incidentId: incident.id, repair }, 'what repaired it is undone: people are held back again');
      if (await store.takeBackRepair(teamId, incident.id)) given.onChanged();
    } else if (standing === 'stands' || clock.now() >= incident.heldUntil) await release(incident, repair);
  };

  /** A rotation of the client secret asks the same people in waves, once its canary works: not all of them at once. */
  const areAskedInWaves = async ({ authConfigId, heldUntil }: Incident): Promise<boolean> => {
    const rotation = await store.openRotation(teamId);
    if (rotation?.authConfigId !== authConfigId || clock.now() >= heldUntil) return false;
    return rotation.state !== 'waves' || (await store.roundCounts(teamId, rotation.id)).waiting > 0;
  };

  const seeThrough = async (incident: Incident): Promise<void> => {
    const now = clock.now();
    const counted = { at: now, swept: await isSweptSince(incident) };
    const people = await store.peopleOf(teamId, incident);
    const { affected } = people;
    if (isOver(incident, people, counted)) return end(incident, people);
    if (incident.releasedAt !== null && now - incident.releasedAt >= followedMs) return end(incident, people);
    if (await isPaused(incident)) return waitOut(incident, people);
    if (incident.toldAt === null && affected < fewestTogether[incident.kind])
      return dissolveUnlessMoreCome(incident, people, counted);
    if (incident.repairedAt !== null) {
      await revise(incident, incident.diagnosis, people);
      if (incident.releasedAt === null) await releaseWhenLookedAt(incident, incident.repairedAt);
      return;
    }
    const finding = await diagnostician.examine(incident, people);
    // What was enabled again before anybody was told, as after the admins' own pause, is nothing to tell of.
    const isUntold = incident.toldAt === null;
    const repair = isUntold && incident.kind !== 'auth_config' ? null : repairSeen(incident, finding);
    // What works again looks different: the cause is what was found while it did not.
    const diagnosis = repair === null ? finding.diagnosis : incident.diagnosis;
    await revise(incident, diagnosis, people);
    if (isUntold && repair === null) return tell({ ...incident, diagnosis }, people, counted);
    if (repair === 'nothing_in_the_way') return release(incident, repair);
    if (repair && (await store.markRepaired(teamId, incident.id, repair, now))) given.onChanged();
    else if (incident.releasedAt === null && now >= incident.heldUntil) await release(incident, 'too_long');
  };

  const revise = async (
    { id }: Incident,
    diagnosis: Diagnosis,
    { affected, restored }: IncidentPeople,
  ): Promise<void> => {
    if (await store.reviseIncident(teamId, id, { diagnosis, affected, restored })) given.onChanged();
  };

  const end = async (incident: Incident, people: IncidentPeople): Promise<void> => {
    await revise(incident, incident.diagnosis, people);
    await store.endIncident(teamId, incident.id, clock.now());
    forget(incident);
    given.onChanged();
  };

  const forget = ({ id }: Incident): void => {
    expected.delete(id);
    diagnostician.forget(id);
  };

  const isPaused = async ({ authConfigId }: Incident): Promise<boolean> =>
    (await store.openPause(teamId))?.authConfigId === authConfigId;

  /**
   * During the admins' own pause nothing is found out, since every connection looks alike, and nobody is told to
   * reconnect, since nobody can: only who is back is counted.
   */
  const waitOut = async (incident: Incident, people: IncidentPeople): Promise<void> => {
    await revise(incident, incident.diagnosis, people);
    if (incident.releasedAt === null && incident.heldUntil - clock.now() < renewHoldMs)
      await store.prolongHold(teamId, incident.id, clock.now());
  };

  const begin = async ({ authConfigId, cause, count, suspectedAt }: MassSeen): Promise<void> => {
    const now = clock.now();
    const diagnosis = classify({ ...nothingSeen, affected: count, total: count, causes: { [cause]: count } });
    const kind = cause === 'auth_config_disabled' ? 'auth_config' : 'connections';
    const incident = {
      id: identity.uuid(),
      kind,
      authConfigId,
      accountCause: cause,
      diagnosis,
      beganAt: suspectedAt,
    } as const;
    const id = await store.openIncident(teamId, incident, now);
    if (id !== null) expected.set(id, count);
  };

  const loop = createLoop(outside, 'incidents', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    await watchSlowly(outside, { teamId, begin });
    const open = await store.openIncidents(teamId);
    await watchSilence(outside, { ...given, open: open.find(({ kind }) => kind === 'composio') ?? null });
    for (const incident of open) if (incident.kind !== 'composio') await seeThrough(incident);
    return undefined;
  });

  return {
    wake: loop.wake,
    stop: loop.stop,
    begin,
    checkAgain: (incidentId) => {
      diagnostician.lookAnew(incidentId);
      given.sweepSoon();
      loop.wake();
    },
  };
}

const nothingSeen = {
  spanMs: 0,
  reasons: {},
  authConfig: 'unasked',
  probe: null,
  attempts: { won: 0, refused: 0, unfinished: 0 },
  approver: null,
} as const;
