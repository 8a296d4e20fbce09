/** usergroups.list and usergroups.users.list. */

import { MethodError } from '../method-error.ts';
import type { Platform } from '../platform.ts';
import { userGroupJson } from '../user-groups.ts';
import { flag, type Method, requiredString } from './method.ts';

/** Free plans have none. */
const mustBeInPlan = (platform: Platform): void => {
  if (!platform.hasUserGroups) throw new MethodError('plan_upgrade_required');
};

const method = (run: Method['run']): Method => ({ scope: 'usergroups:read', perMinute: 20, token: 'bot', run });

export const userGroupMethods: Record<string, Method> = {
  'usergroups.list': method((args, platform) => {
    mustBeInPlan(platform);
    const include = { users: flag(args, 'include_users'), count: flag(args, 'include_count') };
    const shown = platform.workspace.userGroups.filter((group) => flag(args, 'include_disabled') || !group.isDisabled);
    return { usergroups: shown.map((group) => userGroupJson(group, platform.workspace.team.id, include)) };
  }),
  'usergroups.users.list': method((args, platform) => {
    mustBeInPlan(platform);
    const id = requiredString(args, 'usergroup');
    const group = platform.workspace.userGroups.find((candidate) => candidate.id === id);
    if (!group || (group.isDisabled && !flag(args, 'include_disabled'))) throw new MethodError('no_such_subteam');
    return { users: group.users };
  }),
};
