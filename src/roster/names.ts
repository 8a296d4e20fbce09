/**
 * The names that the roster is sorted and searched by. Slack is asked for those that are missing when an admin looks;
 * the daily look at the member list keeps them right.
 */

import { SlackError } from '../errors.ts';
import { type Member, type Outside, pause } from '../ports.ts';

/** More people than this are found faster in the whole member list. */
const mostSingleLooks = 20;
/** Written in one transaction. */
const atOnce = 200;

/** @returns reads the names that are missing; several who ask at once wait for the same answer. It never fails. */
export function createNameLook(
  outside: Pick<Outside, 'store' | 'slack' | 'clock' | 'log'>,
): (teamId: string) => Promise<void> {
  let atWork: Promise<void> | null = null;
  return (teamId) => {
    atWork ??= look(outside, teamId)
      .catch((error: unknown) => outside.log.warn({ error }, 'could not ask Slack for names'))
      .finally(() => {
        atWork = null;
      });
    return atWork;
  };
}

async function look(
  { store, slack, clock }: Pick<Outside, 'store' | 'slack' | 'clock'>,
  teamId: string,
): Promise<void> {
  const lookAtEach = async (people: readonly string[]): Promise<void> => {
    const members = await Promise.all(people.map((slackUserId) => memberOrNobody(slack, teamId, slackUserId)));
    await store.rememberMembers(teamId, members, clock.now());
  };
  const nameless = await store.namelessPeople(teamId, mostSingleLooks + 1);
  if (nameless.length === 0) return;
  if (nameless.length <= mostSingleLooks) return lookAtEach(nameless);
  const beganAt = clock.now();
  const remember = async (members: readonly Member[]): Promise<string[]> => {
    for (let begin = 0; begin < members.length; begin += atOnce) {
      await store.rememberMembers(teamId, members.slice(begin, begin + atOnce), clock.now());
      await pause(clock, 0);
    }
    return store.namelessPeople(teamId, atOnce);
  };
  const unlisted = await remember(await slack.members(teamId));
  if (unlisted.length <= mostSingleLooks) return lookAtEach(unlisted);
  // So many may have joined since the list was read.
  const unknown = await remember(await slack.members(teamId, beganAt));
  // Whoever is not on it is known by their ID: asking again would not help.
  await store.rememberMembers(teamId, unknown.map(nobody), clock.now());
}

async function memberOrNobody(
  slack: Outside['slack'],
  teamId: string,
  slackUserId: string,
): Promise<Pick<Member, 'slackUserId' | 'name' | 'isDeactivated'>> {
  try {
    return await slack.member(teamId, slackUserId);
  } catch (error) {
    if (error instanceof SlackError && error.isAboutRecipient) return nobody(slackUserId);
    throw error;
  }
}

function nobody(slackUserId: string): Pick<Member, 'slackUserId' | 'name' | 'isDeactivated'> {
  return { slackUserId, name: slackUserId, isDeactivated: false };
}
