/** Everything one Gong sandbox knows; what its routes share. */

import type { Clock } from '../../../src/ports.ts';
import type { GongCompany, GongPerson } from './company.ts';
import type { SandboxDns } from './dns.ts';
import type { Grant, Grants } from './grants.ts';
import type { NewId } from './ids.ts';
import type { Integrations } from './integrations.ts';
import type { RateLimit } from './rate-limit.ts';
import type { GongSwitches } from './switches.ts';

export interface Tenant {
  clock: Clock;
  newId: NewId;
  dns: SandboxDns;
  company: GongCompany;
  integrations: Integrations;
  grants: Grants;
  limit: RateLimit;
  switches: GongSwitches;
}

/** Somebody of the company, by ID or else the first with that role; undefined when there is nobody. */
export function findPerson(company: GongCompany, idOrRole: string): GongPerson | undefined {
  return company.people.find(({ id }) => id === idOrRole) ?? company.people.find(({ role }) => role === idOrRole);
}

/** Why a grant no longer opens anything, in words; null while it does. */
export function whyDead(tenant: Tenant, grant: Grant): string | null {
  const integration = tenant.integrations.byId(grant.integrationId);
  if (!integration) return 'the integration was deleted';
  if (!integration.enabled) return 'the integration is disabled';
  if (grant.revoked) return 'the authorization was revoked';
  const approver = tenant.company.people.find(({ id }) => id === grant.approvedBy);
  if (tenant.switches.grantsDieWithApprover && approver?.role !== 'technical-admin')
    return 'the admin who authorized it is no longer a Technical Admin';
  return null;
}
