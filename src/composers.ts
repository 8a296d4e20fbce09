/** Every kind of DM, and who composes it. */

import { alertMessageKind, composeAlert, composeRecovered, recoveredMessageKind } from './alerts/compose.ts';
import { composeAuthConfigDisabledNotice, composeMassNotice, composePausedNotice } from './alerts/compose-notices.ts';
import { authConfigDisabledNoticeKind, massNoticeKind, pausedNoticeKind } from './alerts/notice-schedule.ts';
import { askedMessageKind } from './connect/ask-admins.ts';
import { composeAsked, composeLink } from './connect/compose.ts';
import { linkMessageKind } from './connect/request-link.ts';
import type { Composer, Outside } from './ports.ts';
import { composeInvitation, composeResult, invitationKind, resultMessageKind } from './setup/messages.ts';

/** @param linkOf the live link of an attempt, which no database holds */
export function composers(
  outside: Outside,
  linkOf: (attemptId: string) => string | null,
): Readonly<Record<string, Composer>> {
  return {
    [linkMessageKind]: composeLink(outside, linkOf),
    [askedMessageKind]: composeAsked(outside),
    [alertMessageKind]: composeAlert(outside),
    [recoveredMessageKind]: composeRecovered(outside),
    [pausedNoticeKind]: composePausedNotice(outside),
    [authConfigDisabledNoticeKind]: composeAuthConfigDisabledNotice(outside),
    [massNoticeKind]: composeMassNotice(outside),
    [resultMessageKind]: composeResult(outside),
    [invitationKind]: composeInvitation(outside),
  };
}
