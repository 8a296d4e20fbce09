/** A slash command, from the line typed to what the person sees. */

import type { Ack } from '../delivery/delivery.ts';
import { verificationToken } from '../delivery/payload-parts.ts';
import { type ResponseTarget, respond } from '../delivery/response-urls.ts';
import type { JsonObject } from '../json.ts';
import type { SlashCommand } from '../manifest.ts';
import { MethodError } from '../method-error.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import type { Conversation } from '../workspace.ts';

export type CommandOutcome =
  | 'acked'
  /** No answer within three seconds. */
  | 'operation_timeout'
  /** Answered with an error, or not reachable. */
  | 'dispatch_failed'
  /** Answered with a message that Slack refuses. */
  | 'invalid_command_response'
  | 'unknown_command'
  /** The app's Messages tab takes no typing. */
  | 'messages_tab_read_only'
  /** Slack's own command did what it says, or could not. */
  | 'invited'
  | 'not_invited';

function escapeMentions(text: string, { workspace }: Platform): string {
  return text
    .replace(/@([a-z0-9._-]+)/g, (typed, name: string) => {
      const person = [...workspace.people.values()].find((candidate) => candidate.name === name);
      return person ? `<@${person.id}|${person.name}>` : typed;
    })
    .replace(/#([a-z0-9_-]+)/g, (typed, name: string) => {
      const found = [...workspace.conversations.values()].find((candidate) => candidate.name === name);
      return found ? `<#${found.id}|${found.name}>` : typed;
    });
}

/**
 * Slack's own `/invite @gongconnect`: puts a person or the bot into the channel, where it is said.
 * @returns why not; '' when it is done, null when it is another command
 */
function invite(line: string, by: Person, conversation: Conversation, { workspace }: Platform): string | null {
  if (!/^\/invite(\s|$)/i.test(line.trim()) || conversation.kind !== 'channel') return null;
  const [, name] = /^\/invite\s+@(.+)$/i.exec(line.trim()) ?? [];
  if (name === undefined) return 'Say whom to invite: /invite @name.';
  const wanted = plainName(name);
  const person = [...workspace.people.values()].find(
    ({ name: own, realName }) => plainName(own) === wanted || plainName(realName) === wanted,
  );
  if (!person || person.deleted) return `${name} is not here.`;
  if (conversation.members.has(person.id)) return `${person.realName} is in #${conversation.name} already.`;
  conversation.members.add(person.id);
  const text = `was added to #${conversation.name} by <@${by.id}>.`;
  workspace.post(conversation, {
    user: person.id,
    fromBot: false,
    text,
    blocks: null,
    metadata: null,
    threadTs: null,
  });
  return '';
}

const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function fieldsOf(
  command: SlashCommand,
  text: string,
  person: Person,
  conversation: Conversation,
  target: ResponseTarget,
  platform: Platform,
): JsonObject {
  const { team, bot } = platform.workspace;
  return {
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: conversation.id,
    channel_name: conversation.name,
    user_id: person.id,
    user_name: person.name,
    command: command.command,
    text: command.shouldEscape ? escapeMentions(text, platform) : text,
    api_app_id: bot.appId,
    is_enterprise_install: 'false',
    response_url: platform.responseUrls.issue(target, platform.baseUrl()),
    trigger_id: platform.triggers.issue(person.id, null),
  };
}

/** Types a whole line such as `/gong-connect status`; resolves when the bot answered or failed to. */
export async function typeCommand(
  line: string,
  person: Person,
  conversation: Conversation,
  platform: Platform,
): Promise<CommandOutcome> {
  const { workspace, settings, deliveries, problems } = platform;
  const target: ResponseTarget = { kind: 'commands', user: person.id, channel: conversation.id, original: null };
  const fail = (outcome: CommandOutcome, text: string): CommandOutcome => {
    workspace.note({ kind: 'error', user: person.id, channel: conversation.id, text, blocks: null });
    return outcome;
  };
  const [, name = '', text = ''] = /^(\/\S+)\s*(.*)$/s.exec(line.trim()) ?? [];
  if (conversation.kind === 'im' && (settings.manifest.messagesTabReadOnly || !settings.manifest.messagesTab)) {
    return fail('messages_tab_read_only', 'Sending messages to this app has been turned off.');
  }
  const refusal = invite(line, person, conversation, platform);
  if (refusal !== null) return refusal === '' ? 'invited' : fail('not_invited', refusal);
  const command = settings.manifest.commands.find((candidate) => candidate.command === name.toLowerCase());
  if (!command || !settings.scopes.includes('commands')) {
    return fail('unknown_command', `${name || line} is not a valid command.`);
  }
  const show = (body: JsonObject | null): CommandOutcome => {
    if (body === null) return 'acked';
    try {
      respond(target, body, platform);
      return 'acked';
    } catch (error) {
      if (!(error instanceof MethodError)) throw error;
      problems.push(`answer to ${name}: ${error.code} ${JSON.stringify(error.fields)}`);
      return fail('invalid_command_response', `${name} failed with the error "invalid_command_response"`);
    }
  };
  const onLateAck = (body: JsonObject | null): void => {
    if (settings.lateAcksCount) show(body);
  };
  const fields = fieldsOf(command, text.trim(), person, conversation, target, platform);
  const ack: Ack = await deliveries.command(fields, onLateAck);
  if (ack.acked) return show(ack.body);
  const error = ack.reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
  return fail(error, `${name} failed with the error "${error}"`);
}
