/** An auth config that somebody made by hand is put in force as it is: Composio is only read. */

import { ComposioError } from '../errors.ts';
import type { Outside } from '../ports.ts';
import type { AdoptMemory } from './form-memory.ts';
import { putInForce, type SaveOutcome } from './save.ts';

export async function adopt(
  outside: Outside,
  given: { teamId: string; slackUserId: string; memory: AdoptMemory; apiBaseUrl: string },
): Promise<SaveOutcome> {
  const { store, connections, clock, identity } = outside;
  const { teamId, memory } = given;
  const config = await connections.authConfig(teamId, memory.authConfigId);
  if (!config) return { kind: 'failed', error: new ComposioError('not_found', { isOutcomeUnknown: false }) };
  const { outcome, setup } = await store.claimSetup(
    {
      id: identity.uuid(),
      teamId,
      formId: memory.formId,
      name: config.name,
      clientId: config.clientId ?? '',
      scopes: config.scopes,
      redirectUri: config.redirectUri ?? '',
      apiBaseUrl: given.apiBaseUrl,
      workspaceUrl: null,
      createdBy: given.slackUserId,
      createdAt: clock.now(),
    },
    memory.replaces,
  );
  if (outcome === 'repeated') return { kind: 'repeated' };
  if (outcome === 'taken') return { kind: 'taken', by: setup.createdBy, isSaved: setup.state === 'saved' };
  return { kind: 'saved', setup: await putInForce(outside, setup, config.authConfigId) };
}
