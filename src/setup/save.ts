/** A submitted form becomes an auth config: once, whatever is lost on the way. */

import { ComposioError } from '../errors.ts';
import type { SavedSetup, Setup } from '../model.ts';
import { type Outside, pause } from '../ports.ts';
import type { RegisterMemory } from './form-memory.ts';

export type SaveOutcome =
  | { kind: 'saved'; setup: SavedSetup }
  /** This form is being worked on by another submission of it. */
  | { kind: 'repeated' }
  | { kind: 'taken'; by: string; isSaved: boolean }
  | { kind: 'failed'; error: ComposioError };

/** When an answer was lost, Composio's list is looked at this long afterwards, until it is there. */
const lookAfterMs = [0, 2_000, 5_000];

export interface SaveGiven {
  teamId: string;
  slackUserId: string;
  memory: RegisterMemory;
  clientId: string;
  clientSecret: string;
  apiBaseUrl: string;
}

/** Claims the form, asks Composio once, and puts the setup in force. */
export async function save(outside: Outside, given: SaveGiven): Promise<SaveOutcome> {
  const { store, connections, clock, identity } = outside;
  const { teamId, memory } = given;
  const before = await store.setupOfForm(teamId, memory.formId);
  const { outcome, setup } = await store.claimSetup(
    {
      id: identity.uuid(),
      teamId,
      formId: memory.formId,
      name: authConfigName(memory.formId),
      clientId: given.clientId,
      scopes: memory.scopes,
      redirectUri: memory.redirectUri,
      apiBaseUrl: given.apiBaseUrl,
      workspaceUrl: memory.workspaceUrl,
      createdBy: given.slackUserId,
      createdAt: clock.now(),
    },
    memory.replaces,
  );
  if (outcome === 'repeated') {
    const saved = setup.state === 'saved' ? await store.savedSetup(teamId) : null;
    return saved ? { kind: 'saved', setup: saved } : { kind: 'repeated' };
  }
  if (outcome === 'taken') return { kind: 'taken', by: setup.createdBy, isSaved: setup.state === 'saved' };

  try {
    // This form failed before, so its auth config may be there although nobody heard of it.
    const found = before ? await connections.findAuthConfig(teamId, setup.name, setup.clientId) : null;
    const authConfigId = found ?? (await create(outside, setup, given.clientSecret));
    return { kind: 'saved', setup: await putInForce(outside, setup, authConfigId) };
  } catch (error) {
    const failure =
      error instanceof ComposioError
        ? error
        : new ComposioError('unreadable', { isOutcomeUnknown: true }, { cause: error });
    await store.failSetup(teamId, setup.id, failure.code, clock.now(), null);
    return { kind: 'failed', error: failure };
  }
}

/** Puts a claimed setup in force, with the redirect URI as Composio stored it. */
export async function putInForce(
  { store, connections, clock, log }: Pick<Outside, 'store' | 'connections' | 'clock' | 'log'>,
  setup: Setup,
  authConfigId: string,
): Promise<SavedSetup> {
  const readBack = await connections.authConfig(setup.teamId, authConfigId).catch((error: unknown) => {
    log.warn({ error, authConfigId }, 'the redirect URI could not be read back');
    return null;
  });
  const saved = await store.saveSetup(
    setup.teamId,
    setup.id,
    { authConfigId, redirectUriReadBack: readBack?.redirectUri ?? null },
    clock.now(),
  );
  log.info({ authConfigId, setupId: setup.id, by: setup.createdBy }, 'Gong is set up');
  return saved;
}

async function create({ connections, clock, log }: Outside, setup: Setup, clientSecret: string): Promise<string> {
  try {
    return await connections.createAuthConfig(setup.teamId, {
      name: setup.name,
      clientId: setup.clientId,
      clientSecret,
      scopes: setup.scopes,
      redirectUri: setup.redirectUri,
    });
  } catch (error) {
    if (!(error instanceof ComposioError) || !error.isOutcomeUnknown) throw error;
    log.warn({ error, setupId: setup.id }, 'the answer about a new auth config was lost: looking for it');
    for (const delayMs of lookAfterMs) {
      if (delayMs > 0) await pause(clock, delayMs);
      const found = await connections.findAuthConfig(setup.teamId, setup.name, setup.clientId).catch(() => null);
      if (found !== null) return found;
    }
    throw error;
  }
}

/** By this name an auth config is found again whose creation was not answered. */
function authConfigName(formId: string): string {
  return `Gong Connect ${formId.slice(0, 8)}`;
}
