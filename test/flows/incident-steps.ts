/** People whose connections Gong really granted, and how these die together: what stories about incidents begin with. */

import { expect } from 'vitest';
import type { Integration } from '../sandbox/gong/integrations.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { alertsOf, crowd, eventually, type Member, secondLookMs, sweepAfter, writing } from './crowd.ts';
import { redirectUri, type World } from './world.ts';

const scopes = ['api:calls:read:basic', 'api:users:read'];

/** The integration that the setup is about. */
export function integrationOf(world: World): Integration {
  const [integration] = world.gong.integrations();
  if (!integration) throw new Error('Gong has no integration');
  return integration;
}

/** New members who connected some time ago, each with a grant of the Technical Admin's. */
export async function grantedCrowd(world: World, size: number): Promise<Member[]> {
  const members = await crowd(world, size);
  for (const { accountId } of members) {
    Object.assign(world.composio.account(accountId), { tokens: await tokens(world) });
  }
  writing(world, (_insert, database) => {
    database.prepare('update connections set scopes = ?').run(JSON.stringify(scopes));
  });
  return members;
}

/** What Gong gives for a consent of the Technical Admin's. */
async function tokens(world: World): Promise<object> {
  const { clientId, clientSecret } = integrationOf(world);
  const asked = { client_id: clientId, redirect_uri: redirectUri, response_type: 'code', scope: scopes.join(' ') };
  const consent = new URLSearchParams({ ...asked, state: 's', as: 'technical-admin', decision: 'allow' });
  const url = `${world.gong.url}/oauth2`;
  const back = await fetch(`${url}/authorize`, { method: 'POST', body: consent, redirect: 'manual' });
  const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const answer = await fetch(`${url}/generate-customer-token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
  });
  const given = (await answer.json()) as Record<string, string>;
  return {
    accessToken: given.access_token,
    refreshToken: given.refresh_token,
    accessUntil: world.clock.now() + Number(given.expires_in) * 1000,
    scope: given.scope,
    customerBaseUrl: given.api_base_url_for_customer,
  };
}

/** Composio renews these people's tokens, whose turn it is; nobody else's. */
export async function renew(world: World, members: readonly Member[]): Promise<void> {
  const theirs = new Set(members.map(({ accountId }) => accountId));
  const others = world.composio.accounts().filter(({ id }) => !theirs.has(id));
  const kept = others.map((account) => ({ account, tokens: account.tokens }));
  for (const { account } of kept) account.tokens = null;
  await world.composio.refreshAll();
  for (const { account, tokens: before } of kept) account.tokens = before;
}

/** Two sweeps that agree. */
export async function sweepTwice(world: World): Promise<void> {
  await sweepAfter(world);
  await sweepAfter(world, secondLookMs);
}

/** Lets the bot go on in small steps of time until this holds. */
export async function inTime(world: World, holds: () => void, stepMs = 1_000): Promise<void> {
  await eventually(() => {
    world.clock.advance(stepMs);
    holds();
  }, 15_000);
}

/** How many have an alert. */
export function alerted(members: readonly Member[]): number {
  return members.filter(({ person }) => alertsOf(person).length > 0).length;
}

/** What a message says now. */
export function nowSaid(person: PersonDriver, message: ShownMessage): string {
  return person.dm().find(({ ts }) => ts === message.ts)?.rendered ?? '';
}

/** The newest personal link in somebody's DM that no earlier call gave. */
export async function nextLink(world: World, person: PersonDriver, ask: () => Promise<unknown>): Promise<string> {
  const links = (): string[] =>
    person
      .dm()
      .flatMap((message) => message.buttons())
      .flatMap(({ url }) => (url?.includes('/link/') ? [url] : []));
  const before = new Set(links());
  world.clock.advance(3_000);
  await ask();
  let link: string | undefined;
  await eventually(() => {
    link = links().findLast((one) => !before.has(one));
    expect(link).toBeDefined();
  });
  return link ?? '';
}

/** Somebody whose connection is broken reconnects by the command. */
export async function tryAlone(world: World, person: PersonDriver): Promise<void> {
  const link = await nextLink(world, person, async () => {
    person.reloads();
    await person.types('/gong-connect');
    const card = await person.waitForEphemeral(/does not work/);
    await card.press('Reconnect');
  });
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
}

/** Presses Reconnect on whatever offers it, and allows it in Gong. */
export async function reconnect(world: World, person: PersonDriver, as = 'technical-admin'): Promise<void> {
  const alert = await person.waitForDm(/stopped working/);
  const link = await nextLink(world, person, () => alert.press('Reconnect'));
  await world.composio.follow(link, { as, decision: 'allow' });
  await inTime(world, () => expect(nowSaid(person, alert)).toMatch(/works again/), 500);
}

/** The incidents as the database has them. */
export function incidents(world: World) {
  return world.rows<{
    kind: string;
    cause: string;
    confidence: string;
    repair: string | null;
    ended_at: number | null;
  }>('select kind, cause, confidence, repair, ended_at from incidents order by began_at');
}

/** Messages to admins about incidents that this person has. */
export function noticesOf(person: PersonDriver): ShownMessage[] {
  return person
    .dm()
    .filter(({ rendered }) => /at once\.|auth config is disabled|Composio does not|Composio refuses/.test(rendered));
}

/** Somebody presses what only admins may, and is told so. */
export async function refusedTo(person: PersonDriver, press: () => Promise<unknown>): Promise<void> {
  person.reloads();
  await press();
  const words = await person.waitForEphemeral(/Only admins can/);
  expect(words.rendered).toMatch(/Ask @/);
}

/** The bot's own Slack user ID, by which it is invited to a channel. */
export async function botId({ slack: { apiUrl, botToken } }: World): Promise<string> {
  const answer = await fetch(`${apiUrl}auth.test`, {
    method: 'POST',
    headers: { authorization: `Bearer ${botToken}` },
  });
  return ((await answer.json()) as { user_id: string }).user_id;
}
