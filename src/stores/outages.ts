/** What is kept of outages: the times during which a connection did not work. */

import type { Incident } from '../incident.ts';
import type { Connection, NewMessage, Outage } from '../model.ts';

export interface OutageStore {
  outage(
    teamId: string,
    outageId: string,
  ): Promise<(Outage & { connection: Connection; incident: Incident | null }) | null>;
  /** Outages whose reminder is due, without those of an auth config that an admin has paused. */
  dueReminders(teamId: string, now: number): Promise<Outage[]>;
  /** Outages that are open, with their connection, youngest first. */
  openOutages(
    teamId: string,
    beganSince: number,
  ): Promise<Array<Outage & { authConfigId: string | null; incidentId: string | null }>>;
  /** Owes the reminders that are due, one a reader; `nextAt` is when the next are. False: none is due any more. */
  remind(
    teamId: string,
    outageId: string,
    messages: readonly NewMessage[],
    nextAt: number | null,
    now: number,
  ): Promise<boolean>;
  /** False: the outage is over. */
  snooze(teamId: string, outageId: string, until: number, now: number): Promise<boolean>;
}
