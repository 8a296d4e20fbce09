/** An auth config that somebody made by hand is put in force as it is: Composio is only read. */

import type { AuthConfigFacts } from '../connections-port.ts';
import { ComposioError } from '../errors.ts';
import type { Outside } from '../ports.ts';
import type { AdoptMemory } from './form-memory.ts';
import { isInUse, notClaimed, savedMessage } from './save.ts';
import type { SaveOutcome } from './save-outcome.ts';

/** Puts the auth config in force, if it is still there and fit. */
export async function adopt(
  outside: Outside,
  given: { teamId: string; slackUserId: string; memory: AdoptMemory; apiBaseUrl: string },
): Promise<SaveOutcome> {
  const { store, connections, clock, identity, log } = outside;
  const { teamId, slackUserId, memory } = given;
  if (await isInUse(outside, teamId, memory.replaces)) return { kind: 'in_use' };
  let config: AuthConfigFacts | null;
  try {
    config = await connections.authConfig(teamId, memory.authConfigId);
  } catch (error) {
    if (!(error instanceof ComposioError)) throw error;
    return { kind: 'unasked', error };
  }
  if (!config || !isFit(config)) return { kind: 'unfit' };
  const { authConfigId } = config;
  const { outcome, setup } = await store.claimSetup(
    {
      id: identity.uuid(),
      teamId,
      formId: memory.formId,
      // Names made by hand may repeat: the ID stands for it.
      name: authConfigId,
      clientId: config.clientId ?? '',
      scopes: config.scopes,
      redirectUri: config.redirectUri ?? '',
      apiBaseUrl: given.apiBaseUrl,
      workspaceUrl: null,
      createdBy: slackUserId,
      createdAt: clock.now(),
    },
    memory.replaces,
  );
  if (outcome !== 'claimed') return notClaimed(outside, outcome, setup);
  const saved = await store.saveSetup(
    teamId,
    setup.id,
    { authConfigId, redirectUriReadBack: config.redirectUri },
    savedMessage(outside, setup),
    clock.now(),
  );
  await store.audit(
    teamId,
    { actor: slackUserId, action: 'setup.adopted', subject: setup.id, detail: { authConfigId } },
    clock.now(),
  );
  log.info({ authConfigId, setupId: setup.id, by: slackUserId }, 'an auth config made by hand is in force');
  return { kind: 'saved', setup: saved };
}

/** Whether links can be made with it: its own OAuth client, for Gong, enabled. */
export function isFit(config: AuthConfigFacts): boolean {
  return config.isCustomGong && config.isEnabled;
}
