/** Gong's token and revocation endpoints. Clients authenticate with HTTP Basic or in the form. */

import { type HttpReply, type HttpRequest, json, type Route } from '../http.ts';
import type { Grant } from './grants.ts';
import type { Integration } from './integrations.ts';
import { type Tenant, whyDead } from './tenant.ts';

function refuse(error: string, description: string, status = 400): HttpReply {
  return json({ error, error_description: description }, status);
}

function clientOf(tenant: Tenant, request: HttpRequest, form: URLSearchParams): Integration | null {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const pair = basic === undefined ? null : Buffer.from(basic, 'base64').toString('utf8');
  const split = pair?.indexOf(':') ?? -1;
  const clientId = pair === null ? form.get('client_id') : pair.slice(0, split);
  const secret = pair === null ? form.get('client_secret') : pair.slice(split + 1);
  const integration = tenant.integrations.byClientId(clientId ?? '');
  return integration?.clientSecret === secret ? (integration ?? null) : null;
}

function tokens(tenant: Tenant, grant: Grant): HttpReply {
  return json({
    access_token: grant.accessToken,
    refresh_token: grant.refreshToken,
    token_type: 'bearer',
    expires_in: Math.round((grant.accessUntil - tenant.clock.now()) / 1000),
    scope: grant.scopes.join(' '),
    api_base_url_for_customer: `https://${tenant.company.label}.api.gong.io`,
  });
}

function exchangeCode(tenant: Tenant, client: Integration, form: URLSearchParams): HttpReply {
  const approval = tenant.grants.takeCode(form.get('code') ?? '');
  if (approval?.integrationId !== client.id) return refuse('invalid_grant', 'The code is unknown, used or too old.');
  if (approval.redirectUri !== form.get('redirect_uri'))
    return refuse('invalid_grant', 'redirect_uri differs from the one of the authorization request.');
  if (tenant.switches.secondApprovalKillsFirst)
    tenant.grants.revoke((grant) => grant.integrationId === client.id && grant.approvedBy === approval.approvedBy);
  return tokens(tenant, tenant.grants.open(approval));
}

function refresh(tenant: Tenant, client: Integration, form: URLSearchParams): HttpReply {
  const token = form.get('refresh_token') ?? '';
  const held = tenant.grants.byRefreshToken(token);
  if (held?.integrationId !== client.id) return refuse('invalid_grant', 'The refresh token is unknown or was used.');
  const dead = whyDead(tenant, held);
  if (dead !== null) return refuse('invalid_grant', `The refresh token is no longer valid: ${dead}.`);
  const grant = tenant.grants.refresh(token);
  return grant ? tokens(tenant, grant) : refuse('invalid_grant', 'The refresh token was used.');
}

function revoke(tenant: Tenant, client: Integration, form: URLSearchParams): HttpReply {
  const token = form.get('token') ?? '';
  const found = tenant.grants.byRefreshToken(token) ?? tenant.grants.byAccessToken(token);
  const everyGrant = tenant.switches.revocation === 'all-grants';
  if (found?.integrationId === client.id)
    tenant.grants.revoke((grant) => grant === found || (everyGrant && grant.integrationId === client.id));
  return json({});
}

/** `POST /oauth2/generate-customer-token` (codes and refresh tokens) and `POST /oauth2/revoke`. */
export function tokenRoutes(tenant: Tenant): Route[] {
  const withClient =
    (then: (client: Integration, form: URLSearchParams) => HttpReply) =>
    (request: HttpRequest): HttpReply => {
      const form = new URLSearchParams([...request.url.searchParams, ...request.form()]);
      const client = clientOf(tenant, request, form);
      if (!client) return refuse('invalid_client', 'Unknown client ID or wrong client secret.', 401);
      if (!client.enabled) return refuse('unauthorized_client', 'The integration is disabled.', 401);
      return then(client, form);
    };
  const generate = withClient((client, form) => {
    const type = form.get('grant_type');
    if (type === 'authorization_code') return exchangeCode(tenant, client, form);
    if (type === 'refresh_token') return refresh(tenant, client, form);
    return refuse('unsupported_grant_type', `grant_type "${type ?? ''}" is not supported.`);
  });
  return [
    { method: 'POST', path: '/oauth2/generate-customer-token', handle: generate },
    { method: 'POST', path: '/oauth2/revoke', handle: withClient((client, form) => revoke(tenant, client, form)) },
  ];
}
