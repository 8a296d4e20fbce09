/** Steps of the setup wizard that its stories share. */

import { expect, vi } from 'vitest';
import type { RecordedRequest } from '../sandbox/composio/api.ts';
import type { Integration } from '../sandbox/gong/integrations.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { passAckDelay, type World, workspaceUrl } from './world.ts';

export interface Choice {
  scopes?: readonly string[];
  otherScopes?: string;
  /** null: not filled in. */
  workspaceUrl?: string | null;
}

export interface Credentials {
  clientId: string;
  clientSecret: string;
  apiBaseUrl?: string;
}

/** Somebody types the command, with nothing open any more, and gets the wizard's first screen. */
export async function openWizard(person: PersonDriver): Promise<ShownModal> {
  await person.modal()?.close(true);
  await person.types('/gong-setup');
  return person.waitForModal('Set up Gong');
}

/** From the command to the second screen. */
export async function chooseScopes(person: PersonDriver, choice: Choice = {}): Promise<ShownModal> {
  const choose = await openWizard(person);
  return submitChoice(person, choose, choice);
}

/** From the first screen to the second. */
export async function submitChoice(
  person: PersonDriver,
  choose: ShownModal,
  { scopes, otherScopes, workspaceUrl: url = workspaceUrl }: Choice = {},
): Promise<ShownModal> {
  if (scopes) await choose.fill('Scopes', [...scopes]);
  if (otherScopes !== undefined) await choose.fill('Other scopes', otherScopes);
  await choose.fill('Gong workspace URL', url);
  expect(await choose.submit()).toEqual({ outcome: 'updated', errors: {} });
  return person.waitForModal('Register in Gong');
}

/** Registers in Gong exactly what the second screen says. */
export function registerInGong(world: Pick<World, 'gong'>, register: ShownModal): Integration {
  const memory = JSON.parse(register.privateMetadata) as { scopes: string[]; redirectUri: string };
  return world.gong.registerIntegration({
    name: 'Gong Connect',
    scopes: memory.scopes,
    redirectUris: [memory.redirectUri],
  });
}

/** Fills the second screen in and submits it; what the bot makes of it is waited for by the caller. */
export async function submitCredentials(register: ShownModal, credentials: Credentials) {
  await register.fill('Client ID', credentials.clientId);
  await register.fill('Client secret', credentials.clientSecret);
  if (credentials.apiBaseUrl !== undefined) await register.fill('API base URL', credentials.apiBaseUrl);
  return register.submit();
}

/** Fills the second screen in, submits it, and gives the last one. */
export async function saveWith(
  world: World,
  person: PersonDriver,
  register: ShownModal,
  credentials: Credentials,
): Promise<ShownModal> {
  expect((await submitCredentials(register, credentials)).outcome).toBe('updated');
  await passAckDelay(world);
  return person.waitForModal('Gong is set up.');
}

/** The API requests of one kind so far, such as `POST /auth_configs`. */
export function requestsTo(world: Pick<World, 'composio'>, endpoint: string): RecordedRequest[] {
  return world.composio.requests.filter(({ method, path }) => `${method} ${path}` === endpoint);
}

/** How many times an auth config was asked for. */
export function creations(world: Pick<World, 'composio'>): number {
  return requestsTo(world, 'POST /auth_configs').length;
}

/** What Slack would not have drawn, or the bot answered so that Slack could not use it. */
export function slackRefusals(world: Pick<World, 'slack'>): string[] {
  const refused = world.slack.calls
    .filter(({ result }) => /^invalid_|_too_l(?:ong|arge)$/.test(String(result.error ?? '')))
    .map(({ method, result }) => `${method}: ${JSON.stringify(result)}`);
  return [...world.slack.problems, ...refused];
}

/** How long the bot took, in real milliseconds, to answer each command, press and submission. */
export function answerTimes(world: World): number[] {
  return world.slack.deliveries.filter(({ kind }) => kind !== 'events_api').map(({ tookMs }) => tookMs);
}

/** Resolves once the condition holds; what Composio does tells nobody, so it is looked at again and again. */
export async function eventually(condition: () => boolean, what: string): Promise<void> {
  await vi.waitFor(
    () => {
      if (!condition()) throw new Error(`never happened: ${what}`);
    },
    { timeout: 12_000, interval: 20 },
  );
}

/** Lets the time pass in which Composio's list is searched for a lost auth config, and gives what is shown then. */
export async function passTheSearch(world: World, person: PersonDriver): Promise<ShownModal> {
  await eventually(() => creations(world) > 0, 'Composio is asked');
  const isWorking = (): boolean => /Working/.test(person.modal()?.text() ?? '');
  await eventually(() => {
    if (isWorking()) world.clock.advance(1_000);
    return !isWorking();
  }, 'the search ends');
  return person.waitForModal();
}
