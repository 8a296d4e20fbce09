/** User groups, and how `usergroups.list` shows one. */

import type { JsonObject } from './json.ts';

export interface UserGroup {
  id: string;
  name: string;
  /** What stands behind the `@`. */
  handle: string;
  users: string[];
  isDisabled: boolean;
}

/** What a caller says about a new one. */
export type NewUserGroup = Pick<UserGroup, 'name' | 'handle' | 'users'> & { isDisabled?: boolean };

/** The user group object of the Web API. A disabled one has the time it was deleted. */
export function userGroupJson(
  group: UserGroup,
  teamId: string,
  include: { users: boolean; count: boolean },
): JsonObject {
  return {
    id: group.id,
    team_id: teamId,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    description: '',
    is_external: false,
    date_delete: group.isDisabled ? 1_500_000_000 : 0,
    ...(include.users ? { users: group.users } : {}),
    ...(include.count ? { user_count: String(group.users.length) } : {}),
  };
}
