/** Steps and looks that the stories of `/gong-connect` share. */

import { vi } from 'vitest';
import type { SandboxOptions } from '../sandbox/sandbox.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { requestsTo } from './setup-steps.ts';
import { connect, setUp, startWorld, type World, type WorldWishes } from './world.ts';

export interface AttemptSeen {
  id: string;
  state: string;
  account_id: string | null;
  reason: string | null;
  removal: string;
  nonce: string;
  base_url: string;
}

/** A world in which Gong is set up. */
export async function startReadyWorld(wishes: WorldWishes = {}, options: SandboxOptions = {}): Promise<World> {
  const world = await startWorld(wishes, options);
  await setUp(world);
  return world;
}

/** Another rep of the workspace, so that one world serves many stories; what others used of rate limits is past. */
export function newRep(world: World): PersonDriver {
  world.clock.advance(5_000);
  return world.slack.addPerson({ realName: 'Rita Rep' });
}

/** Somebody's links, oldest first. */
export function attemptsOf(world: World, person: PersonDriver): AttemptSeen[] {
  return world.rows<AttemptSeen>(
    'select id, state, account_id, reason, removal, nonce, base_url from attempts where owner = ? order by created_at, rowid',
    person.id,
  );
}

/** Resolves once the newest link is in this state. */
export async function attemptBecomes(world: World, person: PersonDriver, state: string): Promise<AttemptSeen> {
  let newest: AttemptSeen | undefined;
  await eventually(() => {
    newest = attemptsOf(world, person).at(-1);
    return newest?.state === state;
  });
  if (!newest) throw new Error('there is no link');
  return newest;
}

/** What Composio has of somebody: the connected accounts under their external user ID. */
export function accountsOf(world: World, person: PersonDriver): { id: string; status: string }[] {
  const [row] = world.rows<{ external_user_id: string }>(
    'select external_user_id from people where slack_user_id = ?',
    person.id,
  );
  return world.composio
    .accounts()
    .filter(({ userId }) => userId === row?.external_user_id)
    .map(({ id, status }) => ({ id, status }));
}

/** The requests for a link so far. */
export function linkRequests(world: World) {
  return requestsTo(world, 'POST /connected_accounts/link');
}

/** The links that a message shows. */
export function linksIn(message: ShownMessage): string[] {
  return message.buttons().flatMap(({ url }) => (url === null ? [] : [url]));
}

/** The text of every button of a message. */
export function buttonTexts(message: ShownMessage): string[] {
  return message.buttons().map(({ text }) => text);
}

/** Asks Composio about everybody, as the interval would. */
export function sweepSoon(world: World): void {
  world.clock.advance(301_000);
}

/** Runs what makes somebody's next link, and gives it once their DM shows it. */
export async function nextLink(world: World, person: PersonDriver, ask: () => Promise<unknown>): Promise<string> {
  const before = new Set(person.dm().flatMap(linksIn));
  // Slack takes about one message a second: what was sent before is past.
  world.clock.advance(3_000);
  await ask();
  let link: string | undefined;
  await world.slack.until(() => {
    link = person
      .dm()
      .flatMap(linksIn)
      .findLast((one) => !before.has(one));
    return link !== undefined;
  }, 'the next link is shown');
  return link ?? '';
}

/** Allows at Gong what a link asks for, when the paces of Slack and Gong leave room for what follows. */
export function allow(world: World, link: string) {
  world.clock.advance(3_000);
  return world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
}

/** Somebody connects when Gong's three calls a second are not used up by others. */
export function connectUnhurried(world: World, person: PersonDriver): Promise<string> {
  world.clock.advance(1_000);
  return connect(world, person);
}

/** Resolves once a condition holds that nobody announces: Composio's side, or the database. */
export async function eventually(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 10_000, interval: 20 });
}
