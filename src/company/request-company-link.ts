/** Asking for the link that connects Gong for the whole company: everything is written down, nothing is requested yet. */

import { type CompanyStatus, companyOwner, type NewMessage, type SavedSetup } from '../model.ts';
import type { Outside } from '../ports.ts';
import { linkMessageKind } from '../stores/message-kinds.ts';

/**
 * `repeated`: the same link is asked for already and not made yet; `personal`: people connect on their own here by now;
 * `paused`: Gong is paused. Nothing was asked for then.
 */
export type CompanyLinkAsked =
  | { outcome: 'begun'; attemptId: string }
  | { outcome: 'repeated' | 'personal' | 'paused' };

/**
 * Writes the attempt and the DM to `approver`; the link maker makes the link once the DM stands. Unfinished company
 * links before it are superseded. The account it makes takes the place of the one that there is only once it works.
 * @param given `approver`: the Slack user who is to press Allow in Gong; `askedBy`: the admin who wants it, for the audit;
 * `baseUrl`: the API base URL; absent: the one used last
 */
export async function requestCompanyLink(
  { store, identity, clock }: Pick<Outside, 'store' | 'identity' | 'clock'>,
  given: { teamId: string; approver: string; askedBy: string; setup: SavedSetup; baseUrl?: string },
): Promise<CompanyLinkAsked> {
  const { teamId, approver, askedBy, setup } = given;
  const attemptId = identity.uuid();
  const message: NewMessage = {
    id: identity.uuid(),
    recipient: approver,
    kind: linkMessageKind,
    subject: attemptId,
    dedupeKey: `link:${attemptId}`,
    isAwaited: true,
  };
  const attempt = {
    id: attemptId,
    teamId,
    owner: companyOwner,
    approver,
    askedBy,
    authConfigId: setup.authConfigId,
    baseUrl: given.baseUrl ?? companyBaseUrl(await store.companyStatus(teamId), setup),
    nonce: identity.nonce(),
  };
  const outcome = await store.beginAttempt(attempt, identity.uuid(), message, clock.now());
  return outcome === 'begun' ? { outcome, attemptId } : { outcome };
}

/** The API base URL that the company's last link of this setup was made with, else the setup's own. */
export function companyBaseUrl({ attempt }: CompanyStatus, setup: SavedSetup): string {
  return attempt?.authConfigId === setup.authConfigId ? attempt.baseUrl : setup.apiBaseUrl;
}
