/** Asks Slack who is meant by the chosen people, channels and user groups, and who they are. */

import { SlackError } from '../errors.ts';
import type { Member, Outside } from '../ports.ts';
import type { Audience, UnreadSource } from '../stores/invitation-batches.ts';
import type { Sources } from './form-view.ts';
import { sortPeople } from './sorting.ts';
import { unreadInWords } from './source-words.ts';

export const dayMs = 24 * 3_600_000;
/** More people than this are found faster in the whole member list. */
const mostSingleLooks = 20;

type Asked = Pick<Outside, 'slack' | 'store' | 'clock' | 'log'>;

/** Everybody who was chosen, sorted. A source that cannot be read is named, and the others go on. */
export async function gatherAudience(outside: Asked, teamId: string, sources: Sources): Promise<Audience> {
  const { slack, store, clock } = outside;
  const unread: UnreadSource[] = [];
  const lists: Array<readonly string[]> = [sources.people];
  const read = async (kind: UnreadSource['kind'], id: string, ask: () => Promise<string[]>): Promise<void> => {
    try {
      lists.push(await ask());
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      outside.log.warn({ error, kind, id }, 'could not ask Slack who is meant');
      unread.push({ kind, id, words: unreadInWords(kind, error) });
    }
  };
  // One after the other: Slack counts the calls of a minute.
  for (const id of sources.channels) await read('channel', id, () => slack.channelMembers(teamId, id));
  for (const id of sources.userGroups) await read('user_group', id, () => slack.userGroupMembers(teamId, id));

  const members = await whoTheyAre(outside, teamId, [...new Set(lists.flat())]);
  const standings = await store.standings(teamId, clock.now() - dayMs);
  return { ...sortPeople(lists, members, standings), unread };
}

/** null: Slack does not say. A message that cannot be sent harms nobody, so they can be invited all the same. */
async function whoTheyAre(
  { slack, log }: Asked,
  teamId: string,
  people: readonly string[],
): Promise<ReadonlyMap<string, Member> | null> {
  const lookAtEach = async (some: readonly string[]): Promise<Member[]> =>
    (await Promise.all(some.map((slackUserId) => lookAt(slack, teamId, slackUserId)))).flat();
  const known = (members: readonly Member[]): Map<string, Member> =>
    new Map(members.map((member) => [member.slackUserId, member]));
  try {
    if (people.length <= mostSingleLooks) return known(await lookAtEach(people));
    const listed = known(await slack.members(teamId));
    const missing = people.filter((slackUserId) => !listed.has(slackUserId));
    // A few may have joined since the list was read.
    if (missing.length > mostSingleLooks) return listed;
    return new Map([...listed, ...known(await lookAtEach(missing))]);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    log.warn({ error }, 'could not ask Slack who can be invited');
    return null;
  }
}

/** Empty: Slack does not show this person. */
async function lookAt(slack: Outside['slack'], teamId: string, slackUserId: string): Promise<Member[]> {
  try {
    return [await slack.member(teamId, slackUserId)];
  } catch (error) {
    if (error instanceof SlackError && error.isAboutRecipient) return [];
    throw error;
  }
}
