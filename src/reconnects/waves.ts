/** Asks the people of a round wave by wave, and counts who has reconnected. What is owed is in the database. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { isOver, wavePauseMs, waveSize } from './wave-pace.ts';

const idleMs = 2_000;

/** @param onChanged told when messages are owed or a round looks different */
export function createWaves(outside: Outside, given: { teamId: string; lease: Lease; onChanged: () => void }): Loop {
  const { store, clock, identity, log } = outside;
  const { teamId } = given;
  return createLoop(outside, 'reconnect-waves', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const isPaused = (await store.openPause(teamId)) !== null;
    for (const round of await store.openRounds(teamId)) {
      const now = clock.now();
      let isChanged = await store.settleRound(teamId, round.id, now);
      const wave = { most: waveSize, pauseMs: wavePauseMs, messageId: identity.uuid };
      // Nobody could reconnect during the admins' own pause.
      const asked = isPaused ? 0 : await store.sendWave(teamId, round.id, wave, now);
      if (asked > 0) log.info({ roundId: round.id, cause: round.cause, asked }, 'a wave is asked to reconnect');
      if (asked > 0) isChanged = true;
      if (!isPaused && isOver(round, await store.roundCounts(teamId, round.id), now)) {
        isChanged = (await store.endRound(teamId, round.id, 'bot', now)) || isChanged;
      }
      if (isChanged) given.onChanged();
    }
    return undefined;
  });
}
