/** Gathers what can be known of an incident, at what it may cost: few requests to Composio, one Gong call now and then. */

import { verifyNow } from '../connect/verify.ts';
import type { Verification } from '../connections-port.ts';
import type { Diagnosis, Incident } from '../incident.ts';
import type { Outside } from '../ports.ts';
import type { IncidentPeople } from '../stores/incidents.ts';
import { classify } from './classify.ts';
import type { ApproverSeen, AuthConfigSeen, Evidence } from './clues.ts';
import { seenOfLinks } from './links-rule.ts';
import type { RepairSigns } from './repair-seen.ts';

/** The auth config is looked at this often, what costs a Gong call much more rarely. */
const lookEveryMs = 60_000;
const probeEveryMs = 2 * 3_600_000;

/** Gong's access lasts a day, so what somebody's leaving ends is noticed within two. */
const leftLatelyMs = 2 * 24 * 3_600_000;

/** What was seen last, in this process: after a restart it is looked at afresh. */
interface Sighting {
  lookedAt: number;
  probedAt: number;
  authConfig: AuthConfigSeen;
  probe: Verification | null;
  approver: ApproverSeen | null;
}

export interface Finding extends RepairSigns {
  diagnosis: Diagnosis;
}

export interface Diagnostician {
  /** @param people the incident's, as they are now */
  examine(incident: Incident, people: IncidentPeople): Promise<Finding>;
  /** Whether its repair can still be seen: looked at anew unless that was done since `since`, in Unix milliseconds. */
  signsSince(incident: Incident, since: number): Promise<RepairSigns>;
  /** The next examination looks at everything anew. */
  lookAnew(incidentId: string): void;
  /** It is over: should it begin again, what was seen of it says nothing. */
  forget(incidentId: string): void;
}

/** A failed question is no evidence: it is logged, and the answer counts as not known. */
export function createDiagnostician(outside: Outside, given: { teamId: string }): Diagnostician {
  const { store, connections, slack, clock, log } = outside;
  const { teamId } = given;
  const sightings = new Map<string, Sighting>();
  /** Incidents that are to be looked at anew: asked for during a look, it is done after it. */
  const wanted = new Set<string>();

  const authConfigOf = async (authConfigId: string): Promise<AuthConfigSeen> => {
    try {
      const config = await connections.authConfig(teamId, authConfigId);
      return config === null ? 'gone' : config.isEnabled ? 'enabled' : 'disabled';
    } catch (error) {
      log.warn({ error, authConfigId }, 'could not ask Composio about the auth config');
      return 'unasked';
    }
  };

  const probe = async (authConfigId: string): Promise<Verification | null> => {
    const witness = await store.witness(teamId, authConfigId);
    if (witness === null || witness.accountId === null) return null;
    await verifyNow(outside, { ...witness, accountId: witness.accountId }, true);
    const after = await store.statusOf(teamId, witness.owner);
    const outcome = after.connection?.verification ?? null;
    return outcome === null || outcome === 'over_budget' || outcome === 'skipped' ? null : (outcome as Verification);
  };

  const approverOf = async ({ beganAt }: Incident): Promise<ApproverSeen | null> => {
    const setup = await store.savedSetup(teamId);
    if (!setup) return null;
    try {
      const { isDeactivated, changedAt } = await slack.member(teamId, setup.createdBy);
      if (!isDeactivated) return 'here';
      if (changedAt === null) return 'left';
      return changedAt >= beganAt - leftLatelyMs ? 'left_lately' : 'left_earlier';
    } catch (error) {
      log.warn({ error }, 'could not ask Slack whether the admin who set Gong up is still there');
      return null;
    }
  };

  /** @param anew looks although that was done a moment ago, if it was before `since`, and may ask Gong once more */
  const look = async (
    incident: Incident,
    authConfigId: string,
    anew: { since: number; isProbed: boolean } = { since: Number.NEGATIVE_INFINITY, isProbed: false },
  ): Promise<Sighting> => {
    const before = sightings.get(incident.id);
    const now = clock.now();
    const isWanted = wanted.delete(incident.id);
    const isFresh = before && now - before.lookedAt < lookEveryMs && before.lookedAt >= anew.since;
    if (isFresh && !isWanted) return before;
    const authConfig = await authConfigOf(authConfigId);
    const isProbeDue =
      authConfig === 'enabled' &&
      isGongSide(incident) &&
      (!before || isWanted || anew.isProbed || now - before.probedAt >= probeEveryMs);
    const seen: Sighting = {
      lookedAt: now,
      probedAt: isProbeDue ? now : (before?.probedAt ?? Number.NEGATIVE_INFINITY),
      authConfig,
      probe: isProbeDue ? await probe(authConfigId) : (before?.probe ?? null),
      approver: await approverOf(incident),
    };
    sightings.set(incident.id, seen);
    return seen;
  };

  const links = async ({ beganAt }: Incident, authConfigId: string) => {
    const attempts = await store.attemptsSince(teamId, authConfigId, beganAt);
    const setup = await store.savedSetup(teamId);
    // A setup that replaced the broken one is a repair, too.
    const anew =
      setup && setup.authConfigId !== authConfigId
        ? await store.attemptsSince(teamId, setup.authConfigId, beganAt)
        : null;
    return { attempts, hasReconnected: attempts.won > 0, hasConnectedAnew: anew !== null && anew.won > 0 };
  };

  return {
    examine: async (incident, people) => {
      const authConfigId = incident.authConfigId ?? '';
      const probedBefore = sightings.get(incident.id)?.probe ?? null;
      const seen = await look(incident, authConfigId);
      const { attempts, hasReconnected, hasConnectedAnew } = await links(incident, authConfigId);
      const evidence: Evidence = {
        affected: people.affected,
        total: people.affected + people.others,
        spanMs: (people.lastBeganAt ?? 0) - (people.firstBeganAt ?? 0),
        // Before any of them was written down, what two sweeps saw of them is known.
        causes: isEmpty(people.causes) && incident.accountCause ? { [incident.accountCause]: 1 } : people.causes,
        reasons: people.reasons,
        authConfig: seen.authConfig,
        probe: seen.probe,
        attempts: seenOfLinks(attempts),
        approver: seen.approver,
      };
      return {
        diagnosis: classify(evidence),
        authConfig: seen.authConfig,
        hasReconnected,
        hasConnectedAnew,
        probe: seen.probe,
        worksAgain: probedBefore === 'credentials_refused' && seen.probe === 'works',
      };
    },
    signsSince: async (incident, since) => {
      const authConfigId = incident.authConfigId ?? '';
      const seen = await look(incident, authConfigId, { since, isProbed: incident.repair === 'works_again' });
      const { hasReconnected, hasConnectedAnew } = await links(incident, authConfigId);
      const { authConfig, probe: outcome } = seen;
      return { authConfig, hasReconnected, hasConnectedAnew, probe: outcome, worksAgain: outcome === 'works' };
    },
    lookAnew: (incidentId) => {
      wanted.add(incidentId);
    },
    forget: (incidentId) => {
      sightings.delete(incidentId);
      wanted.delete(incidentId);
    },
  };
}

function isEmpty(counts: object): boolean {
  return Object.keys(counts).length === 0;
}

/** Only what Gong refuses is worth a call to Gong. */
function isGongSide({ accountCause }: Incident): boolean {
  return accountCause === 'expired' || accountCause === 'failed';
}
