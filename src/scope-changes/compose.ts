/** Composes the DMs about scopes from what is known when they are delivered. */

import type { Composer, Outside } from '../ports.ts';
import { readDrift } from './drift.ts';
import { buildDriftMessage } from './drift-message.ts';
import { buildScopesResult } from './result-message.ts';

/** Drift that is over before anybody was told of it is not told. */
export function composeDrift({ store }: Pick<Outside, 'store'>): Composer {
  return async ({ teamId, subject, ts }) => {
    const drift = await store.drift(teamId, subject);
    if (!drift || (drift.endedAt !== null && ts === null)) return 'moot';
    return buildDriftMessage({ ...drift, drift: readDrift(drift.data) });
  };
}

export function composeScopesResult(): Composer {
  return async ({ data }) => buildScopesResult(String(data.words));
}
