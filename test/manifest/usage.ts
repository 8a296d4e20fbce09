/** What the bot's source uses of Slack: slash commands, events, Web API methods, and the scopes that these need. */

import { type SourceFile, withoutComments } from '../boundaries/source.ts';

export interface SlackUsage {
  commands: string[];
  events: string[];
  methods: string[];
}

/** Source: the scopes named on each method's page of Slack's Web API reference; [] for those that need none. */
const methodScopes: Readonly<Record<string, readonly string[]>> = {
  'apps.connections.open': [],
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.deleteScheduledMessage': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.scheduleMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['im:history'],
  'conversations.info': ['im:read'],
  'conversations.list': ['im:read'],
  // For public and private channels, the only ones that the bot asks about.
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['im:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.uploadV2': ['files:write'],
  'pins.add': ['pins:write'],
  'reactions.add': ['reactions:write'],
  'team.info': ['team:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.conversations': ['im:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'users.profile.get': ['users.profile:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** Source: the scopes named on each event's page of Slack's Events API reference. */
const eventScopes: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  member_joined_channel: ['channels:read'],
  'message.im': ['im:history'],
  subteam_members_changed: ['usergroups:read'],
  subteam_updated: ['usergroups:read'],
  team_join: ['users:read'],
  tokens_revoked: [],
  user_change: ['users:read'],
  user_profile_changed: ['users:read'],
};

// Only calls on a client of the Web API count: `users.map` on a list is none.
const families = [...new Set(Object.keys(methodScopes).map((method) => method.split('.')[0]))].join('|');
const calledByName = new RegExp(`['"\`]((?:${families})(?:\\.[A-Za-z0-9]+)+)['"\`]`, 'g');
const calledOnClient = new RegExp(`\\b(?:client|web|slack)\\.((?:${families})(?:\\.[a-z][A-Za-z0-9]+)+)\\(`, 'g');

/** Finds them in the code of `files`: each once, sorted. */
export function findUsage(files: readonly SourceFile[]): SlackUsage {
  const code = files.map((file) => withoutComments(file.text)).join('\n');
  const methods = [...matches(code, calledByName), ...matches(code, calledOnClient)];
  return {
    commands: unique(matches(code, /['"`](\/gong-[a-z-]+)['"`]/g)),
    events: unique([
      ...matches(code, /(?<![\w.])(\w+(?:\.im)?)\b/g).filter((word) => Object.hasOwn(eventScopes, word)),
      ...matches(code, /\.event\(\s*['"`]([a-z_.]+)['"`]/g),
      ...keysOf(code, 'events'),
    ]),
    methods: unique(methods),
  };
}

/** Every command that the code names anywhere, in a sentence as well. */
export function findMentionedCommands(files: readonly SourceFile[]): string[] {
  const code = files.map((file) => withoutComments(file.text)).join('\n');
  return unique(matches(code, /(?<![\w./-])(\/gong-[a-z-]*[a-z])/g));
}

/** The bot scopes that a use of Slack needs, sorted; a method or an event that this file does not know is an error. */
export function scopesFor(usage: SlackUsage): string[] {
  return unique([
    ...(usage.commands.length > 0 ? ['commands'] : []),
    ...usage.methods.flatMap((method) => known(methodScopes, method)),
    ...usage.events.flatMap((event) => known(eventScopes, event)),
  ]);
}

/** The keys of every object literal that is assigned to `property`, as routes are declared. */
function keysOf(code: string, property: string): string[] {
  return [...code.matchAll(new RegExp(`\\b${property}\\s*[:=]\\s*\\{`, 'g'))].flatMap((found) => {
    let depth = 1;
    let outermost = '';
    for (let at = found.index + found[0].length; at < code.length && depth > 0; at += 1) {
      const character = code[at] ?? '';
      if ('{(['.includes(character)) depth += 1;
      if (depth === 1) outermost += character;
      if ('})]'.includes(character)) depth -= 1;
    }
    return matches(outermost, /(?:^|,)\s*(?:async\s+)?['"]?([a-z][a-z_.]*)['"]?\s*(?=[:,]|$)/g);
  });
}

function known(table: Readonly<Record<string, readonly string[]>>, name: string): readonly string[] {
  const scopes = table[name];
  if (scopes === undefined) throw new Error(`Nobody wrote down which scopes ${name} needs: add it to the table.`);
  return scopes;
}

function matches(code: string, pattern: RegExp): string[] {
  return [...code.matchAll(pattern)].map((found) => found[1] ?? '');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
