/** A connect link: ten minutes in which somebody may connect, and what it has come to. */

import type { ConnectedAccount } from './connected-account.ts';
import { REASONS } from './connected-account.ts';
import { expireCredentials, type Project, setStatus } from './project.ts';

export const LINK_MS = 10 * 60 * 1000;

export interface Link {
  token: string;
  accountId: string;
  expiresAt: number;
  /** OAuth's `state`, which leads Gong's answer back to this link. */
  oauthState: string;
  used: boolean;
}

/** Opens a link for an unfinished account, which lapses with it. */
export function openLink(project: Project, account: ConnectedAccount): Link {
  const link: Link = {
    token: project.newId('ln_'),
    accountId: account.id,
    expiresAt: project.clock.now() + LINK_MS,
    oauthState: project.newId('st_', 24),
    used: false,
  };
  project.links.set(link.token, link);
  project.clock.after(LINK_MS, () => lapse(project, account));
  return link;
}

function lapse(project: Project, account: ConnectedAccount): void {
  if (account.status !== 'INITIALIZING' && account.status !== 'INITIATED') return;
  if (project.switches.lapseFiresWebhook) expireCredentials(project, account, REASONS.lapsed);
  else setStatus(project, account, 'EXPIRED', REASONS.lapsed);
}

/** What a link can still do: nothing once it lapsed, was used, or its account is gone. */
export function linkState(project: Project, link: Link | undefined): 'open' | 'lapsed' | 'used' {
  const account = link && project.accounts.get(link.accountId);
  if (!link || !account || link.expiresAt <= project.clock.now()) return 'lapsed';
  return link.used || !['INITIALIZING', 'INITIATED'].includes(account.status) ? 'used' : 'open';
}
