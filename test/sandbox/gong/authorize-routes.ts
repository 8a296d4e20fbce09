/** Gong's authorization endpoint: shows the consent pages and sends the browser back to the redirect URI. */

import { type HttpReply, type Route, redirect } from '../http.ts';
import { type AuthorizeRequest, type Refusal, readAuthorizeRequest } from './authorize-request.ts';
import { consentPage, insufficientPage, whoPage } from './consent-pages.ts';
import { gongErrorPage } from './layout.ts';
import { findPerson, type Tenant } from './tenant.ts';

function sendBack(tenant: Tenant, redirectUri: string, answer: Record<string, string>): HttpReply {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return redirect(String(tenant.dns.resolve(url) ?? url));
}

function refuse(tenant: Tenant, refusal: Refusal): HttpReply {
  if (refusal.kind === 'page') return gongErrorPage(refusal.title, refusal.detail);
  const { redirectUri, error, detail, state } = refusal;
  return sendBack(tenant, redirectUri, { error, error_description: detail, state });
}

function decide(tenant: Tenant, request: AuthorizeRequest, approvedBy: string, decision: string | null): HttpReply {
  const { integration, redirectUri, scopes, state } = request;
  if (decision !== 'allow')
    return sendBack(tenant, redirectUri, {
      error: 'access_denied',
      error_description: 'The user denied access',
      state,
    });
  const code = tenant.grants.issueCode({ integrationId: integration.id, approvedBy, scopes, redirectUri });
  return sendBack(tenant, redirectUri, { code, state });
}

/** `GET` shows the pages, `POST` takes the decision. */
export function authorizeRoutes(tenant: Tenant): Route[] {
  const step = (params: URLSearchParams, decided: boolean): HttpReply => {
    const read = readAuthorizeRequest(tenant, params);
    if ('refused' in read) return refuse(tenant, read.refused);
    const person = findPerson(tenant.company, params.get('as') ?? '');
    if (!person) return whoPage(tenant.company, read.ok, params);
    if (person.role !== 'technical-admin') return insufficientPage(person);
    if (!decided) return consentPage(tenant.company, read.ok, person, params);
    return decide(tenant, read.ok, person.id, params.get('decision'));
  };
  return [
    { method: 'GET', path: '/oauth2/authorize', handle: ({ url }) => step(url.searchParams, false) },
    { method: 'POST', path: '/oauth2/authorize', handle: (request) => step(request.form(), true) },
  ];
}
