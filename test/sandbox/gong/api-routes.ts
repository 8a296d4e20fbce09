/** Gong's API, as far as Composio's two cheap tools need it. */

import { type HttpReply, type HttpRequest, html, json, type Route } from '../http.ts';
import { type Tenant, whyDead } from './tenant.ts';

/** The public host that a sandbox client asked for: loopback servers see only their own. */
export const PUBLIC_HOST_HEADER = 'x-sandbox-host';

function refuse(tenant: Tenant, status: number, error: string, headers: Record<string, string> = {}): HttpReply {
  return json({ requestId: tenant.newId('', 16), errors: [error] }, status, headers);
}

function guard(tenant: Tenant, request: HttpRequest, scope: string): HttpReply | null {
  const host = request.headers[PUBLIC_HOST_HEADER] ?? 'api.gong.io';
  if (!/(^|\.)api\.gong\.io$/.test(host)) return html('<!doctype html><title>Gong</title><p>Page not found</p>', 404);
  const ownHosts = ['api.gong.io', `${tenant.company.label}.api.gong.io`];
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const grant = tenant.grants.byAccessToken(token);
  const foreign = tenant.switches.foreignRegion === 'refuses' && !ownHosts.includes(host);
  if (!grant || foreign || grant.accessUntil <= tenant.clock.now() || whyDead(tenant, grant) !== null)
    return refuse(tenant, 401, 'Failed to verify credentials');
  const wait = tenant.limit.take();
  if (wait > 0) return refuse(tenant, 429, 'API rate limit exceeded', { 'retry-after': String(wait) });
  if (!grant.scopes.includes(scope)) return refuse(tenant, 403, `Access denied: the scope ${scope} was not granted`);
  return null;
}

/** `GET /v2/workspaces` and `GET /v2/users`. */
export function apiRoutes(tenant: Tenant): Route[] {
  const requestId = (): string => tenant.newId('', 16);
  const route = (path: string, scope: string, answer: () => object): Route => ({
    method: 'GET',
    path,
    handle: (request) => guard(tenant, request, scope) ?? json({ requestId: requestId(), ...answer() }),
  });
  return [
    route('/v2/workspaces', 'api:workspaces:read', () => ({ workspaces: tenant.company.workspaces })),
    route('/v2/users', 'api:users:read', () => {
      const { people } = tenant.company;
      const users = people.map(({ id, name, email }) => {
        const [firstName = '', ...rest] = name.split(' ');
        return { id, emailAddress: email, firstName, lastName: rest.join(' '), active: true };
      });
      return {
        records: { totalRecords: users.length, currentPageSize: users.length, currentPageNumber: 0 },
        users,
      };
    }),
  ];
}
