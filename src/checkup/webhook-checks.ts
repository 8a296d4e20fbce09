/** The checks of Composio's webhook. Without a public address there is none, and the bot polls: that is no fault. Pure. */

import { ago, fail, type Judgement, pass, unasked, unknown } from './check.ts';
import type { Findings } from './findings.ts';

/** The event that makes alerts fast, and the only version that has it (Composio: "Webhook events"). */
export const expiredEvent = 'composio.connected_account.expired';
const version = 'V3';

const slower = 'The bot notices what breaks by looking, at its check interval.';
const enoughFor = 'If looking is fast enough for you, nothing has to be done.';

/** Whether what stands at the public address, where Composio would send to, is this very process. */
export function judgeReachable(findings: Findings): Judgement {
  const { publicUrl, reached, ping, hasWebhookSecret } = findings;
  if (publicUrl === null) {
    return unknown(
      `There is none: PUBLIC_URL is not set. ${slower}`,
      `${enoughFor} Otherwise whoever runs this bot sets PUBLIC_URL and COMPOSIO_WEBHOOK_SECRET and starts it again.`,
    );
  }
  if (!reached.isAnswered) {
    return unknown(
      `From the bot’s own machine ${publicUrl}${ping.path} cannot be reached, which may be so in that network alone. ${lastDelivery(findings)}`,
      `Open ${publicUrl}${ping.path} in a browser outside: it should say “${ping.answer}”. If it does not, whoever runs this bot looks at the reverse proxy and at PUBLIC_URL.`,
    );
  }
  const { status, text } = reached.answer ?? { status: 0, text: '' };
  if (status !== 200 || text !== ping.answer) {
    return text.startsWith(ping.name)
      ? fail(
          `${publicUrl} leads to another process of this bot.`,
          'Whoever runs this bot lets one process run, and points PUBLIC_URL at that one.',
        )
      : fail(
          `${publicUrl} does not lead to this bot: another server answers there with ${status}.`,
          'Whoever runs this bot lets the reverse proxy pass /composio/*, /slack/events and /secret/* to it, and looks at PUBLIC_URL.',
        );
  }
  if (!hasWebhookSecret) {
    return unknown(
      `${publicUrl} leads to this bot, but COMPOSIO_WEBHOOK_SECRET is not set, so webhooks are not taken. ${slower}`,
      `${enoughFor} Otherwise whoever runs this bot sets COMPOSIO_WEBHOOK_SECRET to the subscription’s secret and starts it again.`,
    );
  }
  return pass(`${publicUrl} leads to this bot, and webhooks are taken.`);
}

export function judgeSubscription(findings: Findings): Judgement {
  const { publicUrl, subscription } = findings;
  if (publicUrl === null) {
    return unknown(
      `There is no address to send it to. ${slower}`,
      `${enoughFor} Otherwise “The bot’s public address leads to it” comes first.`,
    );
  }
  if (!subscription.isAnswered) return unasked('Composio', subscription);
  const wanted = `${publicUrl}/composio/webhook`;
  const found = subscription.answer;
  if (found === null) {
    return fail(
      'The Composio project has no webhook subscription.',
      `Somebody with rights in the Composio project adds one for ${wanted} with the event ${expiredEvent} and the version ${version}.`,
    );
  }
  if (found.url !== wanted) {
    return fail(
      `The project’s one subscription goes to ${hostOf(found.url)}. The bot never overwrites it.`,
      `A project has one subscription. Either its receiver passes events on to ${wanted}, or the bot goes on looking.`,
    );
  }
  if (!found.events.includes(expiredEvent)) {
    return fail(
      `The subscription leads here but leaves out ${expiredEvent}.`,
      'Somebody with rights in the Composio project adds that event to the subscription.',
    );
  }
  if (found.version === null) {
    return unknown(
      'The subscription leads here, and Composio does not say which version it sends.',
      `Look at the subscription in Composio: the bot takes ${version} alone.`,
    );
  }
  if (found.version !== version) {
    return fail(
      `The subscription leads here and sends ${found.version}, of which the bot understands nothing.`,
      `Somebody with rights in the Composio project changes the subscription’s version to ${version}.`,
    );
  }
  return pass(`The subscription leads here with ${expiredEvent}, as ${version}. ${lastDelivery(findings)}`);
}

/** Deliveries are kept for seven days. */
function lastDelivery({ lastDeliveryAt, checkedAt }: Findings): string {
  if (!lastDeliveryAt.isAnswered) return '';
  return lastDeliveryAt.answer === null
    ? 'No webhook was accepted in the last seven days: Composio sends one only when a connection expires.'
    : `The last webhook was accepted ${ago(checkedAt - lastDeliveryAt.answer)}.`;
}

/** Somebody else's address may carry a token of theirs: only its host is shown. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'another address';
}
