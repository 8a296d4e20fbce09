/** The bot scopes of `manifest.yml`: what each is for is said there, and a test holds the two together. */

export const neededSlackScopes: readonly string[] = [
  'commands',
  'chat:write',
  'im:write',
  'im:history',
  'users:read',
  'usergroups:read',
  'channels:read',
  'groups:read',
  'files:write',
];
