/** The checks of Composio's webhook. Without a public address there is none, and the bot polls: that is no fault. Pure. */

import { type Check, unasked } from './check.ts';
import type { Findings } from './findings.ts';

/** The event that makes alerts fast (Composio: "Webhook events"). */
export const expiredEvent = 'composio.connected_account.expired';

export function webhookChecks(findings: Findings): Check[] {
  return [reachable(findings), subscribed(findings)];
}

const slower = 'The bot notices what breaks by looking, at its check interval.';

function reachable({ publicUrl, reached, hasWebhookSecret }: Findings): Check {
  const id = 'webhook_reachable';
  const title = 'The bot’s public address answers';
  if (publicUrl === null) {
    return { id, title, outcome: 'unknown', finding: `There is none: PUBLIC_URL is not set. ${slower}` };
  }
  if (!reached.isAnswered || reached.answer !== 200) {
    const why = reached.isAnswered ? `it answered ${reached.answer}` : reached.why;
    return {
      id,
      title,
      outcome: 'fail',
      finding: `${publicUrl} does not reach this bot: ${why}.`,
      fix: 'Whoever runs this bot looks at the reverse proxy and at PUBLIC_URL.',
    };
  }
  if (!hasWebhookSecret) {
    return {
      id,
      title,
      outcome: 'unknown',
      finding: `${publicUrl} answers, but COMPOSIO_WEBHOOK_SECRET is not set, so webhooks are not taken. ${slower}`,
    };
  }
  return { id, title, outcome: 'pass', finding: `${publicUrl} answers, and webhooks are taken.` };
}

function subscribed({ publicUrl, subscription }: Findings): Check {
  const id = 'webhook_subscribed';
  const title = 'Composio sends its webhook here';
  if (publicUrl === null)
    return { id, title, outcome: 'unknown', finding: `There is no address to send it to. ${slower}` };
  if (!subscription.isAnswered) return unasked(id, title, 'Composio', subscription);
  const wanted = `${publicUrl}/composio/webhook`;
  const found = subscription.answer;
  if (found === null) {
    return {
      id,
      title,
      outcome: 'fail',
      finding: 'The Composio project has no webhook subscription.',
      fix: `Somebody with rights in the Composio project adds one for ${wanted} with the event ${expiredEvent}.`,
    };
  }
  if (found.url !== wanted) {
    return {
      id,
      title,
      outcome: 'fail',
      finding: `The project’s one subscription goes to ${hostOf(found.url)}. The bot never overwrites it.`,
      fix: `A project has one subscription. Either its receiver passes events on to ${wanted}, or the bot goes on polling.`,
    };
  }
  if (!found.events.includes(expiredEvent)) {
    return {
      id,
      title,
      outcome: 'fail',
      finding: `The subscription leads here but leaves out ${expiredEvent}.`,
      fix: 'Add that event to the subscription in Composio.',
    };
  }
  return { id, title, outcome: 'pass', finding: `The subscription leads here with ${expiredEvent}.` };
}

/** Somebody else's address may carry a token of theirs: only its host is shown. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'another address';
}
