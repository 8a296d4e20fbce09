/** Every kind of DM, and who composes it. */

import { composeAlert, composeRecovered } from './alerts/compose.ts';
import { composePausedNotice } from './alerts/compose-notices.ts';
import { pausedNoticeKind } from './alerts/notice-schedule.ts';
import { button } from './block-kit.ts';
import { checkSetupAction } from './checkup/actions.ts';
import { openModeAction } from './company/actions.ts';
import {
  composeCompanyEnded,
  composeCompanyLink,
  composeGrant,
  composeNotShared,
  composeOffer,
  notSharedKind,
} from './company/compose.ts';
import { composeAccessTrouble, composeBlocked } from './company/compose-access.ts';
import {
  composeCompanyAlert,
  composeCompanyRecovered,
  composeUsersOutage,
  composeUsersRecovered,
} from './company/compose-outages.ts';
import { companyEndedKind } from './company/ended.ts';
import { composeAsked, composeCanConnect, composeLink } from './connect/compose.ts';
import type { Diagnosis } from './incident.ts';
import { composeDigest, composeIncident, digestMessageKind } from './incidents/compose.ts';
import { withRefusedChannel } from './incidents/refused-channel-words.ts';
import { reportMessageKind } from './invitations/batch-watch.ts';
import { composeInvitation, composeNudge, composeReport } from './invitations/compose.ts';
import type { Composer, Outside } from './ports.ts';
import { composeReconnectRequest, composeScopesRound } from './reconnects/compose.ts';
import { composeProgress, composeRelayResult, composeRequest, relayResultKind } from './relay/compose.ts';
import { composeRemoved, removedMessageKind } from './remove/messages.ts';
import { composeDisconnected, composeRepairAsked, composeRosterResult } from './roster/compose.ts';
import { disconnectedMessageKind, repairMessageKind, rosterResultKind } from './roster/roster-message.ts';
import { openRotationAction } from './rotation/actions.ts';
import { composeRotation } from './rotation/compose.ts';
import { composeDrift, composeScopesResult } from './scope-changes/compose.ts';
import { scopesResultKind } from './scope-changes/result-message.ts';
import { composeResult, resultMessageKind } from './setup/messages.ts';
import { invitationMessageKind, nudgeMessageKind } from './stores/invitations.ts';
import {
  accessTroubleKind,
  alertMessageKind,
  blockedMessageKind,
  grantMessageKind,
  incidentMessageKind,
  linkMessageKind,
  offerMessageKind,
  recoveredMessageKind,
  usersOutageKind,
  usersRecoveredKind,
} from './stores/message-kinds.ts';
import { relayProgressKind, relayRequestKind } from './stores/relays.ts';
import { reconnectRequestKind, roundNoticeKinds } from './stores/rounds.ts';
import { driftMessageKind } from './stores/scopes.ts';
import { askedMessageKind, canConnectKind } from './stores/setups.ts';

/**
 * @param linkOf the live link of an attempt, which no database holds
 * @param admins `GONG_ADMINS`
 * @param diagnoseCompany what is behind the outage of the company connection that goes on
 */
export function composers(
  outside: Outside,
  linkOf: (attemptId: string) => string | null,
  admins: readonly string[],
  diagnoseCompany: () => Promise<Diagnosis | null>,
): Readonly<Record<string, Composer>> {
  const byKind: Readonly<Record<string, Composer>> = {
    [linkMessageKind]: composeCompanyLink(outside, admins, linkOf, composeLink(outside, linkOf)),
    [askedMessageKind]: composeAsked(outside, {
      consent: [button('How people connect', openModeAction, { style: 'primary' })],
      setup: [
        button('Rotate client secret', openRotationAction, { style: 'primary' }),
        button('Check setup', checkSetupAction),
      ],
    }),
    [canConnectKind]: composeCanConnect(outside),
    [alertMessageKind]: composeCompanyAlert(outside, diagnoseCompany, composeAlert(outside)),
    [recoveredMessageKind]: composeCompanyRecovered(outside, composeRecovered(outside)),
    [usersOutageKind]: composeUsersOutage(outside),
    [usersRecoveredKind]: composeUsersRecovered(outside),
    [grantMessageKind]: composeGrant(outside),
    [accessTroubleKind]: composeAccessTrouble(outside),
    [blockedMessageKind]: composeBlocked(outside, admins),
    [companyEndedKind]: composeCompanyEnded(outside),
    [offerMessageKind]: composeOffer(outside),
    [notSharedKind]: composeNotShared(outside),
    [pausedNoticeKind]: composePausedNotice(outside),
    [incidentMessageKind]: composeIncident(outside),
    [digestMessageKind]: composeDigest(outside),
    [driftMessageKind]: composeDrift(outside),
    [scopesResultKind]: composeScopesResult(),
    [roundNoticeKinds.rotation]: composeRotation(outside),
    [roundNoticeKinds.scopes]: composeScopesRound(outside),
    [reconnectRequestKind]: composeReconnectRequest(outside),
    [resultMessageKind]: composeResult(outside),
    [relayRequestKind]: composeRequest(outside),
    [relayProgressKind]: composeProgress(outside),
    [relayResultKind]: composeRelayResult,
    [invitationMessageKind]: composeInvitation(outside),
    [nudgeMessageKind]: composeNudge(outside),
    [reportMessageKind]: composeReport(outside),
    [removedMessageKind]: composeRemoved,
    [disconnectedMessageKind]: composeDisconnected(),
    [repairMessageKind]: composeRepairAsked(outside),
    [rosterResultKind]: composeRosterResult(),
  };
  return Object.fromEntries(Object.entries(byKind).map(([kind, compose]) => [kind, sayingWhere(compose)]));
}

/** Whatever goes to the admins' channel may have to go to them instead. */
function sayingWhere(compose: Composer): Composer {
  return async (message) => {
    const content = await compose(message);
    return typeof content === 'string' ? content : withRefusedChannel(content, message.data);
  };
}
