/** Telling Composio the new client secret, and asking for the canary that proves it. */

import { requestCompanyLink } from '../company/request-company-link.ts';
import { requestLink } from '../connect/request-link.ts';
import { ComposioError } from '../errors.ts';
import { companyOwner, type SavedSetup } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { Rotation } from '../stores/rotations.ts';

export type RotateOutcome =
  | { kind: 'replaced'; rotation: Rotation }
  /** Another rotation is under way. */
  | { kind: 'taken'; rotation: Rotation }
  | { kind: 'gone'; rotation: Rotation }
  | { kind: 'failed'; rotation: Rotation; error: ComposioError };

/**
 * Claims the one rotation that may be under way, tells Composio the secret and nothing that stays as it is, and asks for
 * the canary's link. A rotation that Composio did not take is over: the next submission begins another.
 * @param given `continues`: the rotation whose canary failed; null: a new one. `clientId`: of an integration that was
 * made anew; null: it stays
 */
export async function rotate(
  outside: Outside,
  given: {
    setup: SavedSetup;
    slackUserId: string;
    continues: string | null;
    clientSecret: string;
    clientId: string | null;
  },
): Promise<RotateOutcome> {
  const { store, connections, clock, identity, log } = outside;
  const { setup, slackUserId, clientSecret, clientId } = given;
  const { teamId, authConfigId } = setup;
  const draft = { id: identity.uuid(), teamId, authConfigId, createdBy: slackUserId };
  const { outcome, rotation } = await store.claimRotation(draft, given.continues, clock.now());
  if (outcome === 'taken') return { kind: 'taken', rotation };

  const giveUp = (reason: string) =>
    store.giveUpRotation(teamId, rotation.id, { by: 'bot', reason, notify: null }, clock.now());
  try {
    if (!(await connections.replaceClientSecret(teamId, authConfigId, clientSecret, clientId))) {
      await giveUp('not_found');
      return { kind: 'gone', rotation };
    }
  } catch (error) {
    const code = error instanceof ComposioError ? error.code : 'internal';
    await giveUp(error instanceof ComposioError && !error.isOutcomeUnknown ? code : `lost_${code}`);
    if (!(error instanceof ComposioError)) throw error;
    log.warn({ error, rotationId: rotation.id }, 'Composio was not told the new client secret');
    return { kind: 'failed', rotation, error };
  }
  await store.markSecretReplaced(teamId, rotation.id, clientId, clock.now());
  log.info({ rotationId: rotation.id, authConfigId, by: slackUserId }, 'Composio has a new client secret');
  await startCanary(outside, { setup, rotationId: rotation.id, by: slackUserId });
  return { kind: 'replaced', rotation };
}

/**
 * Asks for the canary's link: of the company's connection where there is one, else of whoever asks for it. Asked again
 * before that link is made, it is still one.
 * @returns `paused`, `gone`: nothing was asked for, since Gong is paused or the setup is another one
 */
export async function startCanary(
  outside: Outside,
  given: { setup: SavedSetup; rotationId: string; by: string },
): Promise<'asked' | 'paused' | 'gone'> {
  const { store, clock } = outside;
  const { setup, rotationId, by } = given;
  const { teamId } = setup;
  // Removed or replaced while Composio was told: the canary's watch gives the rotation up.
  if ((await store.savedSetup(teamId))?.id !== setup.id) return 'gone';
  // No link works while Gong is paused: the canary's watch asks again until it is resumed.
  if (await store.openPause(teamId)) return 'paused';
  const company = await requestCompanyLink(outside, { teamId, approver: by, askedBy: by, setup });
  const isCompany = company.outcome !== 'personal';
  const owner = isCompany ? companyOwner : by;
  const outcome = isCompany
    ? company.outcome
    : await requestLink(outside, { teamId, slackUserId: by, setup, baseUrl: null });
  // Paused since it was looked at: what is the newest link now was made before, and proves nothing.
  if (outcome === 'paused') return 'paused';
  const attemptId = company.outcome === 'begun' ? company.attemptId : (await newestAttempt(outside, teamId, owner))?.id;
  if (attemptId === undefined) throw new Error('a link that was asked for is not there');
  await store.beginCanary(teamId, rotationId, { owner, attemptId, by }, clock.now());
  return 'asked';
}

/** The newest link of a canary's owner. */
export async function newestAttempt({ store }: Pick<Outside, 'store'>, teamId: string, owner: string) {
  const status = owner === companyOwner ? await store.companyStatus(teamId) : await store.statusOf(teamId, owner);
  return status.attempt;
}
