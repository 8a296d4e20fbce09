/** users.info and users.list. */

import { MethodError } from '../method-error.ts';
import { userJson } from '../people.ts';
import type { Platform } from '../platform.ts';
import { type Method, pageOf, requiredString } from './method.ts';

const showsEmail = (platform: Platform): boolean => platform.settings.scopes.includes('users:read.email');

export const userMethods: Record<string, Method> = {
  'users.info': {
    scope: 'users:read',
    perMinute: 100,
    token: 'bot',
    run: (args, platform) => {
      const person = platform.workspace.people.get(requiredString(args, 'user'));
      if (!person) throw new MethodError('user_not_found');
      return { user: userJson(person, platform.workspace.team.id, showsEmail(platform)) };
    },
  },
  'users.list': {
    scope: 'users:read',
    perMinute: 20,
    token: 'bot',
    run: (args, platform) => {
      // Who is of another workspace is not on the list, only to be asked for (Slack Connect: "External members").
      const own = [...platform.workspace.people.values()].filter(({ homeTeamId }) => homeTeamId === null);
      const { page, nextCursor } = pageOf(own, args, 0);
      return {
        members: page.map((person) => userJson(person, platform.workspace.team.id, showsEmail(platform))),
        cache_ts: Math.floor(platform.clock.now() / 1000),
        response_metadata: { next_cursor: nextCursor },
      };
    },
  },
};
