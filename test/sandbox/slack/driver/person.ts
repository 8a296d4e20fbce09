/** Somebody sitting in front of Slack: does what a client lets them do, and sees what it shows them. */

import { type CommandOutcome, typeCommand } from '../actions/commands.ts';
import { waitUntil } from '../changes.ts';
import { homeOpened } from '../delivery/events.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import type { Conversation } from '../workspace.ts';
import { type ShownMessage, showMessage } from './shown-message.ts';
import { describeView, type ShownHome, type ShownModal, showHome, showModal } from './shown-view.ts';

/** A condition, or text that what is read on the screen must contain or match. */
export type Expected<T> = ((shown: T) => boolean) | string | RegExp;

export interface PersonDriver {
  id: string;
  /** Types a whole line in a conversation (#general when left out); resolves once it was answered or failed. */
  types(line: string, where?: { channel?: string }): Promise<{ outcome: CommandOutcome }>;
  /** Ephemeral messages and errors shown to this person, newest last. */
  sees(): ShownMessage[];
  /** The DM with the bot, in order, without ephemeral messages. */
  dm(): ShownMessage[];
  /** The messages of any conversation, by ID or channel name. */
  messages(channel: string): ShownMessage[];
  /** The view on top, or null. */
  modal(): ShownModal | null;
  /** The Home tab as it was last published, or null. */
  home(): ShownHome | null;
  /** Opens the app's Home tab; resolves true when the bot took the event at the first try, false otherwise. */
  opensHome(): Promise<boolean>;
  /** Opens the app's Messages tab. */
  opensMessages(): Promise<boolean>;
  /** Forgets ephemeral messages and errors, as reloading the client does. */
  reloads(): void;
  waitForModal(expected?: Expected<ShownModal>): Promise<ShownModal>;
  waitForNoModal(): Promise<void>;
  waitForDm(expected: Expected<ShownMessage>): Promise<ShownMessage>;
  waitForEphemeral(expected: Expected<ShownMessage>): Promise<ShownMessage>;
  waitForHome(expected: Expected<ShownHome>): Promise<ShownHome>;
}

function meets<T>(shown: T, text: string, expected: Expected<T>): boolean {
  if (typeof expected === 'function') return expected(shown);
  return typeof expected === 'string' ? text.includes(expected) : expected.test(text);
}

/** The conversation with this ID or channel name; throws when there is none. */
export function conversationOf(idOrName: string, { workspace }: Platform): Conversation {
  const name = idOrName.replace(/^#/, '');
  const found = [...workspace.conversations.values()].find(
    (conversation) => conversation.id === name || (conversation.kind === 'channel' && conversation.name === name),
  );
  if (!found) throw new Error(`there is no conversation ${idOrName}`);
  return found;
}

/** The driver of one person. */
export function createPersonDriver(person: Person, platform: Platform): PersonDriver {
  const { workspace, views, changes, settings } = platform;
  const show = (conversation: Conversation): ShownMessage[] =>
    conversation.messages.map((message) => showMessage(message, conversation, person, platform));
  const ownDm = (): Conversation | undefined =>
    [...workspace.conversations.values()].find((conversation) => conversation.person === person.id);

  const sees = (): ShownMessage[] =>
    workspace.notes
      .filter((note) => note.user === person.id)
      .map((note) => showMessage(note, conversationOf(note.channel, platform), person, platform));
  const dm = (): ShownMessage[] => {
    const conversation = ownDm();
    return conversation ? show(conversation) : [];
  };
  const modal = (): ShownModal | null => {
    const top = views.stackOf(person.id).at(-1);
    return top ? showModal(top, person, platform) : null;
  };
  const home = (): ShownHome | null => {
    const view = views.homeOf(person.id);
    return view ? showHome(view, person, platform) : null;
  };

  const everything = (): string => {
    const list = (shown: ShownMessage[]): string =>
      shown.map(({ rendered }) => `- ${rendered}`).join('\n') || '- nothing';
    const top = describeView(views.stackOf(person.id).at(-1), platform);
    const problems = platform.problems.join('\n') || 'none';
    const homeText = home()?.text() ?? 'not published';
    return `ephemeral:\n${list(sees())}\nDM:\n${list(dm())}\n${top}\nhome: ${homeText}\nproblems: ${problems}`;
  };
  const wait = <T>(what: string, look: () => T | null): Promise<T> =>
    waitUntil(changes, look, () => `${person.realName} never saw ${what}.\n${everything()}`, settings.waitLimitMs);
  const newest = (shown: ShownMessage[], expected: Expected<ShownMessage>): ShownMessage | null =>
    shown.findLast((message) => meets(message, message.rendered, expected)) ?? null;

  return {
    id: person.id,
    types: async (line, where = {}) => {
      if (person.deleted) throw new Error(`${person.realName} is deactivated`);
      const outcome = await typeCommand(line, person, conversationOf(where.channel ?? 'general', platform), platform);
      return { outcome };
    },
    sees,
    dm,
    messages: (channel) => show(conversationOf(channel, platform)),
    modal,
    home,
    opensHome: () => homeOpened(person.id, 'home', platform),
    opensMessages: () => homeOpened(person.id, 'messages', platform),
    reloads: () => {
      const kept = workspace.notes.filter((note) => note.user !== person.id);
      workspace.notes.splice(0, workspace.notes.length, ...kept);
      changes.notify();
    },
    waitForModal: (expected = () => true) =>
      wait(`a modal ${String(expected)}`, () => {
        const shown = modal();
        return shown && meets(shown, shown.text(), expected) ? shown : null;
      }),
    waitForNoModal: async () => {
      await wait('the modal close', () => (views.stackOf(person.id).length === 0 ? true : null));
    },
    waitForDm: (expected) => wait(`a DM ${String(expected)}`, () => newest(dm(), expected)),
    waitForEphemeral: (expected) => wait(`an ephemeral ${String(expected)}`, () => newest(sees(), expected)),
    waitForHome: (expected) =>
      wait(`a Home tab ${String(expected)}`, () => {
        const shown = home();
        return shown && meets(shown, shown.text(), expected) ? shown : null;
      }),
  };
}
