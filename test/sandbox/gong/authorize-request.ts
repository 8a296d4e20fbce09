/** Reads an authorization request and decides what Gong has against it. */

import type { Integration } from './integrations.ts';
import type { Tenant } from './tenant.ts';

export interface AuthorizeRequest {
  integration: Integration;
  redirectUri: string;
  scopes: string[];
  state: string;
}

/** Refused on a page of Gong's own, or sent back to the redirect URI with an OAuth error. */
export type Refusal =
  | { kind: 'page'; title: string; detail: string }
  | { kind: 'redirect'; redirectUri: string; error: string; detail: string; state: string };

const page = (title: string, detail: string): Refusal => ({ kind: 'page', title, detail });

function refuseScopes(tenant: Tenant, redirectUri: string, state: string, detail: string): Refusal {
  return tenant.switches.unregisteredScope === 'redirect'
    ? { kind: 'redirect', redirectUri, error: 'invalid_scope', detail, state }
    : page('Invalid scope', detail);
}

/** The request as Gong understands it, or the refusal. Redirect URIs are compared byte for byte. */
export function readAuthorizeRequest(
  tenant: Tenant,
  params: URLSearchParams,
): { ok: AuthorizeRequest } | { refused: Refusal } {
  const integration = tenant.integrations.byClientId(params.get('client_id') ?? '');
  if (!integration) return { refused: page('Unknown client', 'No integration has this client ID.') };
  if (!integration.enabled) return { refused: page('Integration disabled', 'An admin disabled this integration.') };
  const redirectUri = params.get('redirect_uri') ?? '';
  if (!integration.redirectUris.includes(redirectUri)) {
    const detail = `The redirect_uri "${redirectUri}" is not registered for this integration.`;
    return { refused: page('Redirect URI mismatch', detail) };
  }
  const state = params.get('state') ?? '';
  if (params.get('response_type') !== 'code')
    return { refused: page('Unsupported response type', 'response_type must be "code".') };
  const scopes = (params.get('scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
  if (scopes.length === 0)
    return { refused: refuseScopes(tenant, redirectUri, state, 'The request asks for no scope.') };
  const foreign = scopes.filter((scope) => !integration.scopes.includes(scope));
  if (foreign.length > 0) {
    const detail = `Not registered for this integration: ${foreign.join(', ')}.`;
    return { refused: refuseScopes(tenant, redirectUri, state, detail) };
  }
  return { ok: { integration, redirectUri, scopes, state } };
}
