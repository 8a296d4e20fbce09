/** Follows the rotation that is under way: its canary, and what a crash left half done. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import type { Rotation } from '../stores/rotations.ts';
import { judgeCanary } from './canary-rule.ts';
import { rotationMessage } from './progress-view.ts';
import { newestAttempt, startCanary } from './rotate.ts';
import { createSuccession } from './succession.ts';
import { givenUp } from './words.ts';

const idleMs = 1_000;
/** Longer than a process can be at work on a submission: one that is older was another's, which died. */
const atWorkAtMostMs = 180_000;

/**
 * @param given `admins`: `GONG_ADMINS`; `startedAt`: rotations begun later may be this process's own work;
 * `onChanged`: told when a link is asked for or messages are owed
 */
export function createCanaryWatch(
  outside: Outside,
  given: { teamId: string; lease: Lease; admins: readonly string[]; startedAt: number; onChanged: () => void },
): Loop {
  const { store, clock, identity, log } = outside;
  const { teamId } = given;
  const handOn = createSuccession(outside, given);

  const isOwnWork = (since: number): boolean => since >= given.startedAt && clock.now() - since < atWorkAtMostMs;

  const giveUp = async (rotation: Rotation, reason: string): Promise<void> => {
    const notify = rotationMessage(identity.uuid(), rotation);
    await store.giveUpRotation(teamId, rotation.id, { by: 'bot', reason, notify }, clock.now());
    log.warn({ rotationId: rotation.id, reason }, 'a rotation of the client secret is given up');
    given.onChanged();
  };

  const followCanary = async (rotation: Rotation): Promise<void> => {
    const judgement = judgeCanary(rotation, await newestAttempt(outside, teamId, rotation.canary));
    const notify = rotationMessage(identity.uuid(), rotation);
    switch (judgement.kind) {
      case 'wait':
        return;
      case 'follow': {
        const canary = { owner: rotation.canary, attemptId: judgement.attemptId, by: 'bot' };
        await store.beginCanary(teamId, rotation.id, canary, clock.now());
        break;
      }
      case 'failed':
        await store.failCanary(teamId, rotation.id, judgement.reason, notify, clock.now());
        log.warn({ rotationId: rotation.id, reason: judgement.reason }, 'the canary of a rotation failed');
        break;
      case 'passed':
        await store.passCanary(teamId, rotation.id, notify, clock.now());
        log.info({ rotationId: rotation.id }, 'the canary of a rotation is ACTIVE');
    }
    given.onChanged();
  };

  return createLoop(outside, 'rotation', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const rotation = await store.openRotation(teamId);
    if (!rotation) return undefined;
    if (await handOn(rotation)) given.onChanged();
    if (rotation.state === 'waves') return undefined;
    const setup = await store.savedSetup(teamId);
    if (rotation.state === 'patching') {
      if (!isOwnWork(rotation.beganAt)) await giveUp(rotation, givenUp.interrupted);
    } else if (setup?.authConfigId !== rotation.authConfigId) await giveUp(rotation, givenUp.setupChanged);
    else if (rotation.state === 'patched') {
      if (isOwnWork(rotation.patchedAt ?? rotation.beganAt)) return undefined;
      await startCanary(outside, { setup, rotationId: rotation.id, by: rotation.createdBy });
      given.onChanged();
    } else await followCanary(rotation);
    return undefined;
  });
}
