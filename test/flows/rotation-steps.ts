/** Steps and looks that the stories of rotating the client secret share. */

import type { Integration } from '../sandbox/gong/integrations.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { eventually } from './connect-steps.ts';
import type { World } from './world.ts';

/** Opens the hub and presses one of its buttons. */
export async function pressInHub(person: PersonDriver, button: string): Promise<ShownModal> {
  await person.modal()?.close(true);
  person.reloads();
  await person.types('/gong-setup');
  await (await person.waitForEphemeral('Gong is set up.')).press(button);
  return person.waitForModal();
}

export async function openRotation(person: PersonDriver): Promise<ShownModal> {
  return pressInHub(person, 'Rotate client secret');
}

/** Types a secret into the form and submits it; gives what is shown once Composio has answered. */
export async function submitSecret(
  world: World,
  person: PersonDriver,
  form: ShownModal,
  secret: string,
): Promise<ShownModal> {
  const begun = (): number => world.rows("select id from audit where action = 'rotation.began'").length;
  const before = begun();
  await form.fill('New client secret', secret);
  const { outcome, errors } = await form.submit();
  if (outcome !== 'updated') throw new Error(`not submitted: ${outcome} ${JSON.stringify(errors)}`);
  await eventually(() => {
    const states = rotationStates(world);
    return begun() > before && !states.includes('patching') && !states.includes('patched');
  });
  return afterWorking(world, person);
}

/** No more than this: whoever asks Slack who is an admin waits for two seconds at most. */
const ackDelayMs = 1_500;

/** Moves the clock past the pause that keeps a result behind the acknowledgement, and gives what is shown then. */
export async function afterWorking(world: World, person: PersonDriver): Promise<ShownModal> {
  const isWorking = (): boolean => /:hourglass_flowing_sand:/.test(person.modal()?.text() ?? '');
  let leftMs = ackDelayMs;
  await eventually(() => {
    if (isWorking() && leftMs > 0) {
      leftMs -= 100;
      world.clock.advance(100);
    }
    return !isWorking();
  });
  return person.waitForModal();
}

/** The same for a view that was closed meanwhile: how it went is told by DM. */
export async function toldByDm(world: World, person: PersonDriver, expected: RegExp): Promise<void> {
  let leftMs = ackDelayMs;
  await eventually(() => {
    leftMs -= 100;
    if (leftMs >= 0) world.clock.advance(100);
    return person.dm().some(({ rendered }) => expected.test(rendered));
  });
}

/** The state of every rotation, oldest first. */
export function rotationStates(world: World): string[] {
  return world.rows<{ state: string }>('select state from rotations order by began_at').map(({ state }) => state);
}

export async function rotationBecomes(world: World, state: string): Promise<void> {
  await eventually(() => {
    world.clock.advance(1_000);
    return rotationStates(world).at(-1) === state;
  });
}

/** The secret is regenerated in Gong: what is in force at Composio is dead from now on. */
export function regenerate(world: World, integration: Integration): string {
  return world.gong.regenerateSecret(integration.id);
}

/** Who was asked to reconnect, and still is. */
export function askedOf(people: readonly PersonDriver[]): PersonDriver[] {
  return people.filter((person) => person.dm().some(isRequest));
}

export function isRequest({ rendered }: ShownMessage): boolean {
  return /Gong can be reconnected now|Please reconnect Gong/.test(rendered);
}

/** What the audit says of rotating and asking, in order. */
export function auditOf(world: World, like = 'rotation.%'): string[] {
  return world
    .rows<{ action: string }>(
      "select action from audit where action like ? or action like 'reconnect.%' order by id",
      like,
    )
    .map(({ action }) => action);
}
