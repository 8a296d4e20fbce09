/** auth.test, apps.connections.open, team.info. */

import type { Method } from './method.ts';

export const identityMethods: Record<string, Method> = {
  'auth.test': {
    scope: null,
    perMinute: null,
    token: 'bot',
    run: (_args, { workspace, baseUrl }) => ({
      url: baseUrl(),
      team: workspace.team.name,
      user: workspace.bot.name.toLowerCase().replace(/\W+/g, ''),
      team_id: workspace.team.id,
      user_id: workspace.bot.userId,
      bot_id: workspace.bot.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    scope: null,
    perMinute: 50,
    token: 'app',
    run: (_args, { socket }) => ({ url: socket.issueUrl() }),
  },
  'team.info': {
    scope: 'team:read',
    perMinute: 50,
    token: 'bot',
    run: (_args, { workspace }) => ({ team: { ...workspace.team, email_domain: 'larkspur.example', icon: {} } }),
  },
};
