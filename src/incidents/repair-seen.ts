/** What shows that people can be told: a reconnect would work now. Pure. */

import type { Verification } from '../connections-port.ts';
import type { Incident, Repair } from '../incident.ts';
import type { AuthConfigSeen } from './clues.ts';

export interface RepairSigns {
  authConfig: AuthConfigSeen;
  /** Somebody connected through the same auth config since it began. */
  hasReconnected: boolean;
  /** Somebody connected since through the setup that replaced the broken one. */
  hasConnectedAnew: boolean;
  /** What Gong said to a connection that still counts as active, when it was tried last; null: it was not. */
  probe: Verification | null;
  /** Gong refused a connection's tokens before and takes them now. */
  worksAgain: boolean;
}

/** Whether a disabled auth config is what broke those it took: only of them does enabling it repair anything. */
export function isSwitchedOff({ accountCause }: Pick<Incident, 'accountCause'>): boolean {
  return accountCause === 'auth_config_disabled';
}

/** @returns null: nothing shows it */
export function repairSeen(incident: Pick<Incident, 'diagnosis' | 'accountCause'>, signs: RepairSigns): Repair | null {
  const { authConfig, hasReconnected, hasConnectedAnew, worksAgain } = signs;
  if (hasConnectedAnew) return 'reconnected';
  // Whoever connected through it did so before.
  if (authConfig === 'disabled' || authConfig === 'gone') return null;
  if (isSwitchedOff(incident) && authConfig === 'enabled') return 'enabled';
  if (incident.diagnosis.cause === 'accounts_deleted') return 'nothing_in_the_way';
  if (hasReconnected) return 'reconnected';
  return worksAgain && !isSwitchedOff(incident) ? 'works_again' : null;
}

/**
 * Whether what was seen to repair it still does, looked at anew before anybody is told.
 * @returns `not_known`: Composio did not say
 */
export function repairStands(repair: Repair, signs: RepairSigns): 'stands' | 'gone' | 'not_known' {
  if (repair === 'reconnected' && signs.hasConnectedAnew) return 'stands';
  if (signs.authConfig === 'disabled' || signs.authConfig === 'gone') return 'gone';
  if (signs.authConfig === 'unasked') return 'not_known';
  return repair === 'works_again' && signs.probe === 'credentials_refused' ? 'gone' : 'stands';
}
