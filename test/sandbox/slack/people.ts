/** The people of the workspace, and how `users.info`, `users.list` and the user events show one. */

import type { JsonObject } from './json.ts';

export interface Person {
  id: string;
  /** The user name: lower case, no spaces. */
  name: string;
  realName: string;
  displayName: string;
  email: string;
  title: string;
  isAdmin: boolean;
  isOwner: boolean;
  isPrimaryOwner: boolean;
  /** A guest. */
  isRestricted: boolean;
  /** Of another workspace, here through a shared channel; null: of this one. */
  homeTeamId: string | null;
  isBot: boolean;
  deleted: boolean;
  /** IANA name, with its label and offset in seconds. */
  tz: string;
  tzLabel: string;
  tzOffset: number;
  /** Unix seconds of the last change. */
  updated: number;
}

/** What a caller may say about a new person; the rest is filled in. */
export type NewPerson = Partial<Omit<Person, 'updated'>> & { realName: string };

/** A whole person from the few things given about one. */
export function completePerson(given: NewPerson, id: string, updated: number): Person {
  const name =
    given.name ??
    given.realName
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '.')
      .replace(/^\.|\.$/g, '');
  return {
    displayName: given.realName.split(' ')[0] ?? given.realName,
    email: `${name}@larkspur.example`,
    title: '',
    isAdmin: false,
    isOwner: false,
    isPrimaryOwner: false,
    isRestricted: false,
    homeTeamId: null,
    isBot: false,
    deleted: false,
    tz: 'Europe/Amsterdam',
    tzLabel: 'Central European Time',
    tzOffset: 3600,
    ...given,
    id: given.id ?? id,
    name,
    updated,
  };
}

/** The user object of the Web API. A deactivated user's has no roles, and the address needs `users:read.email`. */
export function userJson(person: Person, teamId: string, withEmail: boolean): JsonObject {
  const roles = {
    is_admin: person.isAdmin,
    is_owner: person.isOwner,
    is_primary_owner: person.isPrimaryOwner,
    is_restricted: person.isRestricted,
    is_ultra_restricted: false,
    has_2fa: false,
  };
  const place = { tz: person.tz, tz_label: person.tzLabel, tz_offset: person.tzOffset };
  return {
    id: person.id,
    team_id: person.homeTeamId ?? teamId,
    name: person.name,
    deleted: person.deleted,
    color: '4bbe2e',
    real_name: person.realName,
    ...(person.deleted ? {} : { ...place, ...roles }),
    profile: {
      title: person.title,
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: person.displayName,
      display_name_normalized: person.displayName,
      status_text: '',
      status_emoji: '',
      avatar_hash: '',
      team: person.homeTeamId ?? teamId,
      ...(withEmail && !person.isBot ? { email: person.email } : {}),
    },
    is_bot: person.isBot,
    is_app_user: false,
    updated: person.updated,
  };
}
