/** Steps of handing a step to a colleague that its stories share. */

import { expect } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { chooseScopes } from './setup-steps.ts';
import type { World } from './world.ts';

/** A clock that can be moved: the sandbox's, or that of a bot in a process of its own with it. */
export interface Movable {
  clock: { advance(ms: number): unknown };
}

/** Waits for a message as it should be at last; the pauses between the bot's edits are not sat out. */
async function dmThat(world: Movable, person: PersonDriver, begin: RegExp, says: RegExp): Promise<ShownMessage> {
  const isIt = (one: ShownMessage): boolean => begin.test(one.rendered) && says.test(one.rendered);
  await expect
    .poll(
      async () => {
        if (person.dm().some(isIt)) return true;
        await world.clock.advance(250);
        return person.dm().map(({ rendered }) => rendered);
      },
      { timeout: 10_000, interval: 20 },
    )
    .toBe(true);
  return person.waitForDm(isIt);
}

/** The sender's message about a relay, once it says this. */
export function progress(world: Movable, person: PersonDriver, says: RegExp): Promise<ShownMessage> {
  return dmThat(world, person, /^You have asked/, says);
}

/** The colleague's message, once it says this. */
export function request(world: Movable, person: PersonDriver, says: RegExp = /asks you to/): Promise<ShownMessage> {
  return dmThat(world, person, /asks you to/, says);
}

/** The newest relay, as the database has it. */
export function relayRow(world: Pick<World, 'rows'>): Record<string, unknown> {
  const [row] = world.rows('select * from relays order by created_at desc, rowid desc limit 1');
  if (!row) throw new Error('there is no relay');
  return row;
}

/** An admin presses the button in a form, chooses a colleague, and sees that the step is handed over. */
export async function handOver(
  world: Movable & Pick<World, 'rows'>,
  sender: PersonDriver,
  form: ShownModal,
  to: PersonDriver,
  note?: string,
): Promise<ShownModal> {
  const before = world.rows('select id from relays').length;
  await form.press('Hand this to a colleague');
  const choose = await sender.waitForModal('Hand to a colleague');
  await choose.fill('Colleague', to.id);
  if (note !== undefined) await choose.fill('Note', note);
  expect((await choose.submit()).outcome).toBe('updated');
  await expect.poll(() => world.rows('select id from relays').length, { interval: 10 }).toBe(before + 1);
  await world.clock.advance(500);
  return sender.waitForModal('Handed to');
}

/** From the command to the colleague's form, which is open then. */
export async function handOverRegistration(world: World, to: PersonDriver = world.ben): Promise<ShownModal> {
  await handOver(world, world.ana, await chooseScopes(world.ana), to);
  await world.ana.modal()?.close(true);
  await (await request(world, to)).press('Register Gong');
  return to.waitForModal('Register Gong');
}

/** Registers in Gong what the colleague's form shows, read from the relay: the form itself carries only its ID. */
export function registerForRelay(world: Pick<World, 'gong' | 'rows'>) {
  const memory = JSON.parse(String(relayRow(world).memory)) as { scopes: string[]; redirectUri: string };
  return world.gong.registerIntegration({
    name: 'Gong Connect',
    scopes: memory.scopes,
    redirectUris: [memory.redirectUri],
  });
}
