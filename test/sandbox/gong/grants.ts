/** What Technical Admins allowed: authorization codes, and the tokens that came of them. */

import type { Clock } from '../../../src/ports.ts';
import type { NewId } from './ids.ts';

/** Gong's access tokens live a day. */
export const ACCESS_TOKEN_MS = 24 * 60 * 60 * 1000;
const CODE_MS = 10 * 60 * 1000;

export interface Grant {
  id: string;
  integrationId: string;
  approvedBy: string;
  scopes: string[];
  accessToken: string;
  accessUntil: number;
  refreshToken: string;
  revoked: boolean;
}

export interface Approval {
  integrationId: string;
  approvedBy: string;
  scopes: string[];
  redirectUri: string;
}

export interface Grants {
  all(): Grant[];
  /** A code for an approval: good for ten minutes and one exchange. */
  issueCode(approval: Approval): string;
  /** The approval behind a code, which is used up by asking; null when unknown, used or too old. */
  takeCode(code: string): Approval | null;
  /** A new grant with its first tokens. */
  open(approval: Approval): Grant;
  /** New tokens for the holder of a refresh token, which is single use; null when it is not the current one. */
  refresh(refreshToken: string): Grant | null;
  byAccessToken(token: string): Grant | undefined;
  byRefreshToken(token: string): Grant | undefined;
  revoke(matches: (grant: Grant) => boolean): void;
}

/** No grants yet. */
export function createGrants(clock: Clock, newId: NewId): Grants {
  const codes = new Map<string, Approval & { until: number }>();
  const grants: Grant[] = [];
  const renew = (grant: Grant): Grant => {
    grant.accessToken = newId('gat_', 40);
    grant.refreshToken = newId('grt_', 40);
    grant.accessUntil = clock.now() + ACCESS_TOKEN_MS;
    return grant;
  };
  const byRefreshToken = (token: string): Grant | undefined => grants.find((grant) => grant.refreshToken === token);
  return {
    all: () => grants,
    issueCode: (approval) => {
      const code = newId('gac_', 30);
      codes.set(code, { ...approval, until: clock.now() + CODE_MS });
      return code;
    },
    takeCode: (code) => {
      const approval = codes.get(code);
      codes.delete(code);
      return approval && approval.until > clock.now() ? approval : null;
    },
    open: ({ integrationId, approvedBy, scopes }) => {
      const blank = { accessToken: '', refreshToken: '', accessUntil: 0, revoked: false };
      const grant = renew({ id: newId('grant_'), integrationId, approvedBy, scopes, ...blank });
      grants.push(grant);
      return grant;
    },
    refresh: (token) => {
      const grant = byRefreshToken(token);
      return grant && !grant.revoked ? renew(grant) : null;
    },
    byAccessToken: (token) => grants.find((grant) => grant.accessToken === token),
    byRefreshToken,
    revoke: (matches) => {
      for (const grant of grants) if (matches(grant)) grant.revoked = true;
    },
  };
}
