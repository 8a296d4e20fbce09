/** Sentences about steps that were handed to a colleague. Pure. */

import { mention } from '../block-kit.ts';
import type { SaveOutcome } from '../setup/save-outcome.ts';
import { outcomeInWords } from '../setup/words.ts';
import type { Overtaking, Relay, RelayKind } from '../stores/relays.ts';

/** What an admin can send along: fixed words, since nothing typed goes to somebody in the bot's name. */
export const notes: Readonly<Record<string, string>> = {
  technical_admin: 'You are a Technical Admin in Gong, which this takes.',
  exists: 'It is registered in Gong already: only client ID and secret are missing.',
  together: 'Call me if anything is unclear: we can do it together.',
  today: 'It would help a lot to have this today.',
};

/** Those that fit what is handed over. */
export function notesFor(kind: RelayKind): ReadonlyArray<{ value: string; text: string }> {
  return Object.entries(notes).flatMap(([value, text]) =>
    kind === 'consent' && value === 'exists' ? [] : [{ value, text }],
  );
}

/** What the colleague does, behind "asks you to". */
export const taskInWords: Record<RelayKind, string> = {
  register: 'register Gong for this workspace',
  consent: 'approve Gong’s connection for the whole company',
};

/** The admin who sent it knows what Composio is; the colleague need not. */
export type Reader = 'sender' | 'colleague';

const service: Record<Reader, string> = {
  sender: 'Composio',
  colleague: 'The service that keeps the Gong connections',
};

/** Why a try came to nothing, by its code: an error's, or how a link ended. */
export function failureInWords(code: string | null, reader: Reader): string {
  const words = failures[bareOf(code)] ?? 'Something went wrong.';
  return words.replace('{service}', service[reader]);
}

function bareOf(code: string | null): string {
  return code?.replace(/^(?:lost_)?(?:composio_)?/, '') ?? '';
}

const silent = '{service} did not answer as it should.';
const failures: Readonly<Record<string, string>> = {
  key_refused: '{service} refused the bot’s API key. Whoever runs the bot needs to check it.',
  not_found: '{service} does not know what was asked for. Whoever runs the bot needs to check its settings.',
  bad_request: '{service} refused what was sent.',
  sharing_refused: '{service} refused to share one connection. People can connect with personal links instead.',
  rate_limited: '{service} is getting too many requests just now.',
  down: silent,
  slow: silent,
  unreadable: silent,
  interrupted: 'The bot was restarted half way, and nothing was set up.',
  busy: 'Somebody else was setting Gong up at that moment.',
  declined: 'Gong did not approve it: Deny was pressed, or Gong said “Insufficient permissions”.',
  setup_refused:
    'It was approved, and Gong then most likely did not take the client ID, the client secret or the redirect URI of the setup: an admin needs to look at it with `/gong-setup` first.',
  lapsed: 'The link was not used within its ten minutes.',
  paused: 'Gong was paused at that moment.',
  superseded: 'Another link was asked for meanwhile.',
  dm_refused: 'Slack did not deliver the link.',
};

/** Why what the colleague submitted is not saved, and what to do now, as mrkdwn. */
export function notSavedInWords(outcome: Exclude<SaveOutcome, { kind: 'saved' }>): string {
  if (outcome.kind === 'repeated' || outcome.kind === 'taken') return outcomeInWords(outcome, 'form');
  const code = 'error' in outcome ? outcome.error.code : null;
  return `*It was not saved.* ${failureInWords(code, 'colleague')} ${nextStep(bareOf(code))}`;
}

function nextStep(failure: string): string {
  switch (failure) {
    case 'bad_request':
      return 'Compare the client ID and the client secret with what Gong shows, and submit again.';
    case 'rate_limited':
    case 'down':
    case 'slow':
    case 'unreadable':
      return 'In a few minutes, submit again: whatever was made by then is used, and there will not be two.';
    default:
      return 'The admin who asked you sees it, too. Once that is mended, submit again.';
  }
}

/** Why somebody may not go on with a relay, as mrkdwn; null: they may. */
export function objectionTo(relay: Relay | null, slackUserId: string, now: number): string | null {
  if (relay === null) return 'This request is not known here any more. Ask the admin who sent it to send it again.';
  if (relay.recipient !== slackUserId) return 'This was handed to somebody else, so only they can do it.';
  switch (relay.state) {
    case 'done':
      return 'This is done already. Thank you.';
    case 'withdrawn':
      return `${mention(relay.sender)} has withdrawn this, so there is nothing to do any more.`;
    case 'overtaken':
      return overtakenInWords(relay);
    case 'working':
      return relay.kind === 'register'
        ? 'What you typed is being saved at this moment. The direct message says how it ends.'
        : 'Your link is on its way or out: look at your direct messages.';
    case 'expired':
      return expired(relay);
    default:
      return now < relay.expiresAt ? null : expired(relay);
  }
}

/** Why the colleague has nothing to do any more. */
export function overtakenInWords({ kind, failure }: Pick<Relay, 'kind' | 'failure'>): string {
  if (failure === ('declined' satisfies Overtaking)) {
    return 'You have said that you cannot do this, and who asked you has been told. There is nothing more to do for you.';
  }
  if (kind === 'register') return 'Somebody else has done this meanwhile, so there is nothing to do any more.';
  switch (failure as Overtaking | null) {
    case 'connected':
      return 'It was approved another way meanwhile, so there is nothing to do any more.';
    case 'removed':
      return 'Gong was taken out of this workspace meanwhile, so there is nothing to approve any more.';
    case 'sharing_refused':
      return 'One connection for the whole company is not possible here, so there is nothing to approve any more.';
    default:
      return 'People connect with links of their own now, so there is nothing to approve any more.';
  }
}

/** What the sender is told by a message of its own, as mrkdwn. */
export function declinedForSender({ kind, recipient }: Pick<Relay, 'kind' | 'recipient'>): string {
  return `:no_entry_sign: *${mention(recipient)} cannot ${taskInWords[kind]}*, so it has ended and nothing was changed. Type \`/gong-setup\` to hand it to somebody else, or do it yourself.`;
}

/** @param sender who is no longer an admin */
export function senderIsNoAdmin(sender: string): string {
  return `${mention(sender)} is no longer an admin here, so nothing was sent. Ask another admin to hand it to you.`;
}

function expired({ sender }: Relay): string {
  return `This has expired after a day. Ask ${mention(sender)} to hand it to you again.`;
}
