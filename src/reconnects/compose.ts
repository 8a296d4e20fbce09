/** Composes the DMs of rounds from what is known when they are delivered. */

import type { Composer, Outside } from '../ports.ts';
import { buildScopesRoundMessage } from './progress-view.ts';
import { buildReconnectRequest } from './request-message.ts';

/** The DM to somebody who is asked. Who has reconnected before it could be sent is not asked any more. */
export function composeReconnectRequest({ store }: Pick<Outside, 'store'>): Composer {
  return async ({ teamId, recipient, data, ts }) => {
    const roundId = String(data.roundId);
    const request = await store.reconnectRequest(teamId, roundId, recipient);
    const round = await store.round(teamId, roundId);
    if (!request || !round) return 'moot';
    const isOver = request.state === 'reconnected' || request.state === 'gone';
    if (isOver && ts === null) return 'moot';
    // Nobody could reconnect during the admins' own pause.
    if (ts === null && (await store.openPause(teamId))) return 'later';
    const setup = await store.savedSetup(teamId);
    return buildReconnectRequest({ cause: round.cause, request, scopes: setup?.scopes ?? [] });
  };
}

/** The DM to the admin who began a round after a change of scopes. */
export function composeScopesRound({ store }: Pick<Outside, 'store'>): Composer {
  return async ({ teamId, subject }) => {
    const round = await store.round(teamId, subject);
    if (!round) return 'moot';
    return buildScopesRoundMessage({ round, counts: await store.roundCounts(teamId, subject) });
  };
}
