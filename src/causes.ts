/** Why a connection does not work, in the person's words. Pure. */

import type { Cause } from './connection.ts';

export interface CauseWords {
  /** What happened, one sentence. */
  what: string;
  /** Why that may be, one sentence. */
  why: string;
}

const words: Record<Cause, CauseWords> = {
  expired: {
    what: 'Gong no longer accepts the permission you gave.',
    why: 'That happens when access is withdrawn in Gong, or when an admin there changed or switched off the integration.',
  },
  revoked: {
    what: 'The permission you gave was withdrawn.',
    why: 'Somebody revoked it.',
  },
  failed: {
    what: 'The connection failed.',
    why: 'Gong refused it when it was last used.',
  },
  deleted: {
    what: 'The connection was deleted.',
    why: 'Somebody removed it on purpose or by mistake.',
  },
  disabled: {
    what: 'The connection is paused.',
    why: 'Somebody paused it; the admins have been told. A new connection of your own may work at once.',
  },
  auth_config_disabled: {
    what: 'All Gong connections of this workspace are paused.',
    why: 'The Gong setup was switched off. The admins have been asked to put that right; reconnecting works once they have.',
  },
};

/**
 * How the setup that a connection was made with stands: `gone`, its auth config was deleted; `replaced`, another setup
 * is in force, so that only a new connection helps, whatever broke the old one.
 */
export type SetupStanding = 'in_force' | 'gone' | 'replaced';

/** @param setup the one in force; null: none is */
export function isOfReplacedSetup(
  { authConfigId }: { authConfigId: string | null },
  setup: { authConfigId: string } | null,
): boolean {
  return setup !== null && authConfigId !== null && authConfigId !== setup.authConfigId;
}

/** Words for a cause; null is a cause nobody knows. */
export function causeInWords(cause: Cause | null, standing: SetupStanding = 'in_force'): CauseWords {
  if (standing === 'replaced') {
    return {
      what: 'Gong was set up anew.',
      why: 'Your connection belongs to the setup before. A new one works at once.',
    };
  }
  if (standing === 'gone' && cause === 'auth_config_disabled') {
    return {
      what: 'No Gong connection of this workspace works.',
      why: 'The Gong setup was deleted. The admins have been asked to set Gong up anew; reconnecting works once they have.',
    };
  }
  return cause === null ? { what: 'The connection does not work.', why: 'Nobody has said why.' } : words[cause];
}
