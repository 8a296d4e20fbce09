/** Sentences about the company connection that more than one screen says. Pure. */

import { moment } from '../block-kit.ts';
import { verificationInWords } from '../connect/words.ts';
import type { Cause } from '../connection.ts';
import { isNotAnswering } from '../connections-port.ts';
import type { CompanyStatus, Connection } from '../model.ts';
import { type AccessKept, accessInWords } from './access-words.ts';

export { type AccessKept, accessInWords };

/** What each way of connecting means, for admins (Gong: "Create an OAuth app for Gong"; Composio: "Shared connections"). */
export const personalInWords =
  '*Personal*: each person gets a link of their own and approves in Gong. Gong lets only a *Technical Admin* approve; everybody else sees “Insufficient permissions”.';
export const companyInWords =
  '*Company*: a Technical Admin connects once, and people are let in with `/gong-connect`, without a browser. Everybody then works with what that one person approved. In Composio this is a shared connection, which is experimental there.';

/** Said to whoever asks for the company link where somebody has gone over to personal connections meanwhile. */
export const personalByNow = 'People connect on their own here now: no company link is needed.';

/** Said to whoever asks for the company link, or to test what came of it, while Gong is paused. */
export const pausedByNow = 'Gong is paused, so nothing can be connected or tested. Resume it in `/gong-setup` first.';

/** Whether there is an account for people to be let in to. */
export function isConnected(connection: Connection | null): connection is Connection {
  return connection !== null && connection.state !== 'none' && connection.state !== 'left';
}

/** Whether Composio refused to share when it was last asked to: asked again, it will hardly say anything else. */
export function isSharingRefused({ attempt }: CompanyStatus): boolean {
  return attempt?.state === 'failed' && attempt.reason === 'sharing_refused';
}

/** Why the company connection does not work, one sentence. */
export function companyCauseInWords(cause: Cause | null): string {
  switch (cause) {
    case 'expired':
      return 'Gong no longer accepts the permission that was given for the company.';
    case 'revoked':
      return 'The permission that was given for the company was withdrawn.';
    case 'failed':
      return 'Gong refused the connection when it was last used.';
    case 'deleted':
      return 'The connection was deleted.';
    case 'disabled':
      return 'The connection is paused.';
    case 'auth_config_disabled':
      return 'The Gong setup was switched off.';
    case null:
      return 'Nobody has said why.';
  }
}

/** How people connect and how that is, in a line or two, for admins. */
export function modeInWords(company: CompanyStatus): string {
  const { mode, connection } = company;
  if (mode === 'personal') return 'Personal: each with a link of their own, as a Gong Technical Admin.';
  if (!isConnected(connection)) return 'Company: :warning: one connection for everybody, *not connected yet*.';
  const how =
    connection.state === 'active'
      ? isNotAnswering(connection.verification)
        ? ':warning: it is connected, but Gong *did not answer* through it when it was last tested.'
        : 'it is connected.'
      : `:warning: it has *not worked* since ${moment(connection.since)}. ${companyCauseInWords(connection.cause)}`;
  return `Company: one connection for everybody; ${how} ${accessInWords(company)}`;
}

/** What the test of the connection showed, to somebody who uses it and cannot change it. */
export function testedInWords(verification: string | null): string {
  if (verification === 'not_allowed' || isNotAnswering(verification)) {
    return 'Gong did *not* answer as it should when it was last tested. An admin can look at it with `/gong-setup`.';
  }
  return verificationInWords(verification);
}
