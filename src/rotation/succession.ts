/** Hands a rotation on to the other admins when who began it has left Slack: nobody else would hear of it. */

import { SlackError } from '../errors.ts';
import { adminMessages, whereAdminsRead } from '../incidents/admin-recipients.ts';
import type { Outside } from '../ports.ts';
import type { Rotation } from '../stores/rotations.ts';
import { rotationMessageKey, rotationMessageKind } from './progress-view.ts';

/** Slack is asked about who began it this often, and at each step of the rotation. */
const askEveryMs = 60_000;

/**
 * @param given `admins`: `GONG_ADMINS`
 * @returns looks whether a rotation has to be handed on, and owes the messages. True: it did
 */
export function createSuccession(
  outside: Outside,
  given: { teamId: string; admins: readonly string[] },
): (rotation: Rotation) => Promise<boolean> {
  const { store, clock, log } = outside;
  const { teamId, admins } = given;
  let asked = { about: '', at: 0 };
  let handedOn = '';

  return async (rotation) => {
    const { id, createdBy, state, reason } = rotation;
    const whose = `${id} ${createdBy}`;
    const about = `${whose} ${state} ${reason}`;
    const now = clock.now();
    if (handedOn === whose || (asked.about === about && now - asked.at < askEveryMs)) return false;
    asked = { about, at: now };
    if (!(await hasLeft(outside, teamId, createdBy))) return false;
    const readers = await whereAdminsRead(outside, teamId, admins);
    const messages = await adminMessages(outside, {
      teamId,
      admins,
      kind: rotationMessageKind,
      subject: id,
      data: { insteadOf: createdBy },
      recipients: readers.filter((reader) => reader !== createdBy),
    });
    // Who has a message of this rotation already goes on reading that.
    const heirs = messages.map((message) => ({ ...message, dedupeKey: rotationMessageKey(id, message.recipient) }));
    await store.oweAll(teamId, heirs, now);
    handedOn = whose;
    log.info({ rotationId: id, heirs: heirs.length }, 'who began a rotation has left: the other admins are told');
    return true;
  };
}

/** When Slack does not say, nobody is thought to have left. */
async function hasLeft(
  { slack, log }: Pick<Outside, 'slack' | 'log'>,
  teamId: string,
  slackUserId: string,
): Promise<boolean> {
  try {
    return (await slack.member(teamId, slackUserId)).isDeactivated;
  } catch (error) {
    if (error instanceof SlackError && error.isAboutRecipient) return true;
    log.warn({ error }, 'could not ask Slack whether who began a rotation is still there');
    return false;
  }
}
