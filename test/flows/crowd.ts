/** Many people with working connections, and sweeps at one's command: what stories about trouble begin with. */

import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect, vi } from 'vitest';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { redirectUri, startWorld, type World } from './world.ts';

export interface Member {
  person: PersonDriver;
  accountId: string;
}

const scopes = ['api:calls:read:basic', 'api:users:read'];

/** How often every connection is reconciled when nothing is the matter. */
export const sweepIntervalMs = 300_000;
/** How soon after it found something strange. */
export const secondLookMs = 60_000;

/** A world that Ana has set up some time ago, where Composio sends no webhooks unless they are asked for. */
export async function startQuietWorld(
  wishes: Parameters<typeof startWorld>[0] = {},
  options: Parameters<typeof startWorld>[1] = {},
): Promise<World> {
  const world = await startWorld({ webhook: false, ...wishes }, options, async (sandbox) => {
    const store = openStore(sandbox.databasePath);
    await store.check();
    await store.close();
    setUpBefore(sandbox);
  });
  await eventually(() => {
    expect(world.rows('select id from sweeps where ended_at is not null')).toHaveLength(1);
  });
  return world;
}

/** Puts a setup in force, replacing the one before, without walking through the wizard. Gives its auth config. */
export function setUpBefore(world: Sandbox): string {
  const { composio, gong, slack, clock } = world;
  const integration = gong.registerIntegration({ name: 'Gong Connect', scopes, redirectUris: [redirectUri] });
  const { clientId, clientSecret } = integration;
  const name = `Gong Connect ${randomUUID()}`;
  const made = composio.addAuthConfig({
    name,
    clientId,
    clientSecret,
    scopes: scopes.join(','),
    oauthRedirectUri: redirectUri,
  });
  writing(world, (insert, database) => {
    database.prepare("update setups set state = 'replaced' where state = 'saved'").run();
    insert('setups', {
      id: randomUUID(),
      team_id: slack.team.id,
      form_id: randomUUID(),
      state: 'saved',
      name,
      auth_config_id: made.id,
      client_id: clientId,
      scopes: JSON.stringify(scopes),
      redirect_uri: redirectUri,
      redirect_uri_read_back: redirectUri,
      api_base_url: 'https://api.gong.io',
      created_by: slack.people.ana,
      created_at: clock.now(),
      saved_at: clock.now(),
    });
  });
  return made.id;
}

type Insert = (table: string, row: Record<string, unknown>) => void;

/** Writes to the bot's database behind its back. */
export function writing(
  world: Pick<Sandbox, 'databasePath'>,
  work: (insert: Insert, database: Database.Database) => void,
): void {
  const database = new Database(world.databasePath);
  try {
    const insert: Insert = (table, row) => {
      const columns = Object.keys(row);
      const places = columns.map((column) => `@${column}`);
      database.prepare(`insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`).run(row);
    };
    database.transaction(() => work(insert, database)).immediate();
  } finally {
    database.close();
  }
}

/** The auth config of the setup in force. */
export function authConfigOf(world: World): string {
  const [setup] = world.rows<{ auth_config_id: string }>("select auth_config_id from setups where state = 'saved'");
  if (!setup) throw new Error('nothing is set up');
  return setup.auth_config_id;
}

/** New members who connected some time ago, as the bot, Composio and Slack remember it. */
export async function crowd(world: World, size: number, authConfigId = authConfigOf(world)): Promise<Member[]> {
  const { composio, slack, clock } = world;
  const isLimited = slack.rateLimits.enabled;
  slack.rateLimits.enabled = false;
  const people = await Promise.all(
    Array.from({ length: size }, async (_, index) => {
      const person = slack.addPerson({ realName: `Rep ${index + 1}` });
      return { person, channel: await openDm(world, person.id) };
    }),
  );
  slack.rateLimits.enabled = isLimited;

  const members: Member[] = [];
  writing(world, (insert) => {
    for (const { person, channel } of people) {
      const externalUserId = randomUUID();
      const account = composio.addAccount({ authConfigId, userId: externalUserId });
      const at = clock.now();
      const owned = { team_id: slack.team.id, owner: person.id, auth_config_id: authConfigId, account_id: account.id };
      const common = { base_url: 'https://api.gong.io' };
      const attemptId = randomUUID();
      insert('people', {
        team_id: slack.team.id,
        slack_user_id: person.id,
        external_user_id: externalUserId,
        created_at: at,
      });
      insert('attempts', { id: attemptId, ...owned, ...common, state: 'won', nonce: randomUUID(), created_at: at });
      insert('connections', {
        id: randomUUID(),
        ...owned,
        ...common,
        state: 'active',
        status: 'ACTIVE',
        since: at,
        requested_scopes: account.requestedScopes && JSON.stringify([...account.requestedScopes].sort()),
        seen_updated_at: account.updatedAt,
        seen_begun_at: at,
        verified_at: at,
        verification: 'works',
      });
      insert('messages', {
        id: randomUUID(),
        team_id: slack.team.id,
        recipient: person.id,
        kind: 'link',
        subject: attemptId,
        dedupe_key: `link:${attemptId}`,
        data: '{}',
        priority: 0,
        revision: 1,
        shown_revision: 1,
        state: 'shown',
        next_try_at: at,
        channel,
        ts: '1.000001',
        created_at: at,
        shown_at: at,
      });
      members.push({ person, accountId: account.id });
    }
  });
  return members;
}

/** One of a crowd; throws when it is not that large. */
export function member(members: readonly Member[], index: number): Member {
  const found = members[index];
  if (!found) throw new Error(`there is no member ${index}`);
  return found;
}

async function openDm({ slack }: World, personId: string): Promise<string> {
  const answer = await fetch(`${slack.apiUrl}conversations.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}` },
    body: new URLSearchParams({ users: personId }),
  });
  const { channel } = (await answer.json()) as { channel: { id: string } };
  return channel.id;
}

/** Moves the clock and resolves when so many sweeps that began after that have ended. */
export async function sweepAfter(world: World, ms: number = sweepIntervalMs, count = 1): Promise<void> {
  const from = world.clock.now() + ms;
  world.clock.advance(ms);
  // The lease lapses in such a jump, and who finds it lapsed asks again a moment after it was renewed.
  await eventually(() => {
    const held = world.rows('select name from leases where until > ?', world.clock.now());
    expect(held).not.toEqual([]);
  });
  world.clock.advance(200);
  await eventually(() => {
    const ended = world.rows('select id from sweeps where began_at >= ? and ended_at is not null', from);
    expect(ended.length).toBeGreaterThanOrEqual(count);
  });
}

/** Resolves once nothing throws any more. */
export function eventually(holds: () => void, timeoutMs = 10_000): Promise<void> {
  return vi.waitFor(holds, { timeout: timeoutMs, interval: 20 });
}

/** Resolves when nothing is owed that may be sent now. */
export async function delivered(world: World): Promise<void> {
  await eventually(() => expect(world.rows("select kind from messages where state = 'owed'")).toEqual([]));
}

/** The alerts in somebody's DM, by their ID. */
export function alertsOf(person: PersonDriver): string[] {
  return person
    .dm()
    .filter(({ metadata }) => metadata?.event_type === 'gong_connect_alert')
    .map(({ metadata }) => JSON.stringify(metadata?.event_payload));
}

/** Requests to Composio since `from`, without the version prefix: `GET /connected_accounts/ca_1`. */
export function requestsSince(world: World, from: number): string[] {
  return world.composio.requests.slice(from).map(({ method, path }) => `${method} ${path}`);
}

/** Those that look at one account. */
export function singleLooks(requests: readonly string[]): string[] {
  return requests.filter((request) => /^GET \/connected_accounts\/[^/]+$/.test(request));
}

/** Every button text of a message. */
export function buttonTexts(message: { buttons(): { text: string }[] }): string[] {
  return message.buttons().map(({ text }) => text);
}

/** Ends the world; nothing that the bot sent may have been wrong where Slack tells nobody. */
export async function endWell(world: World): Promise<void> {
  const { problems } = world.slack;
  await world.end();
  expect(problems).toEqual([]);
}
