/** The user groups to choose from, asked of Slack once a minute at most: it is called at every keystroke. */

import { SlackError } from '../errors.ts';
import { type Outside, pause, type UserGroup } from '../ports.ts';
import type { Choice } from '../routes.ts';
import { noUserGroups, unreadInWords } from './source-words.ts';

const keptForMs = 60_000;
/** A trigger ID lives three seconds, and who is an admin was asked before. */
const answerWithinMs = 800;
const longestChoice = 75;

export interface UserGroups {
  /** Why there are none to choose from, as mrkdwn; null: there are, or Slack did not say in time. */
  whyNone(teamId: string): Promise<string | null>;
  /** Those whose name or handle holds what was typed. Fails with a SlackError. */
  choices(teamId: string, query: string): Promise<Choice[]>;
}

export function createUserGroups({ slack, clock, log }: Pick<Outside, 'slack' | 'clock' | 'log'>): UserGroups {
  const kept = new Map<string, { at: number; groups: Promise<UserGroup[]> }>();

  const groupsOf = (teamId: string): Promise<UserGroup[]> => {
    const known = kept.get(teamId);
    if (known && clock.now() - known.at < keptForMs) return known.groups;
    const groups = slack.userGroups(teamId);
    kept.set(teamId, { at: clock.now(), groups });
    // A failure is not kept: it is asked again.
    groups.catch(() => kept.delete(teamId));
    return groups;
  };

  return {
    whyNone: (teamId) => {
      const asked = groupsOf(teamId).then(
        (groups) => (groups.length > 0 ? null : noUserGroups),
        (error: unknown) => {
          log.warn({ error }, 'could not ask Slack for the user groups');
          return error instanceof SlackError && error.isAboutOneFeature ? unreadInWords('user_group', error) : null;
        },
      );
      return Promise.race([asked, pause(clock, answerWithinMs).then(() => null)]);
    },

    choices: async (teamId, query) => {
      const wanted = query.toLowerCase();
      return (await groupsOf(teamId))
        .map((group) => ({ text: choiceText(group), value: group.userGroupId }))
        .filter(({ text }) => text.toLowerCase().includes(wanted));
    },
  };
}

function choiceText({ name, handle, size }: UserGroup): string {
  const people = size === null ? '' : ` (${size})`;
  return `${`@${handle} · ${name}`.slice(0, longestChoice - people.length)}${people}`;
}
