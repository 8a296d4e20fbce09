/**
 * Gong on localhost: consent, tokens, a sliver of its API and of its Admin centre, for one company. It refuses what the
 * real one is known to refuse (Gong help: "Create an OAuth app for Gong", API overview).
 */

import type { Clock } from '../../../src/ports.ts';
import { startServer } from '../http.ts';
import { adminRoutes } from './admin-routes.ts';
import { apiRoutes } from './api-routes.ts';
import { authorizeRoutes } from './authorize-routes.ts';
import { type GongCompany, type GongRole, sampleCompany } from './company.ts';
import { createSandboxDns, type SandboxDns } from './dns.ts';
import { createGrants, type Grant } from './grants.ts';
import { createIds } from './ids.ts';
import { createIntegrations, type Integration, type NewIntegration } from './integrations.ts';
import { gongErrorPage } from './layout.ts';
import { createRateLimit } from './rate-limit.ts';
import { GONG_DEFAULTS, type GongSwitches } from './switches.ts';
import type { Tenant } from './tenant.ts';
import { tokenRoutes } from './token-routes.ts';

export interface GongOptions extends Partial<GongSwitches> {
  clock: Clock;
  /** Left out: any free port. */
  port?: number;
  /** Makes every ID and secret the same in each run. */
  seed?: string;
  /** Left out: `sampleCompany()`. */
  company?: GongCompany;
}

export interface Gong {
  /** Where it listens. The public URLs lead here through `dns`. */
  url: string;
  dns: SandboxDns;
  company: GongCompany;
  /** Live: changing one takes effect at once. */
  switches: GongSwitches;
  integrations(): Integration[];
  grants(): readonly Grant[];
  /** As an admin does by hand on CREATE INTEGRATION. */
  registerIntegration(integration: NewIntegration): Integration;
  /** The new secret; the old one is refused from now on. */
  regenerateSecret(integrationId: string): string;
  /** Other scopes ticked in the integration; grants keep theirs. */
  setScopes(integrationId: string, scopes: readonly string[]): void;
  /** Other redirect URIs registered for the integration. */
  setRedirectUris(integrationId: string, redirectUris: readonly string[]): void;
  disable(integrationId: string): void;
  enable(integrationId: string): void;
  delete(integrationId: string): void;
  /** Ends one grant, or every grant when no ID is given. */
  revokeGrants(grantId?: string): void;
  /** Promotes or demotes a person; their grants may die with the role. */
  setRole(personId: string, role: GongRole): void;
  /** Takes a person out of the company; their grants may die with it. */
  removePerson(personId: string): void;
  /** API calls of the last 24 hours, all of which came off the company's budget. */
  callsToday(): number;
  close(): Promise<void>;
}

/** Starts Gong for one company. */
export async function createGong({
  clock,
  port,
  seed,
  company = sampleCompany(),
  ...switches
}: GongOptions): Promise<Gong> {
  const newId = createIds(seed === undefined ? undefined : `gong:${seed}`);
  const dns = createSandboxDns();
  const tenant: Tenant = {
    clock,
    newId,
    dns,
    company,
    integrations: createIntegrations(clock, newId),
    grants: createGrants(clock, newId),
    limit: createRateLimit(clock),
    switches: { ...GONG_DEFAULTS, ...switches },
  };
  const { integrations, grants } = tenant;
  const notFound = {
    method: '*',
    path: '/*rest',
    handle: () => gongErrorPage('Page not found', 'Nothing is here.', 404),
  };
  const routes = [
    ...authorizeRoutes(tenant),
    ...tokenRoutes(tenant),
    ...apiRoutes(tenant),
    ...adminRoutes(tenant),
    notFound,
  ];
  const server = await startServer({ port, routes });
  for (const host of ['app.gong.io', '*.app.gong.io', 'api.gong.io', '*.api.gong.io']) dns.set(host, server.url);
  return {
    url: server.url,
    dns,
    company,
    switches: tenant.switches,
    integrations: integrations.all,
    grants: grants.all,
    registerIntegration: integrations.register,
    regenerateSecret: integrations.regenerateSecret,
    setScopes: integrations.setScopes,
    setRedirectUris: integrations.setRedirectUris,
    disable: (id) => integrations.setEnabled(id, false),
    enable: (id) => integrations.setEnabled(id, true),
    delete: integrations.remove,
    revokeGrants: (id) => grants.revoke((grant) => id === undefined || grant.id === id),
    setRole: (personId, role) => {
      const person = company.people.find(({ id }) => id === personId);
      if (person) person.role = role;
    },
    removePerson: (personId) => {
      company.people = company.people.filter(({ id }) => id !== personId);
    },
    callsToday: tenant.limit.today,
    close: server.close,
  };
}
