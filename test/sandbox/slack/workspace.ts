/** What the workspace holds: people, conversations, messages, and what only one person sees. */

import type { Clock } from '../../../src/ports.ts';
import type { Block } from './block-kit/types.ts';
import type { Changes } from './changes.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';
import { completePerson, type NewPerson, type Person } from './people.ts';

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
}

export interface Conversation {
  id: string;
  kind: 'channel' | 'im';
  name: string;
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
  addPerson(given: NewPerson): Person;
  addChannel(name: string): Conversation;
  /** The person's DM with the bot, made when there is none. */
  openDm(userId: string): Conversation;
  /** Stores a message and gives it its `ts`. */
  post(conversation: Conversation, message: Omit<Message, 'ts' | 'edited'>): Message;
  /** Shows something to one person alone. */
  note(note: Omit<Note, 'ts'>): Note;
}

/** A workspace with the bot in it and nobody else. */
export function createWorkspace(clock: Clock, ids: Ids, changes: Changes, botName: string): Workspace {
  const team = { id: ids.next('T'), name: 'Acme', domain: 'acme' };
  const bot: Bot = { userId: ids.next('U'), botId: ids.next('B'), appId: ids.next('A'), name: botName };
  const people = new Map<string, Person>();
  const conversations = new Map<string, Conversation>();
  const notes: Note[] = [];

  const addPerson = (given: NewPerson): Person => {
    const person = completePerson(given, ids.next('U'), Math.floor(clock.now() / 1000));
    people.set(person.id, person);
    for (const conversation of conversations.values()) {
      if (conversation.kind === 'channel' && !person.isBot) conversation.members.add(person.id);
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
    addPerson,
    addChannel: (name) => {
      const members = [...people.values()].filter((person) => !person.isBot).map((person) => person.id);
      return addConversation({
        id: ids.next('C'),
        kind: 'channel',
        name,
        members: new Set(members),
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
        members,
        person: userId,
        messages: [],
      });
    },
    post: (conversation, message) => {
      const posted: Message = { ...message, ts: ids.ts(), edited: null };
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
export function messageJson(message: Message, workspace: Workspace): JsonObject {
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
    ...(message.edited ? { edited: message.edited } : {}),
  };
}
