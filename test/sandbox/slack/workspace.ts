/** What the workspace holds: people, conversations, messages, and what only one person sees. */

import type { Clock } from '../../../src/ports.ts';
import type { Block } from './block-kit/types.ts';
import type { Changes } from './changes.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';
import { completePerson, type NewPerson, type Person } from './people.ts';
import { fileJson, type SharedFile } from './uploads.ts';
import type { NewUserGroup, UserGroup } from './user-groups.ts';

export interface Message {
  ts: string;
  /** User ID of the author. */
  user: string;
  fromBot: boolean;
  text: string;
  blocks: Block[] | null;
  metadata: JsonObject | null;
  /** Set once the message was edited. */
  edited: { user: string; ts: string } | null;
  threadTs: string | null;
  files: SharedFile[];
}

/** A message about to be posted; most have no files. */
export type NewMessage = Omit<Message, 'ts' | 'edited' | 'files'> & { files?: SharedFile[] };

export interface Conversation {
  id: string;
  kind: 'channel' | 'im';
  name: string;
  isPrivate: boolean;
  /** Whether everybody who joins the workspace is put into it. */
  isForEverybody: boolean;
  isArchived: boolean;
  members: Set<string>;
  /** For a DM: whose DM with the bot it is. */
  person: string | null;
  messages: Message[];
}

/** Something shown to one person and kept nowhere: an ephemeral message of the bot, or an error of the client. */
export interface Note {
  kind: 'ephemeral' | 'error';
  ts: string;
  user: string;
  channel: string;
  text: string;
  blocks: Block[] | null;
}

export interface Bot {
  userId: string;
  botId: string;
  appId: string;
  name: string;
}

export interface Workspace {
  team: { id: string; name: string; domain: string };
  bot: Bot;
  people: Map<string, Person>;
  conversations: Map<string, Conversation>;
  notes: Note[];
  userGroups: UserGroup[];
  addPerson(given: NewPerson): Person;
  /** Without `members`: everybody who is here and who comes, but no bot. */
  addChannel(name: string, given?: { members?: string[]; isPrivate?: boolean }): Conversation;
  addUserGroup(given: NewUserGroup): UserGroup;
  /** The person's DM with the bot, made when there is none. */
  openDm(userId: string): Conversation;
  /** Stores a message and gives it its `ts`. */
  post(conversation: Conversation, message: NewMessage): Message;
  /** Shows something to one person alone. */
  note(note: Omit<Note, 'ts'>): Note;
}

/** A workspace with the bot in it and nobody else. */
export function createWorkspace(clock: Clock, ids: Ids, changes: Changes, botName: string): Workspace {
  const team = { id: ids.next('T'), name: 'Larkspur Lighting', domain: 'larkspur' };
  const bot: Bot = { userId: ids.next('U'), botId: ids.next('B'), appId: ids.next('A'), name: botName };
  const people = new Map<string, Person>();
  const conversations = new Map<string, Conversation>();
  const notes: Note[] = [];
  const userGroups: UserGroup[] = [];

  const addPerson = (given: NewPerson): Person => {
    const person = completePerson(given, ids.next('U'), Math.floor(clock.now() / 1000));
    people.set(person.id, person);
    for (const conversation of conversations.values()) {
      if (conversation.isForEverybody && !person.isBot) conversation.members.add(person.id);
    }
    changes.notify();
    return person;
  };
  const addConversation = (conversation: Conversation): Conversation => {
    conversations.set(conversation.id, conversation);
    changes.notify();
    return conversation;
  };

  addPerson({ id: bot.userId, realName: botName, isBot: true });
  return {
    team,
    bot,
    people,
    conversations,
    notes,
    userGroups,
    addPerson,
    addUserGroup: (given) => {
      const group = { isDisabled: false, ...given, id: ids.next('S') };
      userGroups.push(group);
      changes.notify();
      return group;
    },
    addChannel: (name, { members, isPrivate = false } = {}) => {
      const everybody = [...people.values()].filter((person) => !person.isBot).map((person) => person.id);
      return addConversation({
        id: ids.next('C'),
        kind: 'channel',
        name,
        isPrivate,
        isForEverybody: members === undefined,
        isArchived: false,
        members: new Set(members ?? everybody),
        person: null,
        messages: [],
      });
    },
    openDm: (userId) => {
      for (const conversation of conversations.values()) if (conversation.person === userId) return conversation;
      const members = new Set([userId, bot.userId]);
      return addConversation({
        id: ids.next('D'),
        kind: 'im',
        name: 'directmessage',
        isPrivate: true,
        isForEverybody: false,
        isArchived: false,
        members,
        person: userId,
        messages: [],
      });
    },
    post: (conversation, message) => {
      const posted: Message = { files: [], ...message, ts: ids.ts(), edited: null };
      conversation.messages.push(posted);
      changes.notify();
      return posted;
    },
    note: (given) => {
      const note: Note = { ...given, ts: ids.ts() };
      notes.push(note);
      changes.notify();
      return note;
    },
  };
}

/** A message as the Web API and the payloads carry it. */
export function messageJson(message: Message, workspace: Workspace, baseUrl: string): JsonObject {
  const { bot, team } = workspace;
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.fromBot ? { bot_id: bot.botId, app_id: bot.appId } : {}),
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.files.length > 0 ? { files: message.files.map((file) => fileJson(file, baseUrl)) } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
  };
}
