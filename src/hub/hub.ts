/** The hub: how Gong is set up, how the workspace does, and what an admin can do about it. */

import { approverIsHere, diagnoseCompany } from '../company/outage-diagnosis.ts';
import type { CompanyStatus, SavedSetup } from '../model.ts';
import { type Outside, pause, type SlackMessage } from '../ports.ts';
import { type AuthConfigState, buildHub } from './hub-view.ts';

export type { AuthConfigState };

/** The answer waits for Composio at most this long. */
const askComposioAtMostMs = 3_000;

/**
 * What `/gong-setup` answers once Gong is set up.
 * @param known what Composio said of the auth config lately; absent: it is asked, and waited for a little
 */
export async function hubMessage(outside: Outside, setup: SavedSetup, known?: AuthConfigState): Promise<SlackMessage> {
  const { store } = outside;
  const { teamId, authConfigId } = setup;
  const people = await store.rosterCounts(teamId);
  const paused = await store.openPause(teamId);
  // What was enabled lately may have been paused since.
  const remembered = paused !== null && known === 'enabled' ? 'not_asked' : known;
  const company = await store.companyStatus(setup.teamId);
  const [state, isApproverHere] = await Promise.all([
    remembered ?? authConfigState(outside, setup),
    approverSeen(outside, company),
  ]);
  const sighting = { authConfig: state === 'not_asked' ? 'unasked' : state, isApproverHere } as const;
  return buildHub({
    setup,
    state,
    counts: {
      ...people,
      active: people.connected,
      broken: people.not_working,
      unanswered: await store.countNotAnswering(teamId),
    },
    pause: paused,
    isSecretUnproven: await store.isSecretUnproven(teamId, authConfigId),
    incidents: await store.openIncidents(setup.teamId),
    company,
    companyDiagnosis:
      company.connection?.authConfigId === setup.authConfigId
        ? await diagnoseCompany(outside, setup.teamId, company, sighting)
        : null,
  });
}

/** Slack is asked only where it matters, and waited for no longer than Composio. */
async function approverSeen(outside: Outside, { outage, approver }: CompanyStatus): Promise<boolean | null> {
  if (outage === null || outage.endedAt !== null) return null;
  return Promise.race([approverIsHere(outside, approver), pause(outside.clock, askComposioAtMostMs).then(() => null)]);
}

/** The auth config's state at Composio, asked now. */
export async function authConfigState(
  { connections, clock, log }: Outside,
  { teamId, authConfigId }: SavedSetup,
): Promise<AuthConfigState> {
  const asked = connections.authConfig(teamId, authConfigId).then(
    (config): AuthConfigState => (config === null ? 'gone' : config.isEnabled ? 'enabled' : 'disabled'),
    (error: unknown): AuthConfigState => {
      log.warn({ error }, 'could not ask Composio about the auth config');
      return 'unasked';
    },
  );
  return Promise.race([asked, pause(clock, askComposioAtMostMs).then((): AuthConfigState => 'unasked')]);
}
