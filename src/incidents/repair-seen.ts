/** What shows that people can be told: a reconnect would work now. Pure. */

import type { Incident, Repair } from '../incident.ts';
import type { AuthConfigSeen } from './clues.ts';

export interface RepairSigns {
  authConfig: AuthConfigSeen;
  /** Somebody connected since it began. */
  hasReconnected: boolean;
  /** Gong refused a connection's tokens before and takes them now. */
  worksAgain: boolean;
}

/** Whether a disabled auth config is what broke those it took: only of them does enabling it repair anything. */
export function isSwitchedOff({ accountCause }: Pick<Incident, 'accountCause'>): boolean {
  return accountCause === 'auth_config_disabled';
}

/** @returns null: nothing shows it */
export function repairSeen(incident: Pick<Incident, 'diagnosis' | 'accountCause'>, signs: RepairSigns): Repair | null {
  const { authConfig, hasReconnected, worksAgain } = signs;
  const { cause } = incident.diagnosis;
  if (isSwitchedOff(incident) && authConfig === 'enabled') return 'enabled';
  // With an auth config that is off or gone, somebody can only have connected through the setup that replaced it.
  if (isSwitchedOff(incident) || authConfig === 'gone') return hasReconnected ? 'reconnected' : null;
  if (cause === 'accounts_deleted') return 'nothing_in_the_way';
  if (hasReconnected) return 'reconnected';
  return worksAgain ? 'works_again' : null;
}
