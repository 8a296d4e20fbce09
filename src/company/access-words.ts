/** How the company connection's access list is kept, and what keeps it from being so, for admins. Pure. */

import { moment } from '../block-kit.ts';
import type { AccessTroubleKind, CompanyStatus } from '../model.ts';

/** What is known of the list. */
export type AccessKept = Pick<CompanyStatus, 'access' | 'accessOwed' | 'accessTrouble'>;

/** How the access list is kept, and what is owed to it. */
export function accessInWords({ access, accessOwed, accessTrouble }: AccessKept): string {
  const owed = owedInWords(accessOwed);
  if (accessTrouble !== null) {
    const since = `:warning: *Who may use it could not be changed* since ${moment(accessTrouble.beganAt)}: ${accessTroubleInWords(accessTrouble.kind)} It is tried again by itself.`;
    return [since, owed, ...(access === null ? [] : [formInWords(access, false)])].filter(Boolean).join(' ');
  }
  if (access === null) return 'Who is let in is being written to Composio.';
  return [formInWords(access, owed === ''), owed].filter(Boolean).join(' ');
}

function formInWords({ form, leftOut }: NonNullable<AccessKept['access']>, isDone: boolean): string {
  switch (form) {
    case 'allow_list':
      return isDone ? 'Everybody who is let in is on the allow-list.' : '';
    case 'deny_list':
      return 'More than 1,000 people are let in, more than an allow-list takes. So *every user of the Composio project* is allowed, except those on the deny-list: who disconnected, left or was never let in.';
    case 'full':
      return `:warning: ${leftOut} more ${leftOut === 1 ? 'person wants' : 'people want'} in than Composio’s lists take: 1,000 are let in, and as many are known who must not be.`;
  }
}

/** Empty: nothing is owed. */
function owedInWords({ waiting, leaving }: AccessKept['accessOwed']): string {
  const out =
    leaving === 0
      ? ''
      : `${leaving === 1 ? 'one person' : `${leaving} people`} asked to be out and ${leaving === 1 ? 'is' : 'are'} still allowed`;
  const into =
    waiting === 0
      ? ''
      : `${waiting === 1 ? 'one person' : `${waiting} people`} ${waiting === 1 ? 'waits' : 'wait'} to be let in`;
  const both = [into, out].filter(Boolean).join(', and ');
  return both === '' ? '' : `${both[0]?.toUpperCase()}${both.slice(1)}.`;
}

/** Why the list is not written, one sentence. */
export function accessTroubleInWords(kind: AccessTroubleKind): string {
  switch (kind) {
    case 'sharing_refused':
      return 'Composio refuses to change it.';
    case 'key_refused':
      return 'Composio does not let the bot’s API key change it.';
    case 'bad_request':
    case 'not_found':
      return 'Composio refuses the request.';
    case 'rate_limited':
      return 'Composio gets too many requests.';
    case 'down':
    case 'slow':
    case 'unreadable':
      return 'Composio does not answer as it should.';
    case 'not_shown':
      return 'Composio does not show it.';
    case 'not_kept':
      return 'Composio takes the change and does not keep it.';
  }
}
