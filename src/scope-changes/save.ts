/** Changing the scopes: Composio is told once, asked what it has stored, and only that is put in force here. */

import type { AuthConfigFacts } from '../connections-port.ts';
import { ComposioError } from '../errors.ts';
import type { SavedSetup } from '../model.ts';
import type { Outside } from '../ports.ts';
import { isSameScopes } from './comparison.ts';

export type SaveScopesOutcome =
  | { kind: 'saved'; setup: SavedSetup; isReadBack: boolean }
  /** Somebody else changed them since the form was drawn, or is doing so. */
  | { kind: 'taken' }
  | { kind: 'gone' }
  /** Composio took them, and shows others. */
  | { kind: 'differs'; readBack: readonly string[] }
  | { kind: 'failed'; error: ComposioError };

/** @param given `revision`: of the scopes, when the form was drawn; `ticked`: in Gong, as the admin says */
export async function saveScopes(
  outside: Pick<Outside, 'store' | 'connections' | 'clock' | 'log'>,
  given: {
    setup: SavedSetup;
    slackUserId: string;
    revision: number;
    scopes: readonly string[];
    ticked: readonly string[];
  },
): Promise<SaveScopesOutcome> {
  const { store, connections, clock, log } = outside;
  const { setup, slackUserId, scopes, ticked } = given;
  const { teamId, authConfigId } = setup;
  const change = { by: slackUserId, revision: given.revision, scopes };
  if (!(await store.claimScopeChange(teamId, setup.id, change, clock.now()))) return { kind: 'taken' };

  let lost: ComposioError | null = null;
  try {
    if (!(await connections.replaceScopes(teamId, authConfigId, scopes))) return { kind: 'gone' };
  } catch (error) {
    if (!(error instanceof ComposioError)) throw error;
    if (!error.isOutcomeUnknown) return { kind: 'failed', error };
    lost = error;
    log.warn({ error, authConfigId }, 'the answer about new scopes was lost: reading them back');
  }
  const config = await readBack(outside, setup);
  const isSame = config !== null && isSameScopes(config.scopes, scopes);
  if (lost !== null && !isSame) return { kind: 'failed', error: lost };
  if (config !== null && config.scopes.length > 0 && !isSame) return { kind: 'differs', readBack: config.scopes };

  const saved = await store.saveScopes(teamId, setup.id, { by: slackUserId, scopes, ticked }, clock.now());
  if (!saved) return { kind: 'taken' };
  log.info({ setupId: setup.id, by: slackUserId, scopes: scopes.length }, 'the scopes are changed');
  return { kind: 'saved', setup: saved, isReadBack: isSame };
}

/** null: Composio did not say. */
async function readBack(
  { connections, log }: Pick<Outside, 'connections' | 'log'>,
  { teamId, authConfigId }: SavedSetup,
): Promise<AuthConfigFacts | null> {
  try {
    return await connections.authConfig(teamId, authConfigId);
  } catch (error) {
    if (!(error instanceof ComposioError)) throw error;
    log.warn({ error, authConfigId }, 'the scopes could not be read back');
    return null;
  }
}
