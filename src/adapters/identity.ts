/** The machine's randomness. */

import { randomBytes, randomUUID } from 'node:crypto';
import type { Identity } from '../ports.ts';

export const systemIdentity: Identity = {
  uuid: () => randomUUID(),
  nonce: () => randomBytes(16).toString('base64url'),
};
