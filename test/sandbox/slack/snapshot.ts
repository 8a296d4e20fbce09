/** Everything a chat client needs to draw for one person, as JSON. */

import type { Block } from './block-kit/types.ts';
import { type Button, buttonsOf } from './driver/elements.ts';
import { channelsFor } from './driver/field-values.ts';
import { showMessage } from './driver/shown-message.ts';
import { copy } from './json.ts';
import type { SlashCommand } from './manifest.ts';
import type { Person } from './people.ts';
import type { Platform } from './platform.ts';
import type { View } from './views/view-store.ts';
import type { Conversation, Workspace } from './workspace.ts';

export interface MessageSnapshot {
  kind: 'message' | 'ephemeral' | 'error';
  ts: string;
  /** User ID of the author; null for what the client itself says. */
  user: string | null;
  fromBot: boolean;
  text: string;
  rendered: string;
  blocks: Block[];
  buttons: Button[];
  edited: boolean;
  files: FileSnapshot[];
}

/** An attached file; its content is at `path` on this server. */
export interface FileSnapshot {
  name: string;
  title: string;
  size: number;
  path: string;
}

export interface ConversationSnapshot {
  id: string;
  kind: 'channel' | 'im';
  name: string;
  /** Messages and what only this person sees, by time. */
  messages: MessageSnapshot[];
}

/** A view with what was typed (`values`) and what the client shows around it (`errors` by block ID, `trouble`). */
export type ViewSnapshot = View & { depth: number };

export interface Snapshot {
  me: string;
  team: { id: string; name: string; domain: string };
  bot: { userId: string; name: string };
  people: Person[];
  commands: SlashCommand[];
  conversations: ConversationSnapshot[];
  /** The channels that this person can pick in a menu. */
  channels: { id: string; name: string }[];
  modal: ViewSnapshot | null;
  home: ViewSnapshot | null;
  messagesTabReadOnly: boolean;
  /** How the bot is reached, and whether it is there. */
  connection: { socketMode: boolean; connections: number; requestUrl: string | null };
}

function conversationSnapshot(conversation: Conversation, person: Person, platform: Platform): ConversationSnapshot {
  const notes = platform.workspace.notes.filter((note) => note.user === person.id && note.channel === conversation.id);
  const messages = [...conversation.messages, ...notes]
    .sort((one, other) => Number(one.ts) - Number(other.ts))
    .map((shown): MessageSnapshot => {
      const { kind, ts, user, fromBot, text, rendered, blocks, edited, files } = showMessage(
        shown,
        conversation,
        person,
        platform,
      );
      const attached = files.map(({ id, name, title, content }): FileSnapshot => {
        const path = `/files/${id}/${encodeURIComponent(name)}`;
        return { name, title, size: Buffer.byteLength(content), path };
      });
      return { kind, ts, user, fromBot, text, rendered, blocks, buttons: buttonsOf(blocks), edited, files: attached };
    });
  return { id: conversation.id, kind: conversation.kind, name: conversation.name, messages };
}

/** Everybody who is or was in the workspace, bots excepted. */
export function membersOf({ people }: Workspace): Person[] {
  return [...people.values()].filter(({ isBot, id }) => !isBot && id !== 'USLACKBOT');
}

/** The workspace as this person sees it now; opens their DM with the bot, which every client shows. */
export function snapshotFor(person: Person, platform: Platform): Snapshot {
  const { workspace, views, settings, socket, deliveries } = platform;
  workspace.openDm(person.id);
  const stack = views.stackOf(person.id);
  const top = stack.at(-1);
  const home = views.homeOf(person.id);
  const visible = [...workspace.conversations.values()].filter((conversation) => conversation.members.has(person.id));
  return {
    me: person.id,
    team: { ...workspace.team },
    bot: { userId: workspace.bot.userId, name: workspace.bot.name },
    people: copy(membersOf(workspace)),
    commands: copy(settings.manifest.commands),
    conversations: visible.map((conversation) => conversationSnapshot(conversation, person, platform)),
    channels: channelsFor(person.id, workspace).map(({ id, name }) => ({ id, name })),
    modal: top ? copy({ ...top, depth: stack.length }) : null,
    home: home ? copy({ ...home, depth: 1 }) : null,
    messagesTabReadOnly: settings.manifest.messagesTabReadOnly,
    connection: {
      socketMode: socket.used(),
      connections: socket.connections(),
      requestUrl: deliveries.requestUrl(),
    },
  };
}
