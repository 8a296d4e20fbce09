/** Messages to the admins, sent where and when they want them. */

import { adminsOf } from '../admins/admins.ts';
import type { NewMessage } from '../model.ts';
import type { Outside } from '../ports.ts';
import { mayBeSentAt } from './notice-schedule.ts';

/** More people than this need not hear of it. */
const mostAdmins = 10;

/**
 * Who saved the setup and `GONG_ADMINS`; when the one who saved it left Slack and nobody is configured, the workspace's
 * own admins. When Slack does not say, nobody is thought to have left.
 */
export async function whoLooksAfterGong(
  outside: Pick<Outside, 'store' | 'slack' | 'log'>,
  teamId: string,
  configured: readonly string[],
): Promise<readonly string[]> {
  const admins = await adminsOf(outside, teamId, configured);
  const [only] = admins;
  if (admins.length !== 1 || only === undefined || configured.includes(only)) return admins;
  try {
    if (!(await outside.slack.member(teamId, only)).isDeactivated) return admins;
    const members = await outside.slack.members(teamId);
    const others = members.filter((one) => one.isAdmin && !one.isDeactivated && !one.isBot && one.slackUserId !== only);
    return others.length === 0 ? admins : others.slice(0, mostAdmins).map(({ slackUserId }) => slackUserId);
  } catch (error) {
    outside.log.warn({ error }, 'could not ask Slack who looks after Gong now');
    return admins;
  }
}

/**
 * One message for the admins, not written yet: a DM each or one in their channel, after their quiet hours.
 * @param given `isDigest`: the digest itself; nothing else is sent to those who chose one. `recipients`: in place of
 * what they chose
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
    dedupeKey: `${given.kind}:${given.subject}:${recipient}`,
    notBefore: mayBeSentAt(preferences, clock.now()),
    ...(given.data ? { data: given.data } : {}),
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
