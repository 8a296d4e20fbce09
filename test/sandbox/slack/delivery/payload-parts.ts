/** The parts that Slack's payloads have in common. */

import type { JsonObject } from '../json.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';

/** The deprecated verification token, which is still sent. */
export const verificationToken = 'sandbox-verification-token';

/** `user` of an interactive payload. */
export function userPart(person: Person, { workspace }: Platform): JsonObject {
  return { id: person.id, username: person.name, name: person.name, team_id: workspace.team.id };
}

/** What every interactive payload carries. */
export function interactivePart(type: string, person: Person, platform: Platform): JsonObject {
  const { team, bot } = platform.workspace;
  return {
    type,
    team: { id: team.id, domain: team.domain },
    user: userPart(person, platform),
    api_app_id: bot.appId,
    token: verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}
