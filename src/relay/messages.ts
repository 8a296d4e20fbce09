/** The two messages of a relay, each edited in place as it goes on: the colleague's, and the sender's. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, button, context, mention, moment, section } from '../block-kit.ts';
import type { SlackMessage } from '../ports.ts';
import type { Overtaking, Relay, RelayKind, RelayState } from '../stores/relays.ts';
import { declineAction, takeOnAction, withdrawAction } from './actions.ts';
import { declinedForSender, failureInWords, notes, overtakenInWords, taskInWords } from './words.ts';

/** States in which the colleague can begin, and the sender withdraw. */
const atRest: ReadonlySet<RelayState> = new Set(['sent', 'opened', 'failed']);

export function buildRequest(relay: Relay): SlackMessage {
  const asks = `${mention(relay.sender)} asks you to ${taskInWords[relay.kind]}.`;
  const line = requestLine(relay);
  const note = relay.note === null ? undefined : notes[relay.note];
  const blocks: KnownBlock[] = [
    section(`:wave: *${asks}*`),
    ...(atRest.has(relay.state) ? [section(whatItTakes(relay))] : []),
    ...(note === undefined ? [] : [section(`&gt; ${note}`)]),
    ...(line === null ? [] : [section(line)]),
  ];
  if (atRest.has(relay.state)) {
    blocks.push(
      actions(
        button(buttonText[relay.kind], takeOnAction, { value: relay.id, style: 'primary' }),
        button('I cannot do this', declineAction, { value: relay.id, confirm: confirmDecline }),
      ),
      context(`It expires ${moment(relay.expiresAt)}.`),
    );
  }
  return { text: line === null ? `${asks} Press the button in this message.` : `${asks} ${unstyled(line)}`, blocks };
}

const buttonText: Record<RelayKind, string> = { register: 'Register Gong', consent: 'Get the link' };

function whatItTakes({ kind, sender }: Relay): string {
  return kind === 'register'
    ? `It takes about five minutes, and a *Technical Admin* of Gong: the button shows what to click there. You will type a client ID and a client secret that Gong shows you. ${mention(sender)} sees that it is done, and *never the secret*.`
    : 'It takes a minute, and a *Technical Admin* of Gong: the button gets you a link that is yours alone, on which you press Allow. One approval covers the whole company. If Gong says “Insufficient permissions”, nothing is broken: the approval needs another colleague.';
}

function requestLine(relay: Relay): string | null {
  switch (relay.state) {
    case 'sent':
    case 'opened':
      return null;
    case 'failed':
      return `:warning: *The last try did not work.* ${failureInWords(relay.failure, 'colleague')} Press the button to try again.`;
    case 'working':
      return relay.kind === 'register'
        ? ':hourglass_flowing_sand: What you typed is being saved.'
        : ':hourglass_flowing_sand: Your link is in a message of its own. It lives for ten minutes.';
    case 'done':
      return ':white_check_mark: *Done. Thank you.* There is nothing more to do for you.';
    case 'expired':
      return `:alarm_clock: *This has expired* after a day. If it is still needed, ${mention(relay.sender)} can send it again.`;
    case 'withdrawn':
      return `:leftwards_arrow_with_hook: ${mention(relay.sender)} has withdrawn this. There is nothing to do any more.`;
    case 'overtaken':
      return `:information_source: ${overtakenInWords(relay)}`;
  }
}

export function buildProgress(relay: Relay): SlackMessage {
  const handed = `You have asked ${mention(relay.recipient)} to ${taskInWords[relay.kind]}.`;
  const line = progressLine(relay);
  const blocks: KnownBlock[] = [section(`*${handed}*`), section(line)];
  if (atRest.has(relay.state)) {
    const withdraw = button('Withdraw', withdrawAction, { value: relay.id, confirm: confirmWithdraw });
    blocks.push(actions(withdraw), context(`It expires ${moment(relay.expiresAt)}.`));
  }
  return { text: `${handed} ${unstyled(line)}`, blocks };
}

function progressLine(relay: Relay): string {
  const them = mention(relay.recipient);
  switch (relay.state) {
    case 'sent':
      return `:incoming_envelope: Sent. ${them} has not opened it yet.`;
    case 'opened':
      return `:eyes: ${them} has opened it.`;
    case 'working':
      return relay.kind === 'register'
        ? `:hourglass_flowing_sand: ${them} has submitted it, and Composio is being told.`
        : `:hourglass_flowing_sand: ${them} has the link. It lives for ten minutes.`;
    case 'failed':
      return `:warning: *The last try did not work.* ${failureInWords(relay.failure, 'sender')} ${them} can try again.`;
    case 'done':
      return relay.kind === 'register'
        ? ':white_check_mark: *Done: Gong is set up.* Type `/gong-setup` to see it and to invite people.'
        : ':white_check_mark: *Done: the company’s connection is active.* Type `/gong-setup` to see it.';
    case 'expired':
      return `:alarm_clock: *It expired* after a day without being done. Type \`/gong-setup\` to hand it over again, or do it yourself.`;
    case 'withdrawn':
      return ':leftwards_arrow_with_hook: You have withdrawn it. Nothing was changed.';
    case 'overtaken':
      return overtakenForSender(relay);
  }
}

function overtakenForSender(relay: Relay): string {
  const { kind, failure, recipient } = relay;
  if (failure === ('declined' satisfies Overtaking)) return declinedForSender(relay);
  if (failure === ('undeliverable' satisfies Overtaking)) {
    return `:warning: *Slack could not deliver it to ${mention(recipient)}*, so it has ended and nothing was changed. Type \`/gong-setup\` to hand it to somebody else, or do it yourself.`;
  }
  if (kind === 'register') {
    return ':information_source: It was done another way meanwhile. Type `/gong-setup` to see how Gong is set up.';
  }
  switch (failure as Overtaking | null) {
    case 'connected':
      return ':information_source: The company’s connection was approved another way meanwhile. Type `/gong-setup` to see it.';
    case 'removed':
      return ':information_source: Gong was taken out of this workspace meanwhile, so it is not needed any more.';
    case 'sharing_refused':
      return ':warning: *Composio refused to share one connection*, so there is nothing to approve. Another message here says what you can do.';
    default:
      return ':information_source: People connect with links of their own now, so it is not needed any more.';
  }
}

/** What a colleague is told who has closed the form before its result was there. */
export function buildResult(words: string): SlackMessage {
  return { text: unstyled(words), blocks: [section(words)] };
}

/** A notification shows no styles. */
function unstyled(mrkdwn: string): string {
  return mrkdwn.replace(/[*`]/g, '');
}

const confirmDecline = {
  title: { type: 'plain_text' as const, text: 'You cannot do this?' },
  text: {
    type: 'plain_text' as const,
    text: 'Whoever asked you is told, and can ask somebody else. The button stops working.',
  },
  confirm: { type: 'plain_text' as const, text: 'Tell them' },
  deny: { type: 'plain_text' as const, text: 'Not now' },
};

const confirmWithdraw = {
  title: { type: 'plain_text' as const, text: 'Withdraw it?' },
  text: { type: 'plain_text' as const, text: 'Your colleague is told, and the button stops working.' },
  confirm: { type: 'plain_text' as const, text: 'Withdraw' },
  deny: { type: 'plain_text' as const, text: 'Leave it' },
};
