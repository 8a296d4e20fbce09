/** The OAuth integrations that the company registered in Gong's Admin centre. */

import type { Clock } from '../../../src/ports.ts';
import type { NewId } from './ids.ts';

export interface Integration {
  id: string;
  name: string;
  description: string;
  shortDescription: string;
  scopes: string[];
  redirectUris: string[];
  clientId: string;
  clientSecret: string;
  enabled: boolean;
  createdAt: number;
}

export interface NewIntegration {
  name: string;
  description?: string;
  shortDescription?: string;
  scopes: readonly string[];
  redirectUris: readonly string[];
}

export interface Integrations {
  all(): Integration[];
  byId(id: string): Integration | undefined;
  byClientId(clientId: string): Integration | undefined;
  register(integration: NewIntegration): Integration;
  regenerateSecret(id: string): string;
  /** Other scopes ticked: they hold for requests from now on. */
  setScopes(id: string, scopes: readonly string[]): void;
  /** Other redirect URIs registered: they hold for requests from now on. */
  setRedirectUris(id: string, redirectUris: readonly string[]): void;
  setEnabled(id: string, enabled: boolean): void;
  remove(id: string): void;
}

/** No such integration in this company. */
export class UnknownIntegrationError extends Error {
  override name = 'UnknownIntegrationError';
}

/** An empty list of integrations. */
export function createIntegrations(clock: Clock, newId: NewId): Integrations {
  const byId = new Map<string, Integration>();
  const known = (id: string): Integration => {
    const integration = byId.get(id);
    if (!integration) throw new UnknownIntegrationError(id);
    return integration;
  };
  const newSecret = (): string => newId('', 52);
  return {
    all: () => [...byId.values()],
    byId: (id) => byId.get(id),
    byClientId: (clientId) => [...byId.values()].find((integration) => integration.clientId === clientId),
    register: ({ name, description = '', shortDescription = '', scopes, redirectUris }) => {
      const integration: Integration = {
        id: newId('int_', 10),
        name,
        description,
        shortDescription,
        scopes: [...scopes],
        redirectUris: [...redirectUris],
        clientId: newId('', 26).toUpperCase(),
        clientSecret: newSecret(),
        enabled: true,
        createdAt: clock.now(),
      };
      byId.set(integration.id, integration);
      return integration;
    },
    regenerateSecret: (id) => {
      known(id).clientSecret = newSecret();
      return known(id).clientSecret;
    },
    setScopes: (id, scopes) => {
      known(id).scopes = [...scopes];
    },
    setRedirectUris: (id, redirectUris) => {
      known(id).redirectUris = [...redirectUris];
    },
    setEnabled: (id, enabled) => {
      known(id).enabled = enabled;
    },
    remove: (id) => {
      known(id);
      byId.delete(id);
    },
  };
}
