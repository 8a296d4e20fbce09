/** What is kept of incidents: what broke for several together, who was held back for it, and how it went on. */

import type { Cause } from '../connection.ts';
import type { Diagnosis, Incident, IncidentKind, Repair } from '../incident.ts';
import type { Connection, NewMessage } from '../model.ts';

export interface NewIncident {
  id: string;
  kind: IncidentKind;
  authConfigId: string | null;
  accountCause: Cause | null;
  diagnosis: Diagnosis;
  beganAt: number;
}

/** The people of an incident, in numbers. */
export interface IncidentPeople {
  /** Whom it took, those who work again included, and those left out who disconnected or left since. */
  affected: number;
  /** Those of them who work again. */
  restored: number;
  /** Those who have no connection any more. */
  gone: number;
  /** Connections of the auth config that a sweep found down and that another one has to confirm. */
  suspected: number;
  /** Those who work on the same auth config without having been part of it. */
  others: number;
  firstBeganAt: number | null;
  lastBeganAt: number | null;
  /** When the last of those who are back, or gone, was seen to be; null: nobody is. */
  lastEndedAt: number | null;
  /** Of those that do not work now: what ails each besides a disabled auth config, and Composio's reasons. */
  causes: Readonly<Partial<Record<Cause, number>>>;
  reasons: Readonly<Record<string, number>>;
}

/** A single person's outage, as a digest tells of it. */
export interface LoneOutage {
  owner: string;
  beganAt: number;
  endedAt: number | null;
  cause: Cause;
}

/** Connections of one auth config that broke for the same kind of cause, each on its own as far as is known. */
export interface BrokenAlone {
  authConfigId: string;
  /** When each of those that are broken now did, in Unix milliseconds. */
  began: readonly number[];
  /** How many people have a connection of this auth config, whether it works or not. */
  connections: number;
  /** When somebody connected last: Gong took the client secret then; null: nobody ever did. */
  lastConnectedAt: number | null;
}

export interface IncidentStore {
  /**
   * Opens an incident, or opens again the one that is the same and ended a moment ago (`isSameAgain`). Outages that are
   * open, of the same cause and began lately become part of it, and their owners are held back unless they were told
   * already: then they read that a reconnect has to wait.
   * @returns its ID; null: one is open for this auth config that nobody was released from
   */
  openIncident(teamId: string, incident: NewIncident, now: number): Promise<string | null>;
  /** Not over yet, oldest first. */
  openIncidents(teamId: string): Promise<Incident[]>;
  incident(teamId: string, incidentId: string): Promise<Incident | null>;
  /** Those that began, were told of or ended since then, oldest first. */
  incidentsSince(teamId: string, since: number): Promise<Incident[]>;
  peopleOf(teamId: string, incident: Pick<Incident, 'id' | 'authConfigId'>): Promise<IncidentPeople>;
  /** How many of those who do not work again have read of it already, or are about to: before it was an incident. */
  toldOf(teamId: string, incidentId: string): Promise<number>;
  /** Writes down that admins are told, with their messages: none when they want no message of it. */
  tellOfIncident(teamId: string, incidentId: string, messages: readonly NewMessage[], now: number): Promise<void>;
  /** What is now thought and counted; what admins were shown is composed again. False: nothing differs. */
  reviseIncident(
    teamId: string,
    incidentId: string,
    revised: { diagnosis: Diagnosis; affected: number; restored: number },
  ): Promise<boolean>;
  /** A repair was seen to work. False: that is known already, or the incident is over. */
  markRepaired(teamId: string, incidentId: string, repair: Repair, now: number): Promise<boolean>;
  /** The repair can no longer be seen, and nobody was told of it yet. False: somebody was, or it is over. */
  takeBackRepair(teamId: string, incidentId: string): Promise<boolean>;
  /**
   * Nobody is held back any more: who is still broken gets their alert, or reads in the one they have that a reconnect
   * works, and the first reminder counts from now.
   * @param actor a Slack user ID or `bot`, for the audit
   * @returns how many are told; null: they were released before
   */
  releaseIncident(
    teamId: string,
    incidentId: string,
    given: { repair: Repair; actor: string; reminderDelayMs: number | null },
    now: number,
  ): Promise<number | null>;
  /** People are held back for another `heldAtMostMs`: an admin's own pause goes on. */
  prolongHold(teamId: string, incidentId: string, now: number): Promise<void>;
  /**
   * Ends what turned out to be no incident, before anybody was told of it: those who are broken are told of their own.
   * False: it has at least `fewest` open outages, was told, or is over.
   */
  dissolveIncident(teamId: string, incidentId: string, fewest: number, now: number): Promise<boolean>;
  endIncident(teamId: string, incidentId: string, now: number): Promise<void>;
  /** How links of the auth config ended since then: by reason, and how many won or were left unfinished. */
  attemptsSince(
    teamId: string,
    authConfigId: string,
    since: number,
  ): Promise<{ won: number; unfinished: number; failed: Readonly<Record<string, number>> }>;
  /** A connection that works as far as is known, to try; null: there is none. */
  witness(teamId: string, authConfigId: string): Promise<(Connection & { externalUserId: string }) | null>;
  /**
   * Why the sweeps since the last complete one failed, oldest first; `since`: when the first of them began.
   * `isAnswering`: the last one was complete. Only what began at or after `from` is looked at.
   */
  failedSweeps(
    teamId: string,
    from: number,
  ): Promise<{ since: number | null; failures: readonly string[]; isAnswering: boolean }>;
  /** Of outages of people that began since then, have one of these causes and are part of no open incident. */
  brokenAlone(teamId: string, causes: readonly Cause[], since: number): Promise<BrokenAlone[]>;
  /** Outages that are part of no incident and began since then. */
  loneOutagesSince(teamId: string, since: number): Promise<LoneOutage[]>;
}
