/** Whether somebody counts as connected, as far as invitations go. Pure. */

import type { ConnectionMode, PersonStatus } from '../model.ts';

/** An account of their own that works, or, where the company has one for all, the use of that. */
export function isConnected(
  { connection, grant }: Pick<PersonStatus, 'connection' | 'grant'>,
  mode: ConnectionMode,
): boolean {
  if (connection?.state === 'active') return true;
  return mode === 'company' && (grant?.state === 'wanted' || grant?.state === 'granted');
}
