/** Messages to the admins, sent where and when they want them. */

import { adminsOf } from '../admins/admins.ts';
import { SlackError } from '../errors.ts';
import type { NewMessage } from '../model.ts';
import type { Outside } from '../ports.ts';
import { isForAdmins } from '../stores/notices.ts';
import { mayBeSentAt } from './notice-schedule.ts';

/** More people than this need not hear of it. */
const mostAdmins = 10;

/**
 * Who saved the setup and `GONG_ADMINS`, without those who left Slack or whom every button would refuse; with nobody
 * left, the workspace's own admins and owners. Of whom Slack does not say, nothing bad is thought.
 */
export async function whoLooksAfterGong(
  outside: Pick<Outside, 'store' | 'slack' | 'log'>,
  teamId: string,
  configured: readonly string[],
): Promise<readonly string[]> {
  const admins = await adminsOf(outside, teamId, configured);
  const able = await Promise.all(admins.map((admin) => canAct(outside, teamId, admin, configured)));
  const left = admins.filter((_, index) => able[index]);
  if (left.length > 0) return left;
  try {
    const members = await outside.slack.members(teamId);
    // A list of members may be a while old: those who were just asked about are none of them.
    const others = members.filter(
      (one) => one.isAdmin && !one.isDeactivated && !one.isBot && !admins.includes(one.slackUserId),
    );
    return others.length === 0 ? admins : others.slice(0, mostAdmins).map(({ slackUserId }) => slackUserId);
  } catch (error) {
    outside.log.warn({ error }, 'could not ask Slack who looks after Gong now');
    return admins;
  }
}

/** Whether somebody is in Slack still and may press what they would be sent. */
async function canAct(
  { slack, log }: Pick<Outside, 'slack' | 'log'>,
  teamId: string,
  slackUserId: string,
  configured: readonly string[],
): Promise<boolean> {
  try {
    const { isDeactivated, isAdmin } = await slack.member(teamId, slackUserId);
    return !isDeactivated && (isAdmin || configured.includes(slackUserId));
  } catch (error) {
    if (error instanceof SlackError && error.isAboutRecipient) return false;
    log.warn({ error, slackUserId }, 'could not ask Slack whether somebody still looks after Gong');
    return true;
  }
}

/**
 * One message for the admins, not written yet: a DM each or one in their channel, after their quiet hours.
 * @param given `isDigest`: the digest itself; nothing else is sent to those who chose one. `recipients`: in place of
 * what they chose. `key`: what it is known by, in place of its kind and subject; each reader's own is made of it
 */
export async function adminMessages(
  outside: Outside,
  given: {
    teamId: string;
    admins: readonly string[];
    kind: string;
    subject: string;
    data?: Readonly<Record<string, unknown>>;
    isDigest?: boolean;
    recipients?: readonly string[];
    key?: string;
  },
): Promise<readonly NewMessage[]> {
  const { store, identity, clock } = outside;
  const preferences = await store.noticePreferences(given.teamId);
  if (preferences.pace === 'digest' && !given.isDigest && !given.recipients) return [];
  const recipients =
    given.recipients ??
    (preferences.channel === null
      ? await whoLooksAfterGong(outside, given.teamId, given.admins)
      : [preferences.channel]);
  return recipients.map((recipient) => ({
    id: identity.uuid(),
    recipient,
    kind: given.kind,
    subject: given.subject,
    dedupeKey: `${given.key ?? `${given.kind}:${given.subject}`}:${recipient}`,
    notBefore: mayBeSentAt(preferences, clock.now()),
    data: { ...given.data, [isForAdmins]: true },
  }));
}

/** Where the admins read what no digest may keep back: their channel, or a DM each. */
export async function whereAdminsRead(
  outside: Pick<Outside, 'store' | 'slack' | 'log'>,
  teamId: string,
  configured: readonly string[],
): Promise<readonly string[]> {
  const { channel } = await outside.store.noticePreferences(teamId);
  return channel === null ? whoLooksAfterGong(outside, teamId, configured) : [channel];
}
