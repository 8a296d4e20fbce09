/** The pages behind a connect link, and the OAuth callback that Gong sends the browser to. */

import { type HttpReply, type HttpRequest, type Route, redirect } from '../http.ts';
import type { AuthConfig } from './auth-config.ts';
import { connectPage, deadLinkPage, LAPSED_WORDS, resultPage, USED_WORDS } from './connect-pages.ts';
import { askedScopes, type ConnectedAccount, REASONS } from './connected-account.ts';
import { authorizeUrl, exchangeCode } from './gong-client.ts';
import { type Link, linkState } from './link.ts';
import { type Project, setStatus } from './project.ts';
import { REDIRECT_URIS } from './switches.ts';
import { baseUrlField } from './toolkit.ts';

interface Attempt {
  link: Link;
  account: ConnectedAccount;
  config: AuthConfig;
}

/** The attempt behind a link that is still open, or the page that says why there is none. */
function attemptOf(project: Project, link: Link | undefined): Attempt | { dead: HttpReply } {
  const state = linkState(project, link);
  const account = link && project.accounts.get(link.accountId);
  const config = account && project.authConfigs.get(account.authConfigId);
  if (state === 'used') return { dead: deadLinkPage(USED_WORDS) };
  if (state === 'lapsed' || !link || !account || !config) return { dead: deadLinkPage(LAPSED_WORDS) };
  return config.enabled ? { link, account, config } : { dead: deadLinkPage(USED_WORDS) };
}

function toGong(project: Project, { link, account, config }: Attempt): HttpReply {
  const url = authorizeUrl(config, askedScopes(account, config), link.oauthState);
  return redirect(String(project.gong.dns.resolve(url) ?? url), 303);
}

/** The app as its people know it: an auth config's name is for whoever made it, and must be unique. */
function appNameOf({ gong }: Project, { clientId }: AuthConfig): string {
  return gong.integrations().find((integration) => integration.clientId === clientId)?.name ?? 'An app';
}

function opened(project: Project, attempt: Attempt): HttpReply {
  const { account, config, link } = attempt;
  if (account.status === 'INITIALIZING') setStatus(project, account, 'INITIATED', null);
  const baseUrl = account.fields[baseUrlField(project.switches)] ?? null;
  const { fullPrefill } = project.switches;
  if (baseUrl !== null && fullPrefill === 'skips-page') return toGong(project, attempt);
  const asks = baseUrl === null || fullPrefill === 'asks-anyway';
  return connectPage({ token: link.token, appName: appNameOf(project, config), baseUrl, asks });
}

function submitted(project: Project, attempt: Attempt, form: URLSearchParams): HttpReply {
  const typed = form.get('base_url')?.trim();
  const { account } = attempt;
  if (account.status === 'INITIALIZING') setStatus(project, account, 'INITIATED', null);
  if (typed) account.fields[baseUrlField(project.switches)] = typed;
  return account.fields[baseUrlField(project.switches)] === undefined
    ? opened(project, attempt)
    : toGong(project, attempt);
}

/** Takes Gong's answer: the problem that made the attempt fail, or null. */
async function finish(project: Project, attempt: Attempt, answer: URLSearchParams): Promise<string | null> {
  const { account, config, link } = attempt;
  link.used = true;
  const fail = (reason: string): string => {
    setStatus(project, account, 'FAILED', reason);
    return reason;
  };
  const error = answer.get('error');
  if (error === 'access_denied') return fail(REASONS.denied);
  if (error !== null) return fail(`${error}: ${answer.get('error_description') ?? ''}`);
  try {
    account.tokens = await exchangeCode(project, config, answer.get('code') ?? '');
  } catch {
    return fail(REASONS.exchangeFailed);
  }
  setStatus(project, account, 'ACTIVE', null);
  return null;
}

function sendHome(project: Project, account: ConnectedAccount, problem: string | null): HttpReply {
  if (account.callbackUrl === null) return resultPage(problem);
  const url = new URL(account.callbackUrl);
  url.searchParams.set('status', problem === null ? 'success' : 'failed');
  url.searchParams.set('connected_account_id', account.id);
  if (problem !== null) url.searchParams.set('error', problem);
  return redirect(String(project.gong.dns.resolve(url) ?? url));
}

/** `/link/{token}`, and every path that Composio ever gave out as its redirect URI. */
export function connectRoutes(project: Project): Route[] {
  const onLink = (request: HttpRequest, then: (attempt: Attempt) => HttpReply): HttpReply => {
    const attempt = attemptOf(project, project.links.get(request.params.token ?? ''));
    return 'dead' in attempt ? attempt.dead : then(attempt);
  };
  const onCallback = async ({ url }: HttpRequest): Promise<HttpReply> => {
    const state = url.searchParams.get('state');
    const attempt = attemptOf(
      project,
      [...project.links.values()].find(({ oauthState }) => oauthState === state),
    );
    if ('dead' in attempt) return attempt.dead;
    return sendHome(project, attempt.account, await finish(project, attempt, url.searchParams));
  };
  return [
    { method: 'GET', path: '/link/:token', handle: (request) => onLink(request, (found) => opened(project, found)) },
    {
      method: 'POST',
      path: '/link/:token',
      handle: (request) => onLink(request, (found) => submitted(project, found, request.form())),
    },
    ...Object.values(REDIRECT_URIS).map(
      (uri): Route => ({ method: 'GET', path: new URL(uri).pathname, handle: onCallback }),
    ),
  ];
}
