/** Where links of the chat really lead in the sandbox. Pure, but for the DNS table that it is given. */

import type { SandboxDns } from '../gong/dns.ts';
import type { Slack } from '../slack/slack.ts';

/** A place of the page, such as `/#/ben.baker/dm`. */
export function placeOf(personName: string, place: string): string {
  return `/#/${encodeURIComponent(personName)}/${encodeURIComponent(place)}`;
}

/** The place of a conversation: a DM belongs to one person, a channel is shown as `viewer` sees it. null: unknown. */
export function placeOfConversation(id: string, viewer: string, slack: Slack): string | null {
  const everybody = Object.values(slack.people).map((personId) => slack.snapshot(personId));
  for (const { me, people, conversations } of everybody) {
    const found = conversations.find((conversation) => conversation.id === id);
    if (!found || (found.kind === 'channel' && me !== viewer)) continue;
    const person = people.find((candidate) => candidate.id === me);
    return placeOf(person?.name ?? me, found.kind === 'im' ? 'dm' : found.name);
  }
  return null;
}

function placeInSlack(url: URL, viewer: string, slack: Slack): string {
  const id = url.searchParams.get('id') ?? '';
  const found = placeOfConversation(id, viewer, slack);
  if (found !== null) return found;
  const name = slack.snapshot(viewer).people.find((person) => person.id === viewer)?.name ?? viewer;
  return placeOf(name, url.searchParams.get('tab') === 'home' ? 'home' : 'dm');
}

/**
 * Where a link leads: into the page for `slack://`, to the sandbox's own servers for Gong and Composio, null for the
 * world outside and for what is not a web address.
 */
export function leadsTo(address: string, viewer: string, slack: Slack, dns: SandboxDns): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol === 'slack:') return placeInSlack(url, viewer, slack);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  return dns.resolve(url)?.toString() ?? null;
}
