/** Composio's calls to Gong: tokens, revocation, API. Public URLs go through the sandbox's DNS. */

import { z } from 'zod';
import { PUBLIC_HOST_HEADER } from '../gong/api-routes.ts';
import type { SandboxDns } from '../gong/dns.ts';
import type { AuthConfig } from './auth-config.ts';
import type { Tokens } from './connected-account.ts';
import type { Project } from './project.ts';

const GONG_APP = 'https://app.gong.io';

const tokenAnswer = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  scope: z.string(),
  api_base_url_for_customer: z.string(),
});

/** Gong refused a token request: asking again will not help. */
export class GongRefusalError extends Error {
  override name = 'GongRefusalError';
}

/** There is no such host. */
export class UnknownHostError extends Error {
  override name = 'UnknownHostError';
}

async function call(
  dns: SandboxDns,
  url: URL,
  init: RequestInit & { headers: Record<string, string> },
): Promise<Response> {
  const real = dns.resolve(url);
  if (!real) throw new UnknownHostError(`getaddrinfo ENOTFOUND ${url.hostname}`);
  return fetch(real, { ...init, headers: { ...init.headers, [PUBLIC_HOST_HEADER]: url.hostname }, redirect: 'manual' });
}

function asClient({ clientId, clientSecret }: AuthConfig): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` };
}

async function askForTokens(project: Project, config: AuthConfig, form: Record<string, string>): Promise<Tokens> {
  const url = new URL('/oauth2/generate-customer-token', GONG_APP);
  const init = { method: 'POST', headers: asClient(config), body: new URLSearchParams(form) };
  const response = await call(project.gong.dns, url, init);
  const answer = await response.text();
  if (!response.ok) throw new GongRefusalError(`${response.status} ${answer}`);
  const tokens = tokenAnswer.parse(JSON.parse(answer));
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    accessUntil: project.clock.now() + tokens.expires_in * 1000,
    scope: tokens.scope,
    customerBaseUrl: tokens.api_base_url_for_customer,
  };
}

/** Gong's consent page for an auth config. */
export function authorizeUrl(config: AuthConfig, scopes: string[], state: string): URL {
  const url = new URL('/oauth2/authorize', GONG_APP);
  url.search = String(
    new URLSearchParams({
      client_id: config.clientId,
      redirect_uri: config.oauthRedirectUri,
      response_type: 'code',
      scope: scopes.join(' '),
      state,
    }),
  );
  return url;
}

/** Tokens for a code. Throws a `GongRefusalError` when Gong says no. */
export function exchangeCode(project: Project, config: AuthConfig, code: string): Promise<Tokens> {
  return askForTokens(project, config, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: config.oauthRedirectUri,
  });
}

/** New tokens for old. Throws a `GongRefusalError` when Gong says no. */
export function refreshTokens(project: Project, config: AuthConfig, tokens: Tokens): Promise<Tokens> {
  return askForTokens(project, config, { grant_type: 'refresh_token', refresh_token: tokens.refreshToken });
}

/** Ends a grant at Gong; true when Gong did so. */
export async function revokeTokens(project: Project, config: AuthConfig, tokens: Tokens): Promise<boolean> {
  const url = new URL('/oauth2/revoke', GONG_APP);
  const init = { method: 'POST', headers: asClient(config), body: new URLSearchParams({ token: tokens.refreshToken }) };
  const response = await call(project.gong.dns, url, init);
  await response.arrayBuffer();
  return response.ok;
}

/** A call of Gong's API. Throws an `UnknownHostError` when the base URL's host does not exist. */
export async function callApi(
  project: Project,
  baseUrl: string,
  path: string,
  tokens: Tokens,
): Promise<{ status: number; body: string }> {
  const address = `${baseUrl.replace(/\/+$/, '')}${path}`;
  if (!URL.canParse(address)) throw new UnknownHostError(`Invalid URL: ${address}`);
  const init = { headers: { authorization: `Bearer ${tokens.accessToken}` } };
  const response = await call(project.gong.dns, new URL(address), init);
  return { status: response.status, body: await response.text() };
}
